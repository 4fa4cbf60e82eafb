// The cookies of this app: how they are named, written and read.
import type { Context } from 'hono'
import { setCookie } from 'hono/cookie'
import { currentTask } from '../context.ts'
import { isLocalhost } from '../entra/authority.ts'

/**
 * `__Host-` pins a cookie to this host and to https; Safari rejects such a cookie on http://localhost. Cookies know no
 * ports (RFC 6265 section 8.5), so that two apps on localhost would overwrite each other's: there the port is in the name.
 */
export function cookiePrefixOf({ protocol, hostname, port }: URL): string {
  return (protocol === 'https:' ? HOST_PREFIX : '') + (isLocalhost(hostname) ? `${port || 'default'}-` : '')
}

const HOST_PREFIX = '__Host-'

export function writeCookie(c: Context, name: string, value: string, maxAgeSeconds?: number): void {
  const { cookiePrefix: prefix } = currentTask(c)
  setCookie(c, prefix + name, value, {
    path: '/',
    httpOnly: true,
    secure: prefix.startsWith(HOST_PREFIX),
    sameSite: 'Lax',
    ...(maxAgeSeconds !== undefined && { maxAge: maxAgeSeconds }),
  })
}

export function removeCookie(c: Context, name: string): void {
  writeCookie(c, name, '', 0)
}

/**
 * A cookie's value; null when it is absent, or sent twice: then one of the two was planted, and nothing says which.
 * Hono's own reader would take the first.
 */
export function readCookie(c: Context, name: string): string | null {
  const values = readCookies(c).filter((cookie) => cookie.name === name)
  return values.length === 1 ? (values[0]?.value ?? null) : null
}

/** All cookies of the request, with the prefix removed from their names. On https, a cookie without it is not ours. */
export function readCookies(c: Context): { name: string; value: string }[] {
  const { cookiePrefix: prefix } = currentTask(c)
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
 * `__Host-` behind one, so that a neighboring host may set such a cookie.
 */
function withoutBlanks(text: string): string {
  let [start, end] = [0, text.length]
  while (isBlank(text.charAt(start))) start++
  while (end > start && isBlank(text.charAt(end - 1))) end--
  return text.slice(start, end)
}

const isBlank = (character: string) => character === ' ' || character === '\t'
