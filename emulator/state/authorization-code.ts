// Authorization codes: valid for ten minutes, once, and only for the client and redirect URI they were issued to.

import type { AppRegistration } from '../directory/app-registration.ts'
import type { Authority } from '../directory/authority.ts'
import { optionalClaimNames } from '../directory/optional-claim.ts'
import { firstResource, fullNames, parseTokenScope, type Scope } from '../directory/scope.ts'
import { tenantOf } from '../directory/tenants.ts'
import { joined, readClaimsRequest } from '../protocol/claims-request.ts'
import { EntraError } from '../protocol/entra-error.ts'
import { type Parameters, required } from '../protocol/parameters.ts'
import { checkVerifier } from '../protocol/pkce.ts'
import { randomToken } from '../protocol/random.ts'
import type { AuthorizeRequest } from './authorize-request.ts'
import type { Grant } from './grant.ts'
import type { Account } from './sso-session.ts'

const CODE_MS = 10 * 60 * 1000

type AuthorizationCode = {
  request: AuthorizeRequest
  account: Account
  /** Milliseconds. */
  issuedAt: number
  redeemed: boolean
}

export type Codes = Map<string, AuthorizationCode>

/** Personal accounts' codes reportedly look like their refresh tokens (redirects#success-personal). */
const newCode = ({ person }: Account) =>
  tenantOf(person).kind === 'personal'
    ? `M.C5${randomToken(2)}_BAY.2.U.${randomToken(27)}`
    : `1.${randomToken(64)}`

export function issueCode(codes: Codes, request: AuthorizeRequest, account: Account, now: number): string {
  const code = newCode(account)
  codes.set(code, { request, account, issuedAt: now, redeemed: false })
  return code
}

/** A code is redeemed at the authority that issued it, whichever client sends it. */
export function checkCodeAuthority(codes: Codes, { path }: Authority, code: string | null): void {
  const record = codes.get(code ?? '')
  if (record && record.request.authority.path !== path) throw new EntraError(700005)
}

/** What this account lets the requesting app do with one API. */
export const grantOf = (request: AuthorizeRequest, account: Account, scope: Scope): Grant => ({
  app: request.app,
  person: account.person,
  sid: account.sid,
  signedInAt: account.signedInAt,
  maxAge: request.maxAgeSeconds !== null,
  multiFactor: account.multiFactor,
  ...(account.address ? { address: account.address } : {}),
  nonce: request.nonce,
  claims: request.claims,
  contexts: request.claims.contexts,
  clientInfo: request.clientInfo,
  granted: request.scope,
  openId: scope.openId,
  permissions: firstResource(scope),
})

export async function redeemCode(
  codes: Codes,
  app: AppRegistration,
  posted: Parameters,
  now: number,
  apps: AppRegistration[],
): Promise<Grant> {
  const record = codes.get(required(posted, 'code'))
  const redirectUri = required(posted, 'redirect_uri')
  if (!record || record.request.app !== app) throw new EntraError(70000, { parameter: 'code' })
  const { request, account } = record
  const registered = request.returnAddress.redirectUri
  if (registered !== redirectUri) throw new EntraError(500112, { redirectUri, registered })
  await checkVerifier(request.challenge, posted.get('code_verifier'))
  const scope = narrowed(request, posted.get('scope'), apps)
  const claims = joined(request.claims, readClaimsRequest(posted.get('claims'), optionalClaimNames))
  if (record.redeemed) throw new EntraError(54005)
  if (now - record.issuedAt >= CODE_MS) throw new EntraError(70008)
  // Nothing is awaited between the check and this line, so only one of two concurrent requests gets tokens.
  record.redeemed = true
  const grant = grantOf(request, account, scope)
  return { ...grant, claims, clientInfo: grant.clientInfo || posted.get('client_info') === '1' }
}

/** The scope of a token request: omitted = everything authorized, else a subset, for one API. */
function narrowed(
  { app, scope: authorized }: AuthorizeRequest,
  text: string | null,
  apps: AppRegistration[],
) {
  if (text === null) return authorized
  const scope = parseTokenScope(text, app, 28002, apps)
  const allowed = fullNames(authorized)
  if (scope.resources.length > 1) throw new EntraError(28000, { scope: text })
  if (fullNames(scope).length === 0) throw new EntraError(28003)
  if (fullNames(scope).some((name) => !allowed.includes(name))) throw new EntraError(28002, { scope: text })
  // Only OpenID Connect scopes name no API, so the token is for the first API authorized.
  return scope.resources.length > 0 ? scope : { ...scope, resources: authorized.resources }
}
