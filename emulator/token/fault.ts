// The broken answers that the switchboard makes the token endpoint give.
import type { Context } from 'hono'
import type { AppRegistration } from '../directory/app-registration.ts'
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
  // 307 keeps method and body: a client that follows it hands its secret to another place.
  if (takeFault(faults, 'token_redirect')) return c.redirect('/redirected', 307)
  if (takeFault(faults, 'token_malformed')) {
    return c.body('{"token_type":"Bearer","access_token":', 200, { 'Content-Type': 'application/json' })
  }
  return null
}

/** A device that polls is told to wait; null: it is not. */
export const deviceFault = (c: Context, faults: Faults): Response | null =>
  takeFault(faults, 'device_throttled') ? c.text('Too Many Requests', 429, { 'Retry-After': '5' }) : null

/** Throws EntraError where a tool may not sign in: tools keep no secret. */
export function checkOperatorFault(faults: Faults, app: AppRegistration): void {
  const number = app.publicClient ? takeFault(faults, 'operator_refused')?.aadsts : undefined
  if (!number) return
  // What is met on a page elsewhere is invalid_grant here, as 50097 is.
  const isOfTokens = aadstsTable.get(number)?.where === 'token'
  throw new EntraError(
    number,
    { client: app.clientId, app: app.displayName },
    isOfTokens ? {} : { error: 'invalid_grant', status: 400 },
  )
}
