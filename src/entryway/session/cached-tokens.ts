// The access tokens that a session has: one for each API, and one more for the API's `.default`. No I/O.
import type { OAuth2Tokens } from '../entra/provider.ts'
import { isDefaultScope, resourceOf } from '../entra/scope.ts'
import type { StoredSession } from './cache.ts'
import type { AccessToken } from './record.ts'

/** Renewed this long before they expire, as Microsoft's own libraries do. */
const RENEW_BEFORE_EXPIRY_SECONDS = 300

/** What a session keeps of a token response. @param now milliseconds */
export function toCachedToken(response: OAuth2Tokens, scopes: string[], now: number): AccessToken {
  const lifetime = response.accessTokenExpiresInSeconds()
  const expiresAt = Math.floor(now / 1000 + lifetime)
  return {
    resource: apiOf(scopes),
    scopes,
    token: response.accessToken(),
    expiresAt,
    // A short-lived token is used for half its life; "five minutes before" would have it renewed at every request.
    renewAt: expiresAt - Math.min(RENEW_BEFORE_EXPIRY_SECONDS, lifetime / 2),
  }
}

/** The token with all of these scopes, expired or not. */
export function cachedToken(session: StoredSession, scopes: string[]): AccessToken | null {
  const cached = session.use.accessTokens.find(({ resource }) => resource === apiOf(scopes))
  return cached && scopes.every((scope) => cached.scopes.includes(scope)) ? cached : null
}

/** What a token is cached by. */
export function apiOf([first = '']: string[]): string {
  return isDefaultScope(first) ? first : resourceOf(first)
}
