// The session's cookie: read, written and removed.
import type { Context } from 'hono'
import type { Settings } from '../settings/settings.ts'
import { readCookie, readCookies, removeCookie, writeCookie } from './cookie.ts'
import { parseSessionToken, type SessionToken } from './session-token.ts'

const COOKIE = 'entryway-session'

/** null when there is none. */
export const readSessionCookie = (c: Context): string | null => readCookie(c, COOKIE)

/** null when there is none, or what is there has not its form. */
export function readSessionToken(c: Context): SessionToken | null {
  const value = readSessionCookie(c)
  return value === null ? null : parseSessionToken(value)
}

/** For as long as the browser is open, or for the session's whole life where that is set. */
export function writeSessionCookie(c: Context, token: SessionToken, settings: Settings): void {
  writeCookie(c, COOKIE, token.value, settings.keepSignedIn ? settings.sessionMaxHours * 3600 : undefined)
}

/** Also one that no longer opens anything, or that was sent twice. */
export function removeSessionCookie(c: Context): void {
  if (readCookies(c).some(({ name }) => name === COOKIE)) removeCookie(c, COOKIE)
}
