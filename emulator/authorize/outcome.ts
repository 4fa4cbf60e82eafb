// How an authorization request ends: a code, or a refusal that the app hears of.
import type { Context } from 'hono'
import { EntraError, errorFields } from '../protocol/entra-error.ts'
import { issueCode } from '../state/authorization-code.ts'
import type { AuthorizeRequest } from '../state/authorize-request.ts'
import type { Pending } from '../state/pending.ts'
import type { Account } from '../state/sso-session.ts'
import type { State } from '../state/state.ts'
import { clientInfoOf } from '../token/client-info.ts'
import { answer } from './answer.ts'

type Refused = Pick<AuthorizeRequest, 'returnAddress' | 'correlationId'>

export function answerError(c: Context, state: State, request: Refused, error: EntraError, more = {}) {
  const { origin } = new URL(c.req.url)
  const occasion = { origin, now: state.now(), correlationId: request.correlationId }
  return answer(c, request.returnAddress, { ...errorFields(error, occasion), ...more })
}

/** What an app hears when the person pressed Cancel. */
export const answerCancelled = (c: Context, state: State, request: Refused) =>
  answerError(c, state, request, new EntraError(65004), { error_subcode: 'cancel' })

export function endCancelled(c: Context, state: State, { id, request }: Pending) {
  state.pending.delete(id)
  state.journeys.delete(id)
  return answerCancelled(c, state, request)
}

export function endRefused(c: Context, state: State, { id, request }: Pending, error: EntraError) {
  state.pending.delete(id)
  return answerError(c, state, request, error)
}

export function endWithCode(c: Context, state: State, { id, request }: Pending, account: Account) {
  state.pending.delete(id)
  const code = issueCode(state.codes, request, account, state.now())
  account.apps.add(request.app.clientId)
  return answer(c, request.returnAddress, {
    code,
    ...(request.clientInfo ? { client_info: clientInfoOf(account.person) } : {}),
    session_state: account.sid,
  })
}
