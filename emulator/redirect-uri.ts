// The redirect URI rule: exactly as registered, except that the port of http://localhost does not count.
import type { AppRegistration } from './apps.ts'

const withoutLocalPort = (uri: string) => uri.replace(/^http:\/\/localhost:\d{1,5}/, 'http://localhost')

export function isRegistered(app: AppRegistration, redirectUri: string): boolean {
  // A text that is no URL could not be answered to, whatever it equals.
  if (!URL.canParse(redirectUri)) return false
  return app.redirectUris.some((registered) => registered === withoutLocalPort(redirectUri))
}
