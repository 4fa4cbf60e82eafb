// How this app proves to the token endpoint that it is itself.
import type { Settings } from '../settings.ts'

/** The fields that the credential adds to a token request (RFC 6749 section 2.3.1, `client_secret_post`). */
export function credentialFields(settings: Settings): Record<string, string> {
  return { client_id: settings.clientId, client_secret: settings.clientSecret }
}
