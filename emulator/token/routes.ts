// POST /token: exchanges an authorization code, a refresh token, a device code, another app's token, or the app's own
// credential for tokens, or returns Entra's error as JSON.
import { type Context, Hono } from 'hono'
import type { AppRegistration } from '../directory/app-registration.ts'
import { type Authority, findAuthority } from '../directory/authority.ts'
import { EntraError } from '../protocol/entra-error.ts'
import { answerErrorJson } from '../protocol/error-json.ts'
import { form, type Parameters, refuseUnsupported, required } from '../protocol/parameters.ts'
import { checkCodeAuthority, redeemCode } from '../state/authorization-code.ts'
import { redeemDeviceCode } from '../state/device-code.ts'
import { takeAadsts } from '../state/faults.ts'
import type { Grant, Proof } from '../state/grant.ts'
import { redeemRefreshToken } from '../state/refresh-token.ts'
import type { State } from '../state/state.ts'
import { authenticateClient } from './client-authentication.ts'
import { appTokenResponse } from './client-credentials.ts'
import { checkOperatorFault, deviceFault, tokenFault } from './fault.ts'
import { ON_BEHALF_OF, redeemAssertion } from './on-behalf-of.ts'
import { checkPasswordAuthority, refusePassword } from './password.ts'
import { tokenResponse } from './response.ts'

// MSAL sends the short name, from before RFC 8628; Entra accepts both.
const deviceCodeGrants = ['urn:ietf:params:oauth:grant-type:device_code', 'device_code']

/** Source: "Microsoft identity platform and OAuth 2.0 SAML bearer assertion flow". */
const SAML_BEARER = 'urn:ietf:params:oauth:grant-type:saml2-bearer'

const grants = [
  'authorization_code',
  'refresh_token',
  'client_credentials',
  'password',
  ON_BEHALF_OF,
  ...deviceCodeGrants,
]

type Asked = { authority: Authority; posted: Parameters; grant: string }

/** Each grant's result for an authenticated app. */
type Redeem = (app: AppRegistration) => Grant | Promise<Grant>

function redeemerOf(c: Context, state: State, { authority, posted, grant }: Asked): Redeem {
  if (grant === 'authorization_code') {
    checkCodeAuthority(state.codes, authority, posted.get('code'))
    return (app) => redeemCode(state.codes, app, posted, state.now(), state.apps)
  }
  if (grant === 'refresh_token') {
    return (app) => redeemRefreshToken(state.refreshTokens, state, authority, app, posted, state.now())
  }
  if (deviceCodeGrants.includes(grant)) {
    return (app) => redeemDeviceCode(state.deviceCodes, state.faults, app, posted, state.now())
  }
  if (grant === ON_BEHALF_OF) return (app) => redeemAssertion(state, app, posted, new URL(c.req.url))
  if (grant === 'password') {
    checkPasswordAuthority(authority)
    return (app) => refusePassword(state, authority, app, posted)
  }
  throw new EntraError(70003, { grant })
}

function proofOf(c: Context, posted: Parameters): Proof {
  if (posted.get('client_assertion') !== null) return '2'
  return posted.get('client_secret') !== null || c.req.header('Authorization') ? '1' : '0'
}

async function tokensFor(c: Context, state: State) {
  const authority = findAuthority(c, state.tenants)
  const posted = await form(c)
  const fault = takeAadsts(state.faults, 'token')
  if (fault !== null) {
    const client = posted.get('client_id') ?? 'client'
    const app = state.apps.find(({ clientId }) => clientId === client)?.displayName ?? 'app'
    throw new EntraError(fault, { client, app, tenant: authority.displayName })
  }
  const grant = required(posted, 'grant_type')
  if (grant === SAML_BEARER) throw new EntraError(90023, { parameter: 'grant_type: not in this emulator' })
  if (!grants.includes(grant)) throw new EntraError(70003, { grant })
  refuseUnsupported(posted)
  const throttled = deviceCodeGrants.includes(grant) ? deviceFault(c, state.faults) : null
  if (throttled) return throttled
  if (grant === 'client_credentials') return appTokenResponse(c, state, authority, posted)
  const redeem = redeemerOf(c, state, { authority, posted, grant })
  const app = await authenticateClient(c, state, authority, posted)
  const isSignIn = grant === 'authorization_code' || deviceCodeGrants.includes(grant)
  if (isSignIn) checkOperatorFault(state.faults, app)
  const redeemed = await redeem(app)
  // Only pages send Origin, and their refresh tokens expire a day after the first one.
  const isPage = c.req.header('Origin') !== undefined
  const spa = isPage ? { spaSince: redeemed.spaSince ?? state.now() } : {}
  return tokenResponse(state, new URL(c.req.url), { ...redeemed, ...spa, proof: proofOf(c, posted) })
}

export function tokenRoutes(state: State): Hono {
  const app = new Hono()
  const path = '/:tenant/oauth2/v2.0/token'
  app.onError((error, c) => answerErrorJson(c, error, state.now()))
  // Pages may read every response, errors too. Whether they may redeem is checked elsewhere.
  app.use(path, async (c, next) => {
    if (c.req.header('Origin') !== undefined) c.header('Access-Control-Allow-Origin', '*')
    await next()
  })
  app.options(path, (c) =>
    c.body(null, 204, {
      'Access-Control-Allow-Methods': 'POST, OPTIONS',
      'Access-Control-Allow-Headers': c.req.header('Access-Control-Request-Headers') ?? 'content-type',
      'Access-Control-Max-Age': '86400',
    }),
  )
  app.post(path, async (c) => {
    const broken = await tokenFault(c, state.faults)
    if (broken) return broken
    const tokens = await tokensFor(c, state)
    if (tokens instanceof Response) return tokens
    c.header('Cache-Control', 'no-store, no-cache')
    c.header('Pragma', 'no-cache')
    c.header('Expires', '-1')
    c.header('Content-Type', 'application/json; charset=utf-8')
    c.header('x-ms-request-id', crypto.randomUUID())
    return c.json(tokens, 200, { 'Content-Type': 'application/json; charset=utf-8' })
  })
  app.all(path, (c) => {
    throw new EntraError(900561, { method: c.req.method })
  })
  return app
}
