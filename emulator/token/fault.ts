// The faults of the token endpoint.
import type { Context } from 'hono'
import { type AppRegistration, errorValues } from '../directory/app-registration.ts'
import { aadstsTable } from '../protocol/aadsts.ts'
import { EntraError } from '../protocol/entra-error.ts'
import { stall } from '../protocol/stall.ts'
import { type Faults, takeFault } from '../state/faults.ts'

export async function tokenFault(c: Context, faults: Faults): Promise<Response | null> {
  if (takeFault(faults, 'token_stall')) return stall(c.req.raw.signal)
  if (takeFault(faults, 'token_503')) return c.text('Service Unavailable', 503)
  if (takeFault(faults, 'token_429')) return c.text('Too Many Requests', 429, { 'Retry-After': '5' })
  if (takeFault(faults, 'token_html'))
    return c.html('<!doctype html><title>Proxy</title><h1>Sign in to the proxy</h1>')
  // 307 keeps method and body: a client that follows it sends its secret elsewhere.
  if (takeFault(faults, 'token_redirect')) return c.redirect('/redirected', 307)
  if (takeFault(faults, 'token_malformed')) {
    return c.body('{"token_type":"Bearer","access_token":', 200, { 'Content-Type': 'application/json' })
  }
  return null
}

/** Tells a polling device to wait; null: it needn't. */
export const deviceFault = (c: Context, faults: Faults): Response | null =>
  takeFault(faults, 'device_throttled') ? c.text('Too Many Requests', 429, { 'Retry-After': '5' }) : null

/** Throws EntraError if tools can't sign in. Tools have no secret. */
export function checkOperatorFault(faults: Faults, app: AppRegistration): void {
  const number = app.publicClient ? takeFault(faults, 'operator_refused')?.aadsts : undefined
  if (!number) return
  // Errors that otherwise appear on a page are invalid_grant here, like 50097.
  const isOfTokens = aadstsTable.get(number)?.where === 'token'
  throw new EntraError(number, errorValues(app), isOfTokens ? {} : { error: 'invalid_grant', status: 400 })
}
