// The broken answers that the switchboard makes the token endpoint give.
import type { Context } from 'hono'
import { stall } from '../protocol/stall.ts'
import { type Faults, takeFault } from '../state/faults.ts'

export async function tokenFault(c: Context, faults: Faults): Promise<Response | null> {
  if (takeFault(faults, 'token_stall')) return stall(c.req.raw.signal)
  if (takeFault(faults, 'token_503')) return c.text('Service Unavailable', 503)
  if (takeFault(faults, 'token_429')) return c.text('Too Many Requests', 429, { 'Retry-After': '5' })
  if (takeFault(faults, 'token_html'))
    return c.html('<!doctype html><title>Proxy</title><h1>Sign in to the proxy</h1>')
  // 307 keeps method and body: a client that follows it hands its secret to another place.
  if (takeFault(faults, 'token_redirect')) return c.redirect('/redirected', 307)
  if (takeFault(faults, 'token_malformed')) {
    return c.body('{"token_type":"Bearer","access_token":', 200, { 'Content-Type': 'application/json' })
  }
  return null
}
