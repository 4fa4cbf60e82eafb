// Validates an authorization request in Entra's order: first the app, then the parameters.

import type { AppRegistration } from '../directory/app-registration.ts'
import type { Authority } from '../directory/authority.ts'
import { isExternalIdHost } from '../directory/issuer.ts'
import { findApp } from '../directory/lookup.ts'
import { optionalClaimNames } from '../directory/optional-claim.ts'
import { isRegistered, platformOf } from '../directory/redirect-uri.ts'
import { parseScope, type Scope } from '../directory/scope.ts'
import { type ClaimsRequest, readClaimsRequest } from '../protocol/claims-request.ts'
import { EntraError, type Occasion } from '../protocol/entra-error.ts'
import { type Parameters, refuseParameters, refuseUnsupported, required } from '../protocol/parameters.ts'
import { type Challenge, readChallenge } from '../protocol/pkce.ts'
import { type ResponseMode, type ResponseType, readResponseType, responseModeOf } from './response-type.ts'

export type { ResponseMode } from './response-type.ts'

/** Where the response goes; trusted, because it is registered. */
export type ReturnAddress = { redirectUri: string; responseMode: ResponseMode; state: string | null }

type Prompt = 'none' | 'login' | 'consent' | 'select_account' | 'create'

export type AuthorizeRequest = {
  authority: Authority
  app: AppRegistration
  returnAddress: ReturnAddress
  correlationId: string
  scope: Scope
  nonce: string | null
  prompt: Prompt | null
  loginHint: string | null
  /** `organizations`, `consumers`, or a domain: which accounts are offered where several kinds may sign in. */
  domainHint: string | null
  /** The session requested by its `sid` claim. */
  sid: string | null
  maxAgeSeconds: number | null
  challenge: Challenge | null
  clientInfo: boolean
  claims: ClaimsRequest
  responseType: ResponseType
  /** A policy requires more than one factor. */
  multiFactor: boolean
  /** The oid of the account picked during this request. */
  chosen: string | null
  /** The last page the user was shown. */
  shown: 'mfa' | 'consent' | null
  /** Milliseconds. */
  startedAt: number
}

const prompts: readonly string[] = ['none', 'login', 'consent', 'select_account']

/** Throws errors that Entra shows on its own page: nothing may be sent to an unregistered URL. */
export function readClient(apps: AppRegistration[], authority: Authority, parameters: Parameters) {
  const app = findApp(apps, authority, required(parameters, 'client_id'))
  const redirectUri = required(parameters, 'redirect_uri')
  if (!isRegistered(app, redirectUri)) throw new EntraError(50011, { redirectUri, client: app.clientId })
  const responseMode = responseModeOf(parameters)
  return { app, returnAddress: { redirectUri, responseMode, state: parameters.get('state') } }
}

function readPrompt(parameters: Parameters, { tenant }: Authority, origin: string): Prompt | null {
  const prompt = parameters.get('prompt')
  // prompt=create is for External ID only.
  const signUp =
    prompt === 'create' && (tenant?.kind === 'customers' || isExternalIdHost(new URL(origin), tenant))
  if (prompt !== null && !prompts.includes(prompt) && !signUp)
    throw new EntraError(90023, { parameter: 'prompt' })
  return prompt as Prompt | null
}

function readMaxAge(parameters: Parameters): number | null {
  const maxAge = parameters.get('max_age')
  if (maxAge !== null && !/^\d{1,9}$/.test(maxAge)) throw new EntraError(90023, { parameter: 'max_age' })
  return maxAge === null ? null : Number(maxAge)
}

/** Parameters that would change the request but aren't supported here or by Entra: rejected by name. */
function refuseUnknown(parameters: Parameters): void {
  refuseUnsupported(parameters)
  refuseParameters(parameters, ['request', 'request_uri', 'instance_aware'])
}

type Client = ReturnType<typeof readClient>

/** Throws errors that Entra reports to the app. */
export function readAuthorizeRequest(
  authority: Authority,
  { app, returnAddress }: Client,
  parameters: Parameters,
  { origin, now, correlationId }: Occasion,
  apps: AppRegistration[],
): AuthorizeRequest {
  refuseUnknown(parameters)
  const wanted = required(parameters, 'response_type')
  const scope = parseScope(required(parameters, 'scope'), app, apps)
  const responseType = readResponseType(wanted, app, parameters, scope.openId)
  if (scope.openId.length + scope.resources.length === 0) throw new EntraError(900144, { parameter: 'scope' })
  const challenge = readChallenge(parameters)
  if (challenge === null && responseType.code && platformOf(app, returnAddress.redirectUri) === 'spa')
    throw new EntraError(9002325)
  return {
    authority,
    app,
    returnAddress,
    correlationId,
    scope,
    nonce: parameters.get('nonce'),
    prompt: readPrompt(parameters, authority, origin),
    loginHint: parameters.get('login_hint'),
    domainHint: parameters.get('domain_hint')?.toLowerCase() ?? null,
    sid: parameters.get('sid'),
    maxAgeSeconds: readMaxAge(parameters),
    challenge,
    clientInfo: parameters.get('client_info') === '1',
    claims: readClaimsRequest(parameters.get('claims'), optionalClaimNames),
    responseType,
    multiFactor: false,
    chosen: null,
    shown: null,
    startedAt: now,
  }
}
