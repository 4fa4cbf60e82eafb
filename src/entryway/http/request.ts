// Facts about a request: navigation, prefetch, origin, accepted formats.
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
  if (c.req.method !== 'GET') return c.req.method === 'HEAD'
  const purposes = ['sec-purpose', 'purpose', 'x-purpose', 'x-moz'].map((name) => c.req.header(name))
  return /prefetch|preview/i.test(purposes.join())
}

/**
 * Whether a browser is opening a page, so that a redirect leads a user somewhere. A script's request that accepts HTML
 * (fetch, jQuery, htmx, Turbo) is none. Browsers before 2023 do not say; those scripts' own headers do then.
 * Source: W3C Fetch Metadata Request Headers, section 2.3.
 */
export function isNavigation(c: Context): boolean {
  const mode = c.req.header('sec-fetch-mode')
  // Entra is not shown in a frame.
  const isFramed = /^(?:i?frame|fencedframe|object|embed)$/.test(c.req.header('sec-fetch-dest') ?? '')
  if (mode !== undefined) return mode === 'navigate' && !isFramed
  return !['x-requested-with', 'hx-request', 'turbo-frame'].some((name) => c.req.header(name) !== undefined)
}

/** Whether another site's page led here, or another host of this site. A bookmark or a mail program is none. */
export function isFromAnotherSite(c: Context): boolean {
  return !['same-origin', 'none', undefined].includes(c.req.header('sec-fetch-site'))
}

/**
 * Word, Excel, PowerPoint and their kin open a link themselves before they hand it to the browser, and follow redirects: the
 * browser would then be given the sign-in page of an attempt that it did not begin. Outlook shows pages of its own.
 * Source: Microsoft Support, KB 899927 ("You are redirected to a logon page … when you click a hyperlink to a SSO website").
 */
export function isOffice(c: Context): boolean {
  const agent = c.req.header('user-agent') ?? ''
  return (
    /\bms-office\b|\bMSOffice\b|\bMicrosoft Office\b|^(?:Word|Excel|PowerPoint|OneNote|Visio)\//i.test(
      agent,
    ) && !/\bOutlook\b/i.test(agent)
  )
}

/** The path and query of this request, to come back to. */
export function pathAndQuery(c: Context): string {
  const { pathname, search } = new URL(c.req.url)
  return pathname + search
}
