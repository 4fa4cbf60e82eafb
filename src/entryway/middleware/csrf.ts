// A request that changes something must come from this app's own pages.
import type { HonoRequest } from 'hono'

const SAFE_METHODS = ['GET', 'HEAD', 'OPTIONS']

/**
 * Why a request is not one of this app's own pages' (a word for the log); null = it is, or changes nothing.
 * Every sign that is present must be good, and there must be one. hono/csrf, which looks at forms only and is content
 * with one good sign beside a bad one, has nothing left to reject after this.
 */
export function crossSiteSign(req: HonoRequest, origin: string): string | null {
  // A WebSocket begins as a GET, is not subject to CORS, and accepts changes once it is open.
  const isWebSocket = req.header('upgrade')?.toLowerCase() === 'websocket'
  if (SAFE_METHODS.includes(req.method) && !isWebSocket) return null
  const site = req.header('sec-fetch-site')
  const from = req.header('origin')
  if (site !== undefined && site !== 'same-origin') return 'sec_fetch_site'
  if (from !== undefined && from !== origin) return 'origin'
  return site === undefined && from === undefined ? 'no_sign' : null
}
