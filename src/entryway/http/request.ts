// What can be told from a request.
import type { Context } from 'hono'
import { accepts } from 'hono/accepts'

/**
 * A browser's page view, as against a script's call or an image: only these are sent to a page to sign in.
 * `text/html` must be named, and not liked less than JSON (RFC 9110 section 12.5.1).
 */
export function wantsHtml(c: Context): boolean {
  const supports = ['text/html', 'application/json']
  return accepts(c, { header: 'Accept', supports, default: 'application/json' }) === 'text/html'
}

/** A mail scanner's HEAD or a browser's prefetch: nobody asked for anything yet, so nothing may start or be used up. */
export function isPrefetch(c: Context): boolean {
  const purpose = c.req.header('sec-purpose') ?? c.req.header('purpose') ?? ''
  return c.req.method === 'HEAD' || purpose.includes('prefetch')
}

/** The path and query of this request, to come back to. */
export function pathAndQuery(c: Context): string {
  const { pathname, search } = new URL(c.req.url)
  return pathname + search
}
