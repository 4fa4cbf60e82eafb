// A word about what was just done, for the next page and no later one: in a cookie, which no link can set.

import { isPrefetch, readCookie, removeCookie, writeCookie } from '../entryway/index.ts'
import type { TokensContext } from './context.ts'

const COOKIE = 'entryway-notice'
const LIFETIME_SECONDS = 60

type NoticeName = 'revoked' | 'gone' | 'updated'

/** @param facts whole numbers, GUIDs: nothing that would have to be escaped */
export function setFlash(c: TokensContext, name: NoticeName, ...facts: (string | number)[]): void {
  writeCookie(c, COOKIE, [name, ...facts].join('.'), LIFETIME_SECONDS)
}

/** Its facts; null when no such thing was just done. */
export function consumeFlash(c: TokensContext, wanted: NoticeName): string[] | null {
  const [name, ...facts] = readCookie(c, COOKIE)?.split('.') ?? []
  if (name !== wanted || isPrefetch(c)) return null
  removeCookie(c, COOKIE)
  return facts
}
