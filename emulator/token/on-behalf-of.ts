// The on-behalf-of flow (RFC 7523 section 2.1): an API exchanges the token it received for one of its own.
// Source: "Microsoft identity platform and OAuth 2.0 On-Behalf-Of flow".
import { decodeJwt, errors } from 'jose'
import { type AppRegistration, errorValues } from '../directory/app-registration.ts'
import { missingConsent } from '../directory/consent.ts'
import { findPerson } from '../directory/lookup.ts'
import { exposedOf } from '../directory/registered.ts'
import { type Resource, resourceCalled } from '../directory/resource.ts'
import { firstResource, parseTokenScope } from '../directory/scope.ts'
import { noClaims } from '../protocol/claims-request.ts'
import { EntraError, preciseTime } from '../protocol/entra-error.ts'
import { type Parameters, required } from '../protocol/parameters.ts'
import type { Grant } from '../state/grant.ts'
import type { State } from '../state/state.ts'
import { verifySignature } from './access-token.ts'

export const ON_BEHALF_OF = 'urn:ietf:params:oauth:grant-type:jwt-bearer'

function ownApi(state: State, app: AppRegistration): Resource {
  const api = resourceCalled(app.clientId, state.apps)
  if (!api) throw new EntraError(7000114, { client: app.clientId })
  return api
}

function audienceRefusal(assertion: string, app: AppRegistration): EntraError {
  const { aud = '' } = decodeJwt(assertion)
  const [expected = app.clientId] = exposedOf(app).identifierUris
  const values = { audience: String(aud), expected, ...errorValues(app) }
  return new EntraError(500131, values)
}

/** Throws EntraError unless the token is valid and was issued here, for this API, to a user. */
async function readAssertion(state: State, app: AppRegistration, assertion: string, at: URL) {
  const now = state.now()
  try {
    const claims = await verifySignature(state.keys, assertion, ownApi(state, app), at, now)
    if (typeof claims.scp !== 'string') {
      // An app-only token has no user to act for; any other token without a scope is an ID token.
      throw claims.idtyp === 'app'
        ? new EntraError(7000114, { client: app.clientId })
        : new EntraError(240002)
    }
    return claims
  } catch (error) {
    if (error instanceof errors.JWTExpired) {
      const expiry = preciseTime(Number(decodeJwt(assertion).exp) * 1000)
      throw new EntraError(500133, { now: preciseTime(now), expiry })
    }
    if (error instanceof errors.JWTClaimValidationFailed && error.claim === 'aud') {
      // An ID token has the same audience, but is not a grant.
      throw decodeJwt(assertion).aud === app.clientId
        ? new EntraError(240002)
        : audienceRefusal(assertion, app)
    }
    if (error instanceof errors.JOSEError || error instanceof TypeError) throw new EntraError(50013)
    throw error
  }
}

export async function redeemAssertion(
  state: State,
  app: AppRegistration,
  posted: Parameters,
  at: URL,
): Promise<Grant> {
  if (required(posted, 'requested_token_use') !== 'on_behalf_of') {
    throw new EntraError(90023, { parameter: 'requested_token_use' })
  }
  const claims = await readAssertion(state, app, required(posted, 'assertion'), at)
  const person = findPerson(state.people, String(claims.oid))
  if (!person) throw new EntraError(50034, { username: String(claims.upn ?? claims.oid) })
  const text = required(posted, 'scope')
  const scope = parseTokenScope(text, app, 70011, state.apps)
  if (scope.resources.length > 1) throw new EntraError(700022, { scope: text })
  const one = { openId: [], resources: scope.resources.slice(0, 1) }
  if (missingConsent(state, person, app, one).length > 0) {
    // Missing consent comes with Conditional Access claims here, and without error_uri (token-answers#65001).
    throw new EntraError(65001, errorValues(app), { claims: true, uri: false })
  }
  return {
    app,
    person,
    sid: String(claims.sid ?? ''),
    nonce: null,
    contexts: noClaims.contexts,
    clientInfo: posted.get('client_info') === '1',
    granted: scope,
    openId: scope.openId,
    permissions: firstResource(scope),
  }
}
