// POST /token: an authorization code or a refresh token for tokens, or Entra's refusal as JSON.
import { type Context, Hono } from 'hono'
import type { ContentfulStatusCode } from 'hono/utils/http-status'
import { checkCodeTenant, redeemCode } from './authorization-code.ts'
import { authenticateClient } from './client-authentication.ts'
import { correlationIdOf } from './correlation.ts'
import { findTenant } from './directory.ts'
import { EntraError, errorJson } from './entra-error.ts'
import { takeAadsts } from './faults.ts'
import { form, required } from './parameters.ts'
import { redeemRefreshToken } from './refresh-token.ts'
import type { State } from './state.ts'
import { tokenFault } from './token-fault.ts'
import { type Grant, tokenResponse } from './token-response.ts'

async function takeGrant(c: Context, state: State): Promise<Grant> {
  const tenant = findTenant(c.req.param('tenant') ?? '')
  const posted = await form(c)
  const fault = takeAadsts(state.faults, 'token')
  if (fault !== null) throw new EntraError(fault)
  const grant = required(posted, 'grant_type')
  if (grant === 'authorization_code') {
    checkCodeTenant(state, tenant, posted.get('code'))
    return redeemCode(state, await authenticateClient(c, state, tenant, posted), posted)
  }
  if (grant === 'refresh_token') {
    return redeemRefreshToken(state, await authenticateClient(c, state, tenant, posted), posted)
  }
  throw new EntraError(70003, { grant })
}

export function entraErrorJson(c: Context, state: State, error: Error) {
  if (!(error instanceof EntraError)) throw error
  const occasion = { origin: new URL(c.req.url).origin, now: state.now(), correlationId: correlationIdOf(c) }
  c.header('Cache-Control', 'no-store, no-cache')
  c.header('Pragma', 'no-cache')
  c.header('x-ms-request-id', crypto.randomUUID())
  return c.json(errorJson(error, occasion), error.row.status as ContentfulStatusCode)
}

export function tokenRoutes(state: State): Hono {
  const app = new Hono()
  const path = '/:tenant/oauth2/v2.0/token'
  app.onError((error, c) => entraErrorJson(c, state, error))
  app.post(path, async (c) => {
    const broken = await tokenFault(c, state)
    if (broken) return broken
    const grant = await takeGrant(c, state)
    c.header('Cache-Control', 'no-store, no-cache')
    c.header('Pragma', 'no-cache')
    c.header('x-ms-request-id', crypto.randomUUID())
    return c.json(await tokenResponse(state, new URL(c.req.url).origin, grant))
  })
  app.all(path, (c) => {
    throw new EntraError(900561, { method: c.req.method })
  })
  return app
}
