// One sign-in attempt, kept in a cookie of its own: an anonymous visitor costs no KV write, and tabs do not disturb each other.
// Both ways native in jose; Oslo's decoder would be half a kibibyte of the bundle.
import * as base64url from 'jose/base64url'
import * as v from 'valibot'
import type { CoreContext } from './context.ts'
import { isGuid } from './entra/authority.ts'
import { generateCodeVerifier, generateState } from './entra/provider.ts'
import { EntrywayError } from './errors/entryway-error.ts'
import { parseJson } from './http/json.ts'
import { once } from './once.ts'
import { safeReturnTo } from './return-to.ts'
import { readCookie, readCookies, removeCookie, writeCookie } from './session/cookie.ts'

const LIFETIME_SECONDS = 600
/** /login and the callback may run on two machines, whose clocks differ. */
const CLOCK_SKEW_SECONDS = 300
/** Each tab may have one; more would outgrow the request's headers. */
const MAX_AT_ONCE = 5
const COOKIE_PREFIX = 'entryway-attempt-'
const RANDOM = /^[A-Za-z0-9_-]{43}$/
const Random = v.custom<string>((value) => typeof value === 'string' && RANDOM.test(value))

const Attempt = once(() =>
  v.object({
    state: Random,
    nonce: Random,
    verifier: Random,
    /** The issuer in the metadata that the attempt was started with (RFC 9207). */
    issuer: v.string(),
    scopes: v.array(v.string()),
    returnTo: v.string(),
    /** Whether it answers a claims request of Entra's; a second one in a row would be a circle. */
    answersClaimsChallenge: v.optional(v.literal(true)),
    correlationId: v.custom<string>(isGuid),
    /** Milliseconds. */
    startedAt: v.number(),
  }),
)
export type Attempt = v.InferOutput<ReturnType<typeof Attempt>>

/** Makes an attempt and sets its cookie; the oldest go when there are too many. */
export function beginAttempt(
  c: CoreContext,
  about: Pick<Attempt, 'issuer' | 'scopes' | 'returnTo' | 'answersClaimsChallenge'>,
): Attempt {
  const attempt: Attempt = {
    state: generateState(),
    nonce: generateState(),
    verifier: generateCodeVerifier(),
    correlationId: c.var.entryway.correlationId,
    startedAt: Date.now(),
    ...about,
  }
  for (const state of evictedStates(c)) removeCookie(c, COOKIE_PREFIX + state)
  const json = new TextEncoder().encode(JSON.stringify(attempt))
  writeCookie(c, COOKIE_PREFIX + attempt.state, base64url.encode(json), LIFETIME_SECONDS)
  return attempt
}

/** Whether this browser began an attempt of this state, and has not used it up. */
export function hasAttempt(c: CoreContext, state: string): boolean {
  return RANDOM.test(state) && readCookie(c, COOKIE_PREFIX + state) !== null
}

/**
 * Takes the attempt of this state out of the browser: it is used once, whatever comes of it.
 * @throws {EntrywayError} `attempt_missing`, `attempt_expired`
 */
export function consumeAttempt(c: CoreContext, state: string): Attempt {
  if (!RANDOM.test(state)) throw new EntrywayError('attempt_missing', { reason: 'state_malformed' })
  const value = readCookie(c, COOKIE_PREFIX + state)
  if (value === null) throw new EntrywayError('attempt_missing', { reason: 'no_cookie' })
  removeCookie(c, COOKIE_PREFIX + state)
  const attempt = readAttempt(value)
  if (attempt?.state !== state) throw new EntrywayError('attempt_missing', { reason: 'cookie_malformed' })
  // Judged again, because nothing signs this cookie.
  const returnTo = safeReturnTo(attempt.returnTo, c.var.entryway.settings)
  const ageSeconds = (Date.now() - attempt.startedAt) / 1000
  if (ageSeconds < -CLOCK_SKEW_SECONDS || ageSeconds > LIFETIME_SECONDS + CLOCK_SKEW_SECONDS)
    throw new EntrywayError('attempt_expired', { returnTo })
  return { ...attempt, returnTo }
}

function readAttempt(value: string): Attempt | null {
  try {
    const json = parseJson(new TextDecoder().decode(base64url.decode(value)))
    const attempt = v.safeParse(Attempt(), json)
    return attempt.success ? attempt.output : null
  } catch {
    return null
  }
}

/** What has to go to leave room for one more: the unreadable first, then the oldest. */
function evictedStates(c: CoreContext): string[] {
  return readCookies(c)
    .filter(({ name }) => name.startsWith(COOKIE_PREFIX))
    .map(({ name, value }) => ({
      state: name.slice(COOKIE_PREFIX.length),
      startedAt: readAttempt(value)?.startedAt ?? 0,
    }))
    .filter(({ state }) => RANDOM.test(state))
    .sort((a, b) => b.startedAt - a.startedAt)
    .slice(MAX_AT_ONCE - 1)
    .map(({ state }) => state)
}
