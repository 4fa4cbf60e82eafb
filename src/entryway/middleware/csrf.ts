// A request that changes something must come from this app's own pages.
import type { MiddlewareHandler } from 'hono'
import { Refusal } from '../errors/errors.ts'
import type { App } from '../http/request.ts'

const SAFE_METHODS = ['GET', 'HEAD', 'OPTIONS']

/**
 * Every sign that is present must be good, and there must be one. hono/csrf, which looks at forms only and is content
 * with one good sign beside a bad one, has nothing left to refuse after this.
 */
export const sameOriginOnly: MiddlewareHandler<App> = async (c, next) => {
  if (SAFE_METHODS.includes(c.req.method)) return next()
  const site = c.req.header('sec-fetch-site')
  const origin = c.req.header('origin')
  if (site !== undefined && site !== 'same-origin')
    throw new Refusal('cross_site', { reason: 'sec_fetch_site' })
  if (origin !== undefined && origin !== c.get('settings').origin) {
    throw new Refusal('cross_site', { reason: 'origin' })
  }
  if (site === undefined && origin === undefined) throw new Refusal('cross_site', { reason: 'no_sign' })
  return next()
}
