// Runs before every handler: security headers, the CSRF check and the body limit.
import type { Context } from 'hono'
import { stateOf } from '../context.ts'
import { isLocalhost } from '../entra/authority.ts'
import { EntrywayError } from '../errors/entryway-error.ts'
import { pathAndQuery } from '../http/request.ts'
import { DEFAULT_MAX_BYTES, limitBody } from './body-limit.ts'
import { crossSiteSign } from './csrf.ts'
import { CSP, type Headers, withSources } from './security-headers.ts'

export type ProtectOptions = {
  /**
   * Paths that take changes from elsewhere: webhooks, scripts with a bearer token. `/hooks/github` is that path alone,
   * `/hooks/*` all beneath it. Such a request is let in without a session, at any of the Worker's URLs: the cookie of a
   * user who is signed in counts for nothing there, so nothing can be done in their name. Entryway's own paths are never exempt.
   */
  csrf?: { except: string[] }
  /** The largest body, in bytes. Default: 64 KiB. `paths` are as above, for uploads: `{ '/files/*': 20 * 1024 * 1024 }`. */
  bodyLimit?: { maxBytes?: number; paths?: Record<string, number> }
}

/**
 * Checks a request before any handler sees it.
 * @param origin the app's own
 * @returns a redirect to the same page at the app's own origin; null = go on
 * @throws {EntrywayError} `wrong_origin`, `cross_site`, `too_large`
 */
export async function checkRequest(
  c: Context,
  origin: string,
  options: ProtectOptions = {},
): Promise<Response | null> {
  const { csrf, bodyLimit } = options
  const state = stateOf(c)
  // A guard that ran before has let the user in.
  const isExempt = !state.guarded && csrf?.except.some((pattern) => matchesPath(pattern, c.req.path))
  const isElsewhere = !c.req.url.startsWith(`${origin}/`)
  const isDevelopment = () => isLocalhost(new URL(origin).hostname)
  if (isElsewhere && !isExempt) {
    // A page at http://, www., workers.dev, a preview or 127.0.0.1 would lose its cookies, its deep link and every form.
    if (c.req.method !== 'GET' && c.req.method !== 'HEAD') throw new EntrywayError('wrong_origin')
    if (isDevelopment()) {
      console.warn(
        `Redirected to ${origin}, the origin of REDIRECT_URI; this request came to ${new URL(c.req.url).origin}.`,
      )
    }
    return c.redirect(origin + pathAndQuery(c), 302)
  }
  const reason = crossSiteSign(c.req, origin)
  if (reason !== null && !isExempt) {
    const fix = `send Origin: ${origin}, or exempt the path with csrf.except (docs/your-pages.md)`
    throw new EntrywayError('cross_site', { reason, fix: isDevelopment() ? fix : undefined })
  }
  if (reason !== null || isElsewhere) state.isAnonymous = true
  const larger = Object.entries(bodyLimit?.paths ?? {}).find(([pattern]) => matchesPath(pattern, c.req.path))
  const maxBytes = larger?.[1] ?? bodyLimit?.maxBytes ?? DEFAULT_MAX_BYTES
  const fix = `send at most ${maxBytes} bytes, or raise bodyLimit for the path (docs/your-pages.md)`
  c.req.raw = await limitBody(c.req.raw, maxBytes, () => (isDevelopment() ? fix : undefined))
  return null
}

/** Set on the response itself, because c.header() would add a second one to a handler's own. */
export function setHeaders(c: Context, headers: Headers): void {
  // An upgrade to a WebSocket is nothing that a browser shows.
  if (c.res.status === 101) return
  const [[firstName, firstValue] = ['', ''], ...others] = headers
  try {
    c.res.headers.set(firstName, firstValue)
  } catch {
    // What came from another Worker, from ASSETS or by fetch() has headers that cannot be changed.
    const response = new Response(c.res.body, c.res)
    response.headers.set(firstName, firstValue)
    c.res = undefined
    c.res = response
  }
  for (const [name, value] of others) c.res.headers.set(name, value)
  const { sources } = stateOf(c)
  if (sources) c.res.headers.set(CSP, withSources(c.res.headers.get(CSP) ?? '', sources))
}

/** Matched exactly as written, so that no other path is accepted. */
function matchesPath(pattern: string, path: string): boolean {
  return pattern.endsWith('/*') ? path.startsWith(pattern.slice(0, -1)) : path === pattern
}
