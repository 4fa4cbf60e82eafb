// What was just done, for the next page and no later one: in a cookie, which no link can set.
import { isPrefetch, readCookie, removeCookie, writeCookie } from '../entryway/index.ts'
import type { TokensContext } from './context.ts'

const COOKIE = 'entryway-notice'
const LIFETIME_SECONDS = 60

type Notice = 'revoked' | 'updated'

/** @param asked when the token was to end, in milliseconds */
export function setFlash(c: TokensContext, notice: Notice, id: string, asked = 0): void {
  writeCookie(c, COOKIE, [notice, id, asked].join('.'), LIFETIME_SECONDS)
}

/** null = nothing like it was just done. @param id of the token, when the page is about one */
export function consumeFlash(c: TokensContext, notice: Notice, id?: string): { asked: number } | null {
  const [name, of, asked = ''] = readCookie(c, COOKIE)?.split('.') ?? []
  // Fifteen digits are past any date of a token, and within what a Date can hold.
  if (name !== notice || (id ?? of) !== of || !/^\d{1,15}$/.test(asked) || isPrefetch(c)) return null
  removeCookie(c, COOKIE)
  return { asked: Number(asked) }
}
