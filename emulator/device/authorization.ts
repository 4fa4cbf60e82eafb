// POST /devicecode: an app on a device without a browser requests a code for the user to enter elsewhere.
import { type Context, Hono } from 'hono'
import { type Authority, findAuthority } from '../directory/authority.ts'
import { isUnderOwnName } from '../directory/authority-url.ts'
import { cloudOfLogin, publicCloud } from '../directory/cloud.ts'
import { findApp } from '../directory/lookup.ts'
import { optionalClaimNames } from '../directory/optional-claim.ts'
import { knownApps } from '../directory/replication.ts'
import { parseTokenScope } from '../directory/scope.ts'
import { checkServicePrincipal } from '../directory/service-principal.ts'
import { readClaimsWithoutPage } from '../protocol/claims-request.ts'
import { EntraError } from '../protocol/entra-error.ts'
import { answerErrorJson } from '../protocol/error-json.ts'
import { form, type Parameters, refuseUnsupported, required } from '../protocol/parameters.ts'
import { DEVICE_CODE_SECONDS, issueDeviceCode } from '../state/device-code.ts'
import type { State } from '../state/state.ts'

const POLL_SECONDS = 5

function readDeviceRequest(state: State, authority: Authority, posted: Parameters) {
  refuseUnsupported(posted)
  const app = findApp(
    knownApps(state.faults, state.apps, state.now()),
    authority,
    required(posted, 'client_id'),
  )
  checkServicePrincipal(state.servicePrincipals, authority, app)
  // Devices can't keep a secret. Entra rejects a confidential client by asking for its secret and nothing else.
  if (!app.publicClient) throw new EntraError(7000218)
  const scope = parseTokenScope(required(posted, 'scope'), app, 70011, state.apps)
  if (scope.openId.length + scope.resources.length === 0) throw new EntraError(900144, { parameter: 'scope' })
  const claims = readClaimsWithoutPage(posted.get('claims'), optionalClaimNames)
  return { authority, app, scope, claims }
}

/** Other clouds and External ID have not been seen: they get the authority's own page, where the short URL leads. */
function verificationUrl(at: URL, authority: Authority, { tenants }: State): string {
  if (!isUnderOwnName(at, tenants)) return `${at.origin}/device`
  if (cloudOfLogin(at) === publicCloud)
    return `${at.protocol}//login.microsoft.com${at.port && `:${at.port}`}/device`
  return `${at.origin}/${authority.path}/oauth2/deviceauth`
}

async function authorizeDevice(c: Context, state: State) {
  const authority = findAuthority(c, state.tenants)
  const asked = readDeviceRequest(state, authority, await form(c))
  const { deviceCode, userCode } = issueDeviceCode(state.deviceCodes, asked, state.now())
  const verificationUri = verificationUrl(new URL(c.req.url), authority, state)
  c.header('Cache-Control', 'no-store, no-cache')
  c.header('Pragma', 'no-cache')
  c.header('x-ms-request-id', crypto.randomUUID())
  return c.json({
    user_code: userCode,
    device_code: deviceCode,
    verification_uri: verificationUri,
    expires_in: DEVICE_CODE_SECONDS,
    interval: POLL_SECONDS,
    message: `To sign in, use a web browser to open the page ${verificationUri} and enter the code ${userCode} to authenticate.`,
  })
}

export function deviceAuthorizationRoutes(state: State): Hono {
  const app = new Hono()
  const path = '/:tenant/oauth2/v2.0/devicecode'
  app.onError((error, c) => answerErrorJson(c, error, state.now()))
  app.post(path, (c) => authorizeDevice(c, state))
  app.all(path, (c) => {
    throw new EntraError(900561, { method: c.req.method })
  })
  return app
}
