// The headers of every response: nothing is framed, scripted, sniffed or stored.
import type { Context } from 'hono'
import { createMiddleware } from 'hono/factory'
import { secureHeaders } from 'hono/secure-headers'
import type { App } from './request.ts'
import { readSettings, type Settings } from './settings.ts'

export const FRONT_CHANNEL_PATH = '/logout/front-channel'

const policy = secureHeaders({
  contentSecurityPolicy: {
    defaultSrc: ["'none'"],
    styleSrc: ["'self'"],
    imgSrc: ["'self'"],
    baseUri: ["'none'"],
    objectSrc: ["'none'"],
    // Chromium holds the redirect after a form to this too, and signing out goes on at the authority.
    formAction: ["'self'", authorityOrigins],
    frameAncestors: [(c) => (mayBeFramed(c) ? authorityOrigins(c) : "'none'")],
  },
  // Of the same site only: with `no-referrer` a browser sends `Origin: null` with our own forms.
  referrerPolicy: 'same-origin',
  strictTransportSecurity: 'max-age=31536000; includeSubDomains',
  crossOriginOpenerPolicy: 'same-origin',
  crossOriginResourcePolicy: 'same-origin',
  xFrameOptions: 'DENY',
  xXssProtection: false,
})

export const securityHeaders = createMiddleware<App>(async (c, next) => {
  await policy(c, next)
  c.header('cache-control', 'no-store')
  if (mayBeFramed(c)) c.res.headers.delete('x-frame-options')
  if (settingsOf(c)?.redirectUri.protocol !== 'https:') c.res.headers.delete('strict-transport-security')
})

/** Front-channel sign-out is a hidden frame on Entra's page. */
function mayBeFramed(c: Context): boolean {
  return c.req.path === FRONT_CHANNEL_PATH
}

function authorityOrigins(c: Context): string {
  const authority = settingsOf(c)?.authority
  if (!authority) return "'self'"
  const { protocol } = new URL(authority.origin)
  return authority.hosts.map((host) => `${protocol}//${host}`).join(' ')
}

/** There are none when they are wrong; the page that says so has headers too. */
function settingsOf(c: Context<App>): Settings | null {
  try {
    return readSettings(c.env)
  } catch {
    return null
  }
}
