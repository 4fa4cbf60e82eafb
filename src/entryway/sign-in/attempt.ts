// One sign-in attempt, in its own cookie: an anonymous visitor costs no KV write, and tabs do not interfere with each other.
import * as base64url from 'jose/base64url'
import * as v from 'valibot'
import { type CoreContext, currentTask } from '../context.ts'
import { isGuid } from '../entra/authority.ts'
import { generateCodeVerifier, generateState } from '../entra/provider.ts'
import { EntrywayError } from '../errors/entryway-error.ts'
import { isFromAnotherSite } from '../http/request.ts'
import { once } from '../once.ts'
import { readCookie, readCookies, removeCookie, writeCookie } from '../session/cookie.ts'
import { hash } from '../session/person.ts'
import { isRandomToken } from '../session/seal.ts'
import { safeReturnTo } from './return-to.ts'

/** Users who look for a phone, reset a password or wait for a colleague need this long. */
const LIFETIME_SECONDS = 3600
/** The cookie outlives the attempt, so that a late response can be told from a foreign one, and the deep link is kept. */
const COOKIE_SECONDS = 86_400
/** /login and the callback may run on two machines, whose clocks differ. */
const CLOCK_SKEW_SECONDS = 300
/** Of each kind: those begun on this site, and those that another site's link began. */
const MAX_AT_ONCE = 20
/** Characters of each kind's cookies, long deep links among them: a request's headers must stay within a server's limit. */
const MAX_COOKIE_CHARACTERS = 8_000
const COOKIE_PREFIX = 'entryway-attempt-'

/** What the cookie holds: the state is in its name, and the nonce is a hash of the verifier. */
const Fields = once(() =>
  v.object({
    verifier: v.custom<string>((value) => typeof value === 'string' && isRandomToken(value)),
    /** The issuer in the metadata that the attempt was started with (RFC 9207). */
    issuer: v.string(),
    /** Of one API; empty = what every sign-in asks for. */
    scopes: v.array(v.string()),
    returnTo: v.string(),
    /** Whether it answers a claims request of Entra's; a second one in a row would be a circle. */
    answersClaimsChallenge: v.boolean(),
    correlationId: v.custom<string>(isGuid),
    /** Milliseconds. */
    startedAt: v.number(),
    /** Whether another site's link began it. */
    isForeign: v.boolean(),
    /** In seconds: Entra must ask for credentials, and return when it did. */
    maxAge: v.optional(v.number()),
    /** Where the page that asks was opened from, for a user who declines. */
    back: v.optional(v.string()),
  }),
)
type Fields = v.InferOutput<ReturnType<typeof Fields>>
type Attempt = Fields & { state: string; nonce: string }

/** Creates an attempt and sets its cookie; the oldest of its kind go when there are too many. */
export function beginAttempt(
  c: CoreContext,
  about: Pick<Attempt, 'issuer' | 'scopes' | 'returnTo' | 'back' | 'answersClaimsChallenge' | 'maxAge'>,
): Attempt {
  const verifier = generateCodeVerifier()
  const attempt: Attempt = {
    state: generateState(),
    nonce: nonceFor(verifier),
    verifier,
    correlationId: currentTask(c).correlationId,
    startedAt: Date.now(),
    isForeign: isFromAnotherSite(c),
    ...about,
  }
  const value = encodeAttempt(attempt)
  for (const state of evictedStates(c, attempt.isForeign, value.length))
    removeCookie(c, COOKIE_PREFIX + state)
  writeCookie(c, COOKIE_PREFIX + attempt.state, value, COOKIE_SECONDS)
  return attempt
}

/** Whether this browser began an attempt of this state, and has not used it up. */
export function hasAttempt(c: CoreContext, state: string): boolean {
  return isRandomToken(state) && readCookie(c, COOKIE_PREFIX + state) !== null
}

/**
 * Takes the attempt of this state out of the browser: it is used once, whatever comes of it.
 * @throws {EntrywayError} `attempt_missing`, `attempt_expired`
 */
export function consumeAttempt(c: CoreContext, state: string): Attempt {
  if (!isRandomToken(state)) throw new EntrywayError('attempt_missing', { reason: 'state_malformed' })
  const value = readCookie(c, COOKIE_PREFIX + state)
  if (value === null) throw new EntrywayError('attempt_missing', { reason: 'no_cookie' })
  removeCookie(c, COOKIE_PREFIX + state)
  const attempt = readAttempt(state, value)
  if (!attempt) throw new EntrywayError('attempt_missing', { reason: 'cookie_malformed' })
  // Checked again, because nothing signs this cookie.
  const returnTo = safeReturnTo(attempt.returnTo, currentTask(c).settings)
  const ageSeconds = (Date.now() - attempt.startedAt) / 1000
  if (ageSeconds < -CLOCK_SKEW_SECONDS || ageSeconds > LIFETIME_SECONDS + CLOCK_SKEW_SECONDS)
    throw new EntrywayError('attempt_expired', { returnTo })
  return { ...attempt, returnTo, back: attempt.back && safeReturnTo(attempt.back, currentTask(c).settings) }
}

/** Does not reveal the verifier, and need not be stored. */
function nonceFor(verifier: string): string {
  return hash(`nonce ${verifier}`)
}

/** A list, because up to 40 of them travel with every request. */
function encodeAttempt(attempt: Fields): string {
  const list = Object.keys(Fields().entries).map((name) => attempt[name as keyof Fields])
  return base64url.encode(new TextEncoder().encode(JSON.stringify(list)))
}

function readAttempt(state: string, value: string): Attempt | null {
  try {
    const list: unknown[] = JSON.parse(new TextDecoder().decode(base64url.decode(value)))
    const fields = Object.keys(Fields().entries).map((name, index) => [name, list[index] ?? undefined])
    const { success, output } = v.safeParse(Fields(), Object.fromEntries(fields))
    return success ? { ...output, state, nonce: nonceFor(output.verifier) } : null
  } catch {
    return null
  }
}

/**
 * What has to go to leave room for one more: the unreadable, then the oldest of its kind. An attempt that another site
 * began never evicts one that the user began here.
 */
function evictedStates(c: CoreContext, isForeign: boolean, length: number): string[] {
  const newestFirst = readCookies(c)
    .filter(({ name }) => name.startsWith(COOKIE_PREFIX))
    .map(({ name, value }) => ({ state: name.slice(COOKIE_PREFIX.length), value }))
    .filter(({ state }) => isRandomToken(state))
    .map(({ state, value }) => ({ state, length: value.length, attempt: readAttempt(state, value) }))
    .filter(({ attempt }) => attempt === null || attempt.isForeign === isForeign)
    .sort((a, b) => (b.attempt?.startedAt ?? 0) - (a.attempt?.startedAt ?? 0))
  let total = length
  return newestFirst
    .filter(({ length, attempt }, index) => {
      total += length
      return attempt === null || index >= MAX_AT_ONCE - 1 || total > MAX_COOKIE_CHARACTERS
    })
    .map(({ state }) => state)
}
