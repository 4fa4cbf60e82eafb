// The cookies of this app, whoever they are for: how they are named, written and read.
import type { AppContext } from '../http/request.ts'

/** `__Host-` pins a cookie to this host and to https; Safari refuses such a cookie on http://localhost. */
function cookieName(c: AppContext, name: string): string {
  return isSecure(c) ? `__Host-${name}` : name
}

/** RFC 6265 section 4.1. Names and values are base64url here, so nothing needs escaping. */
export function writeCookie(c: AppContext, name: string, value: string, maxAgeSeconds?: number): void {
  const maxAge = maxAgeSeconds === undefined ? '' : `; Max-Age=${maxAgeSeconds}`
  const secure = isSecure(c) ? '; Secure' : ''
  const line = `${cookieName(c, name)}=${value}${maxAge}; Path=/; HttpOnly${secure}; SameSite=Lax`
  c.header('set-cookie', line, { append: true })
}

export function removeCookie(c: AppContext, name: string): void {
  writeCookie(c, name, '', 0)
}

/**
 * A cookie's value; null when it is absent, or sent twice: then one of the two was planted, and nothing says which.
 * Hono's own reader would take the first.
 */
export function readCookie(c: AppContext, name: string): string | null {
  const values = readCookies(c).filter((cookie) => cookie.name === name)
  return values.length === 1 ? (values[0]?.value ?? null) : null
}

/** Every cookie of the request, with the prefix taken off the names; on https one without it is not ours. */
export function readCookies(c: AppContext): { name: string; value: string }[] {
  const prefix = cookieName(c, '')
  const cookies: { name: string; value: string }[] = []
  // A loop, because flatMap() was half of what a guarded page cost more than an unguarded one.
  for (const pair of (c.req.header('cookie') ?? '').split(';')) {
    const equals = pair.indexOf('=')
    const name = withoutBlanks(pair.slice(0, equals))
    if (equals < 0 || !name.startsWith(prefix)) continue
    cookies.push({ name: name.slice(prefix.length), value: withoutBlanks(pair.slice(equals + 1)) })
  }
  return cookies
}

/**
 * Spaces and tabs, and no more (RFC 6265bis section 5.6). trim() takes U+2000 and others away too: a browser sees no
 * `__Host-` behind one, so that a neighbouring host may set such a cookie.
 */
function withoutBlanks(text: string): string {
  let [start, end] = [0, text.length]
  while (isBlank(text[start])) start++
  while (end > start && isBlank(text[end - 1])) end--
  return text.slice(start, end)
}

const isBlank = (character: string | undefined) => character === ' ' || character === '\t'

function isSecure(c: AppContext): boolean {
  return c.get('settings').origin.startsWith('https:')
}
