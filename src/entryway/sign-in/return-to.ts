// Where to go after signing in: always a page of this app, whatever the link says.
import type { Context } from 'hono'
import type { Settings } from '../settings/settings.ts'
import { isPrintable } from '../unicode.ts'

/** As base64url it must fit in a cookie. Browsers accept 4,096 characters, including the name. */
export const MAX_RETURN_TO = 2000

/**
 * The path, query and fragment of `value` when it is a page of this app, else the home page.
 * Checked again after parsing: `/.//evil.example` normalizes to `//evil.example`, which is another site.
 * Source: RFC 9700 section 4.11 (open redirection); WHATWG URL, path state.
 */
export function safeReturnTo(value: unknown, settings: Settings): string {
  const { home } = settings.paths
  if (typeof value !== 'string' || value.length > MAX_RETURN_TO) return home
  if (!looksLocal(value) || value.includes('\\') || !isPrintable(value)) return home
  const url = URL.parse(value, settings.origin)
  if (url?.origin !== settings.origin || !looksLocal(url.pathname)) return home
  const page = url.pathname + url.search + url.hash
  return page.length > MAX_RETURN_TO || isSignInPage(url.pathname, settings) ? home : page
}

/** The page of this app that led to this request, to go back to. */
export function cameFrom(c: Context, settings: Settings): string {
  const page = URL.parse(c.req.header('referer') ?? '')
  return safeReturnTo(page?.origin === settings.origin ? page.pathname + page.search : null, settings)
}

/** One slash, and not a second one in any spelling. */
function looksLocal(path: string): boolean {
  return /^\/(?!\/|\\|%2f|%5c)/i.test(path)
}

/** Going back to where one signs in or out would go round in circles. The router decodes paths, so `/%6cogin` is one too. */
function isSignInPage(pathname: string, settings: Settings): boolean {
  const path = pathname.replace(/(?:%[0-9a-f]{2})+/gi, decodeOrKeep)
  const { paths, redirectUri } = settings
  return [paths.login, paths.logout, redirectUri.pathname].some(
    (own) => path === own || path.startsWith(`${own}/`),
  )
}

/** `/100%` and `/%E4` are pages too; the router does not decode them. */
function decodeOrKeep(escapes: string): string {
  try {
    return decodeURIComponent(escapes)
  } catch {
    return escapes
  }
}
