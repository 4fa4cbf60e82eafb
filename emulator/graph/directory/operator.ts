// Who changes the directory: the token's scopes and the person's roles decide together, as in Entra.
import type { Context } from 'hono'
import type { AppRegistration } from '../../directory/app-registration.ts'
import { requestDenied } from '../../directory/graph-refusal.ts'
import { findPerson } from '../../directory/lookup.ts'
import {
  applicationAdministrators,
  type DirectoryRole,
  hasRole,
  isAdministrator,
  type Person,
} from '../../directory/person.ts'
import { graph } from '../../directory/resource.ts'
import { type Tenant, tenantOf } from '../../directory/tenants.ts'
import type { State } from '../../state/state.ts'
import { readBearer } from '../../token/bearer.ts'
import { invalidToken } from '../error.ts'
import { graphFault } from '../fault.ts'
import { directoryFault } from './directory-fault.ts'

export type Operator = { person: Person; tenant: Tenant }

/** One of the scopes, and one of the roles; null: no role is needed, or it depends on the object. */
export type Right = { scopes: string[]; roles: DirectoryRole[] | null }

export const rights = {
  readDirectory: {
    scopes: ['Application.Read.All', 'Application.ReadWrite.All', 'Directory.Read.All'],
    roles: null,
  },
  createApp: {
    scopes: ['Application.ReadWrite.All'],
    roles: [...applicationAdministrators, 'Application Developer'],
  },
  changeApp: { scopes: ['Application.ReadWrite.All'], roles: null },
  readGrants: {
    scopes: [
      'DelegatedPermissionGrant.ReadWrite.All',
      'Application.Read.All',
      'Application.ReadWrite.All',
      'Directory.Read.All',
    ],
    roles: null,
  },
  writeGrants: { scopes: ['DelegatedPermissionGrant.ReadWrite.All'], roles: applicationAdministrators },
  readOrganization: {
    scopes: ['User.Read', 'Organization.Read.All', 'Directory.Read.All', 'Application.ReadWrite.All'],
    roles: null,
  },
  readOwnRoles: { scopes: ['User.Read', 'Directory.Read.All'], roles: null },
  userFlows: {
    scopes: ['EventListener.ReadWrite.All'],
    roles: ['Global Administrator', 'External ID User Flow Administrator'],
  },
  authenticationMethods: {
    scopes: ['Policy.ReadWrite.AuthenticationMethod'],
    roles: ['Global Administrator'],
  },
} satisfies Record<string, Right>

/** Throws GraphRefusal unless the person runs all apps, or owns this one. */
export function checkMayChange({ person }: Operator, app: AppRegistration): void {
  if (isAdministrator(person)) return
  if (!app.owners.includes(person.profile.id)) throw requestDenied()
}

type Serve = (operator: Operator) => Response | Promise<Response>

/** Throws GraphRefusal when the token or the person may not. */
export async function asOperator(c: Context, state: State, right: Right, serve: Serve): Promise<Response> {
  c.header('request-id', crypto.randomUUID())
  const broken = (await graphFault(c, state.faults)) ?? directoryFault(c, state.faults)
  if (broken) return broken
  const access = await readBearer(c, state.keys, graph, state.now())
  if (typeof access === 'string') return invalidToken(c, access)
  const person = findPerson(state.people, access.oid)
  if (!person || !access.scopes.some((scope) => right.scopes.includes(scope))) throw requestDenied()
  if (right.roles && !hasRole(person, right.roles)) throw requestDenied()
  return serve({ person, tenant: tenantOf(person) })
}
