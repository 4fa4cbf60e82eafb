// What was just done, for the next page and no later one: in a cookie, which no link can set.
import { type Context, isPrefetch, readCookie, removeCookie, writeCookie } from '../entryway/index.ts'

const COOKIE = 'entryway-notice'
const LIFETIME_SECONDS = 60

export function setFlash(c: Context, notice: string): void {
  writeCookie(c, COOKIE, notice, LIFETIME_SECONDS)
}

/** What the first group of `pattern` matched, or ''; null = nothing like it was just done. */
export function consumeFlash(c: Context, pattern: RegExp): string | null {
  const match = pattern.exec(readCookie(c, COOKIE) ?? '')
  if (!match || isPrefetch(c)) return null
  removeCookie(c, COOKIE)
  return match[1] ?? ''
}
