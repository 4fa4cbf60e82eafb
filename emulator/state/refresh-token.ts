// Refresh tokens: bound to a user and an app, not to an API. Each use returns a new one; the old one stays valid.

import { type AppRegistration, errorValues } from '../directory/app-registration.ts'
import { type Authority, admits } from '../directory/authority.ts'
import { type Consents, missingConsent } from '../directory/consent.ts'
import { optionalClaimNames } from '../directory/optional-claim.ts'
import { type Person, usernameOf } from '../directory/person.ts'
import { firstResource, parseTokenScope, type ResourcePermissions, type Scope } from '../directory/scope.ts'
import { tenantOf } from '../directory/tenants.ts'
import type { AuthenticationContexts } from '../protocol/authentication-context.ts'
import { type ClaimsRequest, joined, noClaims, readClaimsRequest } from '../protocol/claims-request.ts'
import { EntraError, preciseTime } from '../protocol/entra-error.ts'
import { GUID } from '../protocol/guid.ts'
import { type Parameters, required } from '../protocol/parameters.ts'
import { randomToken } from '../protocol/random.ts'
import { accountRefusal, checkScopesKnown } from './azure-devops-refusal.ts'
import type { Faults } from './faults.ts'
import type { Grant, SignInFacts } from './grant.ts'

const DAY_MS = 24 * 60 * 60 * 1000
const IDLE_MS = 90 * DAY_MS
/** A single-page application's first token and all its successors. */
const SPA_MS = DAY_MS

type RefreshToken = {
  app: AppRegistration
  person: Person
  sid: string
  contexts: AuthenticationContexts
  facts: SignInFacts
  /** The scopes of the sign-in; a request without scope means these. */
  granted: Scope
  /** Milliseconds. */
  issuedAt: number
  revoked: boolean
}

export type RefreshTokens = Map<string, RefreshToken>

/** token-answers#personal: personal accounts' tokens have their own format. */
const newToken = (person: Person) =>
  tenantOf(person).kind === 'personal'
    ? `M.C5${randomToken(2)}_BAY.0.U.-C${randomToken(90)}*${randomToken(60)}!${randomToken(60)}$`
    : `1.${randomToken(96)}`

export function issueRefreshToken(refreshTokens: RefreshTokens, grant: Grant, now: number): string {
  const { app, person, sid, contexts, granted, signedInAt, maxAge, claims, multiFactor, spaSince, address } =
    grant
  const token = newToken(person)
  const facts = { signedInAt, maxAge, claims, multiFactor, spaSince, address }
  refreshTokens.set(token, {
    app,
    person,
    sid,
    contexts,
    facts: Object.fromEntries(Object.entries(facts).filter(([, value]) => value !== undefined)),
    granted,
    issuedAt: now,
    revoked: false,
  })
  return token
}

/** Whether the sign-in provided the proof now requested. */
function isProved({ contexts, facts }: RefreshToken, { contexts: wanted, policies }: ClaimsRequest): boolean {
  const missing = [...wanted.accessToken, ...wanted.idToken].some(
    (name) => ![...contexts.accessToken, ...contexts.idToken].includes(name),
  )
  return !missing && (!policies || facts.multiFactor === true)
}

/** An app must name its own API's URI in every request; only an API named by GUID may be omitted. */
function checkOwnApi(app: AppRegistration, { resource, defaultAs }: ResourcePermissions): void {
  if (resource.app !== app || GUID.test(defaultAs ?? '')) return
  throw new EntraError(90009, { client: app.clientId, app: resource.id })
}

export function redeemRefreshToken(
  refreshTokens: RefreshTokens,
  state: Consents & { faults: Faults; apps: AppRegistration[] },
  authority: Authority,
  app: AppRegistration,
  posted: Parameters,
  now: number,
): Grant {
  const record = refreshTokens.get(required(posted, 'refresh_token'))
  if (!record || record.app !== app) throw new EntraError(70000, { parameter: 'refresh_token' })
  if (!admits(authority, record.person)) {
    const values = {
      username: usernameOf(record.person),
      tenant: authority.displayName,
      client: app.clientId,
    }
    throw new EntraError(50020, values, { error: 'invalid_grant' })
  }
  if (record.revoked) throw new EntraError(50173)
  if (now - record.issuedAt >= IDLE_MS) throw new EntraError(700082, { issued: preciseTime(record.issuedAt) })
  const { person, sid, contexts, granted, facts } = record
  if (facts.spaSince !== undefined && now - facts.spaSince >= SPA_MS) {
    throw new EntraError(700084, { issued: preciseTime(facts.spaSince) })
  }
  const claims = readClaimsRequest(posted.get('claims'), optionalClaimNames)
  if (!isProved(record, claims)) throw new EntraError(50076)
  const text = posted.get('scope')
  if (text === null) checkOwnApi(app, firstResource(granted))
  const scope = text === null ? granted : parseTokenScope(text, app, 70011, state.apps)
  if (text !== null && scope.resources.length > 1) throw new EntraError(700022, { scope: text })
  if (scope.openId.length + scope.resources.length === 0) throw new EntraError(70011, { scope: text ?? '' })
  const refusal = accountRefusal(scope, tenantOf(person))
  if (refusal) throw refusal
  checkScopesKnown(state.faults, app, scope)
  const one = { openId: scope.openId, resources: [firstResource(scope)] }
  if (missingConsent(state, person, app, one).length > 0) {
    throw new EntraError(65001, errorValues(app))
  }
  return {
    ...facts,
    claims: joined(facts.claims ?? noClaims, claims),
    app,
    person,
    sid,
    nonce: null,
    contexts,
    clientInfo: posted.get('client_info') === '1',
    granted,
    openId: scope.openId,
    permissions: firstResource(scope),
  }
}

export function revokeRefreshTokens(refreshTokens: RefreshTokens): void {
  for (const token of refreshTokens.values()) token.revoked = true
}

/** Revokes a user's refresh tokens for every app. Access tokens stay valid until they expire. */
export function revokeRefreshTokensOf(refreshTokens: RefreshTokens, { profile }: Person): void {
  for (const token of refreshTokens.values()) {
    if (token.person.profile.id === profile.id) token.revoked = true
  }
}
