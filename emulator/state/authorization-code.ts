// Authorization codes: ten minutes, once, and only as they were asked for.

import type { AppRegistration } from '../directory/app-registration.ts'
import type { Authority } from '../directory/authority.ts'
import { firstResource, fullNames, parseTokenScope } from '../directory/scope.ts'
import { EntraError } from '../protocol/entra-error.ts'
import { type Parameters, required } from '../protocol/parameters.ts'
import { checkVerifier } from '../protocol/pkce.ts'
import { randomToken } from '../protocol/random.ts'
import type { AuthorizeRequest } from './authorize-request.ts'
import type { Grant } from './grant.ts'
import type { Account } from './sso-session.ts'

const CODE_MS = 10 * 60 * 1000

export type AuthorizationCode = {
  request: AuthorizeRequest
  account: Account
  /** Milliseconds. */
  issuedAt: number
  redeemed: boolean
}

export type Codes = Map<string, AuthorizationCode>

export function issueCode(codes: Codes, request: AuthorizeRequest, account: Account, now: number): string {
  const code = `1.${randomToken(64)}`
  codes.set(code, { request, account, issuedAt: now, redeemed: false })
  return code
}

/** A code goes back to the authority that issued it, whichever client brings it. */
export function checkCodeAuthority(codes: Codes, { path }: Authority, code: string | null): void {
  const record = codes.get(code ?? '')
  if (record && record.request.authority.path !== path) throw new EntraError(700005)
}

export async function redeemCode(
  codes: Codes,
  app: AppRegistration,
  posted: Parameters,
  now: number,
): Promise<Grant> {
  const record = codes.get(required(posted, 'code'))
  const redirectUri = required(posted, 'redirect_uri')
  if (!record || record.request.app !== app) throw new EntraError(70000, { parameter: 'code' })
  const { request, account } = record
  if (request.returnAddress.redirectUri !== redirectUri) throw new EntraError(500112, { redirectUri })
  await checkVerifier(request.challenge, posted.get('code_verifier'))
  const scope = narrowed(request, posted.get('scope'))
  if (record.redeemed) throw new EntraError(54005)
  if (now - record.issuedAt >= CODE_MS) throw new EntraError(70008)
  // Nothing is awaited between the check and this line, so that of two equal requests one gets tokens.
  record.redeemed = true
  return {
    app,
    person: account.person,
    sid: account.sid,
    nonce: request.nonce,
    contexts: request.contexts,
    clientInfo: request.clientInfo || posted.get('client_info') === '1',
    granted: request.scope,
    openId: scope.openId,
    permissions: firstResource(scope),
  }
}

/** The scope of a token request: none = all that was authorized, else a part of it, for one API. */
function narrowed({ app, scope: authorized }: AuthorizeRequest, text: string | null) {
  if (text === null) return authorized
  const scope = parseTokenScope(text, app, 28002)
  const allowed = fullNames(authorized)
  if (scope.resources.length > 1) throw new EntraError(28000, { scope: text })
  if (fullNames(scope).length === 0) throw new EntraError(28003)
  if (fullNames(scope).some((name) => !allowed.includes(name))) throw new EntraError(28002, { scope: text })
  // Only OpenID Connect scopes name no API, so the token is for the first one that was authorized.
  return scope.resources.length > 0 ? scope : { ...scope, resources: authorized.resources }
}
