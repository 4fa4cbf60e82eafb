// The redirect URI rule: exactly as registered, except that the port of http://localhost and http://127.0.0.1 does not
// count (RFC 8252 section 7.3; Entra, "Redirect URI (reply URL) best practices and limitations").
import type { AppRegistration } from './app-registration.ts'

const withoutLocalPort = (uri: string) =>
  uri.replace(/^http:\/\/(localhost|127\.0\.0\.1):\d{1,5}(?=[/?#]|$)/, 'http://$1')

export type Platform = 'web' | 'spa' | 'publicClient'

/** The platform that the app has registered it for; null = not registered. */
export function platformOf(app: AppRegistration, redirectUri: string): Platform | null {
  // A text that is no URL could not be answered to, whatever it equals.
  if (!URL.canParse(redirectUri)) return null
  const wanted = withoutLocalPort(redirectUri)
  const isOneOf = (uris: string[]) => uris.some((uri) => withoutLocalPort(uri) === wanted)
  if (isOneOf(app.redirectUris)) return 'web'
  if (isOneOf(app.spaRedirectUris)) return 'spa'
  return isOneOf(app.publicClientRedirectUris) ? 'publicClient' : null
}

export const isRegistered = (app: AppRegistration, redirectUri: string) =>
  platformOf(app, redirectUri) !== null
