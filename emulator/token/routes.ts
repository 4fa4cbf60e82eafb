// POST /token: an authorization code, a refresh token, a device code or the app's own credential for tokens, or Entra's
// refusal as JSON.
import { type Context, Hono } from 'hono'
import { type Authority, findAuthority } from '../directory/authority.ts'
import { EntraError } from '../protocol/entra-error.ts'
import { answerErrorJson } from '../protocol/error-json.ts'
import { form, type Parameters, required } from '../protocol/parameters.ts'
import { checkCodeAuthority, redeemCode } from '../state/authorization-code.ts'
import { redeemDeviceCode } from '../state/device-code.ts'
import { takeAadsts } from '../state/faults.ts'
import type { Grant } from '../state/grant.ts'
import { redeemRefreshToken } from '../state/refresh-token.ts'
import type { State } from '../state/state.ts'
import { authenticateClient } from './client-authentication.ts'
import { appTokenResponse } from './client-credentials.ts'
import { tokenFault } from './fault.ts'
import { tokenResponse } from './response.ts'

// MSAL sends the short name, from before RFC 8628; Entra takes both.
const deviceCodeGrants = ['urn:ietf:params:oauth:grant-type:device_code', 'device_code']

type Asked = { authority: Authority; posted: Parameters; grant: string }

async function takeGrant(c: Context, state: State, { authority, posted, grant }: Asked): Promise<Grant> {
  if (grant === 'authorization_code') {
    checkCodeAuthority(state.codes, authority, posted.get('code'))
    const app = await authenticateClient(c, state, authority, posted)
    return redeemCode(state.codes, app, posted, state.now())
  }
  if (grant === 'refresh_token') {
    const app = await authenticateClient(c, state, authority, posted)
    return redeemRefreshToken(state.refreshTokens, state, authority, app, posted, state.now())
  }
  if (deviceCodeGrants.includes(grant)) {
    const app = await authenticateClient(c, state, authority, posted)
    return redeemDeviceCode(state.deviceCodes, state.faults, app, posted, state.now())
  }
  throw new EntraError(70003, { grant })
}

async function tokensFor(c: Context, state: State) {
  const authority = findAuthority(c, state.tenants)
  const posted = await form(c)
  const fault = takeAadsts(state.faults, 'token')
  if (fault !== null) throw new EntraError(fault)
  const grant = required(posted, 'grant_type')
  if (grant === 'client_credentials') return appTokenResponse(c, state, authority, posted)
  return tokenResponse(state, new URL(c.req.url), await takeGrant(c, state, { authority, posted, grant }))
}

export function tokenRoutes(state: State): Hono {
  const app = new Hono()
  const path = '/:tenant/oauth2/v2.0/token'
  app.onError((error, c) => answerErrorJson(c, error, state.now()))
  app.post(path, async (c) => {
    const broken = await tokenFault(c, state.faults)
    if (broken) return broken
    const tokens = await tokensFor(c, state)
    c.header('Cache-Control', 'no-store, no-cache')
    c.header('Pragma', 'no-cache')
    c.header('x-ms-request-id', crypto.randomUUID())
    return c.json(tokens)
  })
  app.all(path, (c) => {
    throw new EntraError(900561, { method: c.req.method })
  })
  return app
}
