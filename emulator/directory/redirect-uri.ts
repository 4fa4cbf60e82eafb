// Matches redirect URIs: exactly as registered, except that http://localhost and http://127.0.0.1 may use any port
// (RFC 8252 section 7.3; Entra, "Redirect URI (reply URL) best practices and limitations").
import type { AppRegistration } from './app-registration.ts'

const withoutLocalPort = (uri: string) =>
  uri.replace(/^http:\/\/(localhost|127\.0\.0\.1):\d{1,5}(?=[/?#]|$)/, 'http://$1')

export type Platform = 'web' | 'spa' | 'publicClient'

/** The platform the app registered it for; null = not registered. */
export function platformOf(app: AppRegistration, redirectUri: string): Platform | null {
  // Nothing can be sent to an invalid URL, even if the text matches.
  if (!URL.canParse(redirectUri)) return null
  const wanted = withoutLocalPort(redirectUri)
  const isOneOf = (uris: string[]) => uris.some((uri) => withoutLocalPort(uri) === wanted)
  if (isOneOf(app.redirectUris)) return 'web'
  if (isOneOf(app.spaRedirectUris)) return 'spa'
  return isOneOf(app.publicClientRedirectUris) ? 'publicClient' : null
}

export const isRegistered = (app: AppRegistration, redirectUri: string) =>
  platformOf(app, redirectUri) !== null
