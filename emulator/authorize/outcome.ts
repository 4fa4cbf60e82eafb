// How an authorization request ends: with a code, or with an error sent to the app.
import type { Context } from 'hono'
import type { Person } from '../directory/person.ts'
import { tenantOf } from '../directory/tenants.ts'
import { EntraError, errorFields } from '../protocol/entra-error.ts'
import { grantOf, issueCode } from '../state/authorization-code.ts'
import type { AuthorizeRequest } from '../state/authorize-request.ts'
import type { Pending } from '../state/pending.ts'
import type { Account } from '../state/sso-session.ts'
import type { State } from '../state/state.ts'
import { clientInfoOf } from '../token/client-info.ts'
import { accessOf, idTokenOf } from '../token/response.ts'
import { answer } from './answer.ts'

type Answerable = Pick<AuthorizeRequest, 'returnAddress' | 'correlationId'>

export function answerError(c: Context, state: State, request: Answerable, error: EntraError) {
  const { origin } = new URL(c.req.url)
  const occasion = { origin, now: state.now(), correlationId: request.correlationId }
  return answer(c, request.returnAddress, errorFields(error, occasion))
}

/** redirects#cancel and redirects#need-admin-approval: only these and the state, so apps can't tell them apart. */
const canceled = { error: 'access_denied', error_subcode: 'cancel' }

/** redirects#personal-no: a personal account cancels or declines. */
const declinedByPersonalAccount = {
  error: 'access_denied',
  error_description: 'The user has denied access to the scope requested by the client application.',
}

/** What the app receives when the user cancels. `person`: null until an account is picked. */
export function answerCancelled(c: Context, request: AuthorizeRequest, person: Person | null) {
  const tenant = person ? tenantOf(person) : request.authority.tenant
  return answer(c, request.returnAddress, tenant?.kind === 'personal' ? declinedByPersonalAccount : canceled)
}

export function endCancelled(
  c: Context,
  state: State,
  { id, request }: Pending,
  person: Person | null = null,
) {
  state.pending.delete(id)
  state.journeys.delete(id)
  return answerCancelled(c, request, person)
}

/** Cancel on the consent page differs from Cancel elsewhere (redirects#declined-consent). */
export function endDeclined(c: Context, state: State, pending: Pending, person: Person) {
  if (tenantOf(person).kind === 'personal') return endCancelled(c, state, pending, person)
  return endWithError(c, state, pending, new EntraError(65004, {}, { error: 'consent_required' }))
}

export function endWithError(c: Context, state: State, { id, request }: Pending, error: EntraError) {
  state.pending.delete(id)
  return answerError(c, state, request, error)
}

/** Tokens requested with the code, issued by the authorization endpoint itself (v2-oauth2-implicit-grant-flow). */
async function tokensBeside(
  c: Context,
  state: State,
  request: AuthorizeRequest,
  account: Account,
  code?: string,
) {
  const { idToken, token } = request.responseType
  if (!(idToken || token)) return {}
  const at = new URL(c.req.url)
  const grant = grantOf(request, account, request.scope)
  const access = token ? await accessOf(state, at, { ...grant, groups: state.groups }) : null
  const beside = { code, accessToken: access?.access_token }
  return {
    ...(access
      ? {
          access_token: access.access_token,
          token_type: 'Bearer',
          expires_in: String(access.expires_in),
          scope: access.scope,
        }
      : {}),
    ...(idToken ? { id_token: await idTokenOf(state, at, grant, beside) } : {}),
  }
}

/** Returns what was requested. No session_state has been seen for personal accounts (redirects#success-personal). */
export async function endAuthorized(c: Context, state: State, { id, request }: Pending, account: Account) {
  state.pending.delete(id)
  const code = request.responseType.code ? issueCode(state.codes, request, account, state.now()) : undefined
  account.apps.add(request.app.clientId)
  return answer(
    c,
    request.returnAddress,
    {
      ...(code === undefined ? {} : { code }),
      ...(await tokensBeside(c, state, request, account, code)),
      ...(request.clientInfo ? { client_info: clientInfoOf(account.person) } : {}),
    },
    tenantOf(account.person).kind === 'personal' ? {} : { session_state: account.sid },
  )
}
