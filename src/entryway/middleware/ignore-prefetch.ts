// For routes whose GET does something.
import type { MiddlewareHandler } from 'hono'
import { isPrefetch } from '../http/request.ts'

/** Browsers discard a failed prefetch, and send the request again when the link is followed. */
export const ignorePrefetch: MiddlewareHandler = async (c, next) => {
  if (isPrefetch(c)) return c.body(null, c.req.method === 'HEAD' ? 204 : 503)
  return next()
}
