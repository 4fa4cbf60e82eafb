// Step-up: requests that Entra ask for credentials again, and verifies its response.
import type { Authentication } from '../entra/id-token.ts'
import { EntrywayError } from '../errors/entryway-error.ts'
import type { StoredSession } from '../session/cache.ts'
import type { Settings } from '../settings/settings.ts'

/** Entra dates an ID token back by 300 s; whether auth_time too is not seen. */
const BACK_DATED_SECONDS = 300

/**
 * Fields of the authorization request. Source: OpenID Connect Core 3.1.2.1 (`max_age` brings `auth_time`); Microsoft identity
 * platform, "Developer guide to Conditional Access authentication context".
 */
export function stepUpRequest({ stepUpContext }: Settings, maxAge: number): Record<string, string> {
  if (stepUpContext === null) return { prompt: 'login', max_age: String(maxAge) }
  return { claims: JSON.stringify({ id_token: { acrs: { essential: true, values: [stepUpContext] } } }) }
}

/**
 * When Entra saw the credentials, in seconds since 1970; null = it does not say.
 * @throws {EntrywayError} `step_up_refused`: Entra did not see credentials, for instance because the user removed `prompt` from its
 *   URL
 */
export function authenticatedAt(
  said: Authentication,
  attempt: { maxAge?: number | undefined; startedAt: number },
  { stepUpContext }: Pick<Settings, 'stepUpContext'>,
  now: number,
): number | null {
  if (attempt.maxAge === undefined) return said.authTime === null ? null : Math.min(said.authTime, now)
  if (stepUpContext !== null) {
    if (!said.contexts.includes(stepUpContext)) throw refused('acrs')
    return now
  }
  const askedAt = attempt.startedAt / 1000
  if (said.authTime === null || said.authTime < askedAt - BACK_DATED_SECONDS) throw refused('auth_time')
  return Math.min(Math.max(said.authTime, askedAt), now)
}

/** Whether the session's authentication is at most `maxAge` seconds old. */
export function isFresh(
  { record }: Pick<StoredSession, 'record'>,
  maxAge: number,
  { stepUpContext }: Pick<Settings, 'stepUpContext'>,
  now: number,
): boolean {
  if (stepUpContext !== null && !record.contexts.includes(stepUpContext)) return false
  // With a context the session is as old as the answer that named it.
  const at = stepUpContext === null ? record.authenticatedAt : record.startedAt
  return at !== null && now - at <= maxAge
}

const refused = (reason: 'auth_time' | 'acrs') =>
  new EntrywayError('step_up_refused', {
    reason,
    fixableBy: 'person',
    operator: `the ID token has no ${reason} of this sign-in, although it was asked for`,
  })
