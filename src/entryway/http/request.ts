// What every request carries, and what can be told from it.
import type { Context, Next } from 'hono'
import type { Settings } from '../settings/settings.ts'

export type App = {
  Bindings: Record<string, unknown>
  Variables: {
    settings: Settings
    /** A GUID: shown on error pages, written to the log, and sent to Entra, so that the three can be put together. */
    correlationId: string
    /** Milliseconds. */
    arrivedAt: number
    /** Set by a page that comes with a script of this app's own; no other page may run any. */
    scripted?: true
  }
}

export type AppContext = Context<App>

/**
 * A browser's page view, as against a script's call or an image: only these are sent to a page to sign in.
 * `text/html` must be named, and not liked less than JSON (RFC 9110 section 12.5.1).
 */
export function wantsHtml(c: AppContext): boolean {
  let best = { type: '', quality: 0 }
  for (const range of (c.req.header('accept') ?? '').toLowerCase().split(',')) {
    const [type = '', ...parameters] = range.split(';').map((part) => part.trim())
    const quality = Number(parameters.find((part) => part.startsWith('q='))?.slice(2) ?? 1)
    if (['text/html', 'application/json'].includes(type) && quality > best.quality) best = { type, quality }
  }
  return best.type === 'text/html'
}

/** A mail scanner's HEAD or a browser's prefetch: nobody asked for anything yet, so nothing may start or be used up. */
export function isSpeculative(c: AppContext): boolean {
  const purpose = c.req.header('sec-purpose') ?? c.req.header('purpose') ?? ''
  return c.req.method === 'HEAD' || purpose.includes('prefetch')
}

/** The path and query of this request, to come back to. */
export function pathAndQuery(c: AppContext): string {
  const { pathname, search } = new URL(c.req.url)
  return pathname + search
}

/** Whether this request is for the registered redirect URI. */
export function isCallback(c: AppContext): boolean {
  return c.req.path === c.get('settings').redirectUri.pathname
}

/** For routes whose GET does something. A browser drops a prefetch that fails, and asks again when the link is followed. */
export async function onlyWhenAsked(
  c: AppContext,
  next: Next | (() => Promise<Response>),
): Promise<Response | undefined> {
  if (isSpeculative(c)) return c.body(null, c.req.method === 'HEAD' ? 204 : 503)
  return (await next()) ?? undefined
}
