// Authorization requests that wait for the person: kept under a random id for an hour.
import type { Context } from 'hono'
import { findAuthority } from '../directory/authority.ts'
import type { Person } from '../directory/person.ts'
import { EntraError } from '../protocol/entra-error.ts'
import { type Parameters, required } from '../protocol/parameters.ts'
import type { AuthorizeRequest } from './authorize-request.ts'
import { signIn } from './sso-session.ts'
import type { State } from './state.ts'

const PENDING_MS = 60 * 60 * 1000

export type Pending = { id: string; request: AuthorizeRequest }

/** The request that a form, or the way back from one, belongs to. */
export function findPending(c: Context, state: State, parameters: Parameters): Pending {
  const id = required(parameters, 'request')
  const request = state.pending.get(id)
  const late = request && state.now() - request.startedAt > PENDING_MS
  if (!request || late || request.authority.path !== findAuthority(c, state.tenants).path)
    throw new EntraError(9002313)
  return { id, request }
}

/** Where a request goes on once its person has done what was asked. */
export const resume = (c: Context, { id, request }: Pending) =>
  c.redirect(`/${request.authority.path}/resume?${new URLSearchParams({ request: id })}`, 303)

/** The new cookie is not in this request yet, so the next step is a request of its own. */
export function signInAndResume(c: Context, state: State, pending: Pending, person: Person) {
  signIn(c, state.browsers, person, state.now())
  pending.request.chosen = person.profile.id
  state.journeys.delete(pending.id)
  return resume(c, pending)
}
