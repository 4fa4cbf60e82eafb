// The user a request is about: `/me`, or `/users/{id}` by object ID or user principal name.
import type { Context, Hono } from 'hono'
import { notFound, requestDenied } from '../../directory/graph-refusal.ts'
import type { Person } from '../../directory/person.ts'
import type { State } from '../../state/state.ts'
import { type Caller, callerOf, type GraphEnv, mayDo, personOf } from '../caller.ts'
import { isPersonal } from './user.ts'

export type Target = { person: Person; caller: Caller; isSelf: boolean }

/** The permissions for oneself and for others; an app itself is never a user. */
export type Permissions = { self: readonly string[]; others: readonly string[] }

type Act = (c: Context, target: Target) => Response | Promise<Response>

/** Throws GraphRefusal. Guests and personal accounts can't read other users. */
function findOther(state: State, caller: Caller, key: string, { self, others }: Permissions): Target {
  const wanted = key.toLowerCase()
  const person = state.people.find(
    ({ tenantId, profile }) =>
      tenantId === caller.tenant.id && [profile.id, profile.userPrincipalName.toLowerCase()].includes(wanted),
  )
  const isSelf = person !== undefined && person === caller.person
  const isOutsider = caller.person !== null && (caller.person.home !== undefined || isPersonal(caller.person))
  if (!mayDo(caller, isSelf ? [...self, ...others] : others) || (isOutsider && !isSelf)) throw requestDenied()
  if (!person) throw notFound(key)
  return { person, caller, isSelf }
}

function findSelf(caller: Caller, { self, others }: Permissions): Target {
  const person = personOf(caller)
  if (!mayDo(caller, [...self, ...others])) throw requestDenied()
  return { person, caller, isSelf: true }
}

/** Serves a path below both `/me` and `/users/{id}`. */
export function onUser(
  routes: Hono<GraphEnv>,
  state: State,
  methods: string | string[],
  path: string,
  permissions: Permissions,
  act: Act,
): void {
  const all = [methods].flat()
  routes.on(all, `/v1.0/me${path}`, (c) => act(c, findSelf(callerOf(c), permissions)))
  routes.on(all, `/v1.0/users/:user${path}`, (c) =>
    act(c, findOther(state, callerOf(c), c.req.param('user') ?? '', permissions)),
  )
}
