// The broken answers that the switchboard makes Graph give.
import type { Context } from 'hono'
import { stall } from '../protocol/stall.ts'
import { type Faults, takeFault } from '../state/faults.ts'
import { denied, graphError, invalidToken } from './error.ts'

export async function graphFault(c: Context, faults: Faults): Promise<Response | null> {
  if (takeFault(faults, 'graph_stall')) return stall(c.req.raw.signal)
  if (takeFault(faults, 'graph_401')) return invalidToken(c, 'expired')
  if (takeFault(faults, 'graph_403')) return denied(c)
  if (takeFault(faults, 'graph_404')) {
    return graphError(c, 404, 'Request_ResourceNotFound', 'Resource does not exist.')
  }
  if (takeFault(faults, 'graph_429')) {
    return graphError(c, 429, 'TooManyRequests', 'Too many requests.', { 'Retry-After': '7' })
  }
  if (takeFault(faults, 'graph_503')) {
    return graphError(c, 503, 'serviceNotAvailable', 'The service is temporarily unavailable.')
  }
  if (takeFault(faults, 'graph_html'))
    return c.html('<!doctype html><title>Proxy</title><h1>Sign in to the proxy</h1>')
  if (takeFault(faults, 'graph_redirect')) return c.redirect('/redirected', 302)
  return null
}
