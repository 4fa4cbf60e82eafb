// Authorization requests waiting for the user: kept for an hour under a random ID.
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

/** The request that a form, or a redirect back, belongs to. */
export function findPending(c: Context, state: State, parameters: Parameters): Pending {
  const id = required(parameters, 'request')
  const request = state.pending.get(id)
  const late = request && state.now() - request.startedAt > PENDING_MS
  if (!request || late || request.authority.path !== findAuthority(c, state.tenants).path)
    throw new EntraError(9002313)
  return { id, request }
}

/** Where a request continues after the user has answered. */
export const resume = (c: Context, { id, request }: Pending) =>
  c.redirect(`/${request.authority.path}/resume?${new URLSearchParams({ request: id })}`, 303)

/** This request doesn't carry the new cookie yet, so the next step needs a request of its own. */
export function signInAndResume(c: Context, state: State, pending: Pending, person: Person) {
  signIn(c, state.browsers, person, state.now())
  pending.request.chosen = person.profile.id
  state.journeys.delete(pending.id)
  return resume(c, pending)
}
