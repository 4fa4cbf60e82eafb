// The cookie that is the session: 32 random bytes, for as long as the browser is open.
import type { Context } from 'hono'
import { readCookie, readCookies, removeCookie, writeCookie } from './cookie.ts'
import { isRandomToken } from './seal.ts'

const COOKIE = 'entryway-session'

/** The token; null when there is none, or what is there is none. */
export function readSessionCookie(c: Context): string | null {
  const token = readCookie(c, COOKIE)
  return token !== null && isRandomToken(token) ? token : null
}

export function writeSessionCookie(c: Context, token: string): void {
  writeCookie(c, COOKIE, token)
}

/** Also one that opens nothing any more, or that was sent twice. */
export function removeSessionCookie(c: Context): void {
  if (readCookies(c).some(({ name }) => name === COOKIE)) removeCookie(c, COOKIE)
}
