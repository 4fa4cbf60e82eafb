// The cookie that is the session: for as long as the browser is open, or for the session's whole life where that is set.
import type { Context } from 'hono'
import type { Settings } from '../settings/settings.ts'
import type { SessionCache } from './cache.ts'
import { readCookie, readCookies, removeCookie, writeCookie } from './cookie.ts'
import { parseSessionToken, type SessionToken } from './session-token.ts'

const COOKIE = 'entryway-session'

/** null when there is none, or what is there has not its form. */
export function readSessionCookie(c: Context): SessionToken | null {
  const value = readCookie(c, COOKIE)
  if (value === null) return null
  const { sessions }: { sessions: SessionCache } = c.get('entryway')
  return sessions.get(value, Date.now())?.token ?? parseSessionToken(value)
}

export function writeSessionCookie(c: Context, token: SessionToken, settings: Settings): void {
  writeCookie(c, COOKIE, token.value, settings.keepSignedIn ? settings.sessionMaxHours * 3600 : undefined)
}

/** Also one that no longer opens anything, or that was sent twice. */
export function removeSessionCookie(c: Context): void {
  if (readCookies(c).some(({ name }) => name === COOKIE)) removeCookie(c, COOKIE)
}
