// A request that changes something must come from this app's own pages.
import { csrf } from 'hono/csrf'
import { createMiddleware } from 'hono/factory'
import { Refusal } from './errors.ts'
import type { App } from './request.ts'

const SAFE_METHODS = ['GET', 'HEAD', 'OPTIONS']

const formsOnly = csrf({ origin: (origin, c) => origin === c.get('settings').origin })

/** hono/csrf looks at forms, and is content with one good sign; here every sign that is present must be good. */
export const sameOriginOnly = createMiddleware<App>(async (c, next) => {
  if (SAFE_METHODS.includes(c.req.method)) return next()
  const site = c.req.header('sec-fetch-site')
  const origin = c.req.header('origin')
  if (site !== undefined && site !== 'same-origin')
    throw new Refusal('cross_site', { reason: 'sec_fetch_site' })
  if (origin !== undefined && origin !== c.var.settings.origin)
    throw new Refusal('cross_site', { reason: 'origin' })
  return formsOnly(c, next)
})
