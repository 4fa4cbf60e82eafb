// The access tokens that a session has: one for each API. No I/O.
import type { OAuth2Tokens } from '../entra/provider.ts'
import { isDefaultScope, resourceOf } from '../entra/scope.ts'
import type { StoredSession } from './cache.ts'
import type { AccessToken } from './record.ts'

/** Renewed this long before they expire, as Microsoft's own libraries do. */
const RENEW_BEFORE_EXPIRY_SECONDS = 300

/** What a session keeps of a token response. @param now milliseconds */
export function accessTokenOf(tokens: OAuth2Tokens, scopes: string[], now: number): AccessToken {
  const lifetime = tokens.accessTokenExpiresInSeconds()
  const expiresAt = Math.floor(now / 1000 + lifetime)
  return {
    resource: tokenKey(scopes),
    scopes,
    token: tokens.accessToken(),
    expiresAt,
    // A short-lived token is used for half its life; "five minutes before" would have it renewed at every request.
    renewAt: expiresAt - Math.min(RENEW_BEFORE_EXPIRY_SECONDS, lifetime / 2),
  }
}

export function cachedToken(session: StoredSession, scopes: string[]): AccessToken | null {
  const ofApi = tokenOf(session, scopes)
  return ofApi && scopes.every((scope) => ofApi.scopes.includes(scope)) ? ofApi : null
}

export function tokenOf(session: StoredSession, scopes: string[]): AccessToken | undefined {
  return session.use.accessTokens.find(({ resource }) => resource === tokenKey(scopes))
}

/** A session has one token for each API, and one more for its `.default`. */
export function tokenKey([first = '']: string[]): string {
  return isDefaultScope(first) ? first : resourceOf(first)
}

/** The cached token; null = there is no valid one. Never requests one. */
export function cachedAccessToken(session: StoredSession, scopes: string[]): string | null {
  const cached = cachedToken(session, scopes)
  return cached && Date.now() / 1000 < cached.expiresAt ? cached.token : null
}
