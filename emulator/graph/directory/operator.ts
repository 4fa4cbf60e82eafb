// Who may read and change the directory: the token's permissions combined with the user's roles, as in Entra; for
// app-only tokens, the permissions alone.
import type { Context } from 'hono'
import type { AppRegistration } from '../../directory/app-registration.ts'
import { requestDenied } from '../../directory/graph-refusal.ts'
import {
  applicationAdministrators,
  type DirectoryRole,
  hasRole,
  isAdministrator,
  type Person,
} from '../../directory/person.ts'
import type { Tenant } from '../../directory/tenants.ts'
import type { State } from '../../state/state.ts'
import { type Caller, callerOf, checkPermission } from '../caller.ts'
import { checkDirectoryFaults } from './directory-fault.ts'

export type Operator = {
  tenant: Tenant
  /** Null: an app. */
  person: Person | null
  /** Object ID of a new app's owner. */
  ownerId: string
  permissions: string[]
}

/** One of the permissions, and for a user one of the roles; null: none needed, or it depends on the object. */
export type Right = { scopes: string[]; roles: DirectoryRole[] | null }

/** For app-only tokens: apps they registered themselves. */
const OWNED = 'Application.ReadWrite.OwnedBy'

const readsApps = ['Application.Read.All', 'Application.ReadWrite.All', OWNED, 'Directory.Read.All']

export const rights = {
  readDirectory: { scopes: readsApps, roles: null },
  changeApp: { scopes: ['Application.ReadWrite.All', OWNED], roles: null },
  readGrants: { scopes: ['DelegatedPermissionGrant.ReadWrite.All', ...readsApps], roles: null },
  writeGrants: { scopes: ['DelegatedPermissionGrant.ReadWrite.All'], roles: applicationAdministrators },
  userFlows: {
    scopes: ['EventListener.ReadWrite.All'],
    roles: ['Global Administrator', 'External ID User Flow Administrator'],
  },
  authenticationMethods: {
    scopes: ['Policy.ReadWrite.AuthenticationMethod'],
    roles: ['Global Administrator'],
  },
  readPolicies: { scopes: ['Policy.Read.All'], roles: null },
} satisfies Record<string, Right>

export const runsAllApps = ({ person, permissions }: Operator) =>
  person ? isAdministrator(person) : permissions.includes('Application.ReadWrite.All')

/** Throws GraphRefusal unless the operator manages all apps, or owns this one. */
export function checkMayChange(operator: Operator, app: AppRegistration): void {
  if (!runsAllApps(operator) && !app.owners.includes(operator.ownerId)) throw requestDenied()
}

const isApp = ({ person, oid, subject }: Caller) => person === null && oid === subject

type Serve = (operator: Operator) => Response | Promise<Response>

/** Throws GraphRefusal if the token or the user lacks the rights. */
export async function asOperator(c: Context, state: State, right: Right, serve: Serve): Promise<Response> {
  checkDirectoryFaults(state.faults)
  const caller = callerOf(c)
  const { person, tenant, oid: ownerId, permissions } = caller
  checkPermission(caller, isApp(caller) ? right.scopes : right.scopes.filter((name) => name !== OWNED))
  if (person ? right.roles && !hasRole(person, right.roles) : !isApp(caller)) throw requestDenied()
  return serve({ tenant, person, ownerId, permissions })
}
