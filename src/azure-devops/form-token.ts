// A form that makes a token can be sent once: its random value is in the form and in a cookie, and sending takes the cookie.
import type { AppContext } from '../request.ts'
import { readCookie, readCookies, removeCookie, writeCookie } from '../session/cookie.ts'
import { generateSessionToken, isSessionToken } from '../session/seal.ts'
import type { Settings } from '../settings.ts'

const COOKIE_PREFIX = 'entryway-form-'
const LIFETIME_SECONDS = 3600
/** Each tab may have one. */
const MOST_AT_ONCE = 5
const MOST_USED = 1000

/** Sent twice at once, both carry the cookie; the second one is known here, if it comes to the same isolate. */
const used = new WeakMap<Settings, Set<string>>()

/** Sets the cookie; the oldest go when there are too many. @returns the value for the form */
export function issueFormToken(c: AppContext): string {
  const token = generateSessionToken()
  const others = readCookies(c)
    .filter(({ name }) => name.startsWith(COOKIE_PREFIX) && isSessionToken(name.slice(COOKIE_PREFIX.length)))
    .sort((a, b) => Number(b.value) - Number(a.value))
  for (const { name } of others.slice(MOST_AT_ONCE - 1)) removeCookie(c, name)
  writeCookie(c, COOKIE_PREFIX + token, String(Date.now()), LIFETIME_SECONDS)
  return token
}

/** Whether this form was issued to this browser and not sent before; it has been sent now. */
export function takeFormToken(c: AppContext, token: unknown): boolean {
  if (typeof token !== 'string' || !isSessionToken(token)) return false
  if (readCookie(c, COOKIE_PREFIX + token) === null) return false
  removeCookie(c, COOKIE_PREFIX + token)
  const tokens = used.get(c.get('settings')) ?? new Set<string>()
  used.set(c.get('settings'), tokens)
  if (tokens.has(token)) return false
  for (const oldest of tokens) {
    if (tokens.size < MOST_USED) break
    tokens.delete(oldest)
  }
  tokens.add(token)
  return true
}
