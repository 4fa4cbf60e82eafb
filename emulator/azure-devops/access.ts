// Who calls Azure DevOps, and whether the token is for it, the organization is theirs, and the scopes suffice.
import type { Context } from 'hono'
import { findPerson } from '../directory/lookup.ts'
import type { Person } from '../directory/person.ts'
import { azureDevOps } from '../directory/resource.ts'
import { tenantOf } from '../directory/tenants.ts'
import type { Operation } from '../state/azure-devops-faults.ts'
import type { State } from '../state/state.ts'
import { readBearer } from '../token/bearer.ts'
import { AzureDevOpsError } from './error.ts'
import type { Organization } from './organizations.ts'

const READ = 'vso.pats'
const MANAGE = 'vso.pats_manage'

const suffices: Record<Operation, (scopes: string[]) => boolean> = {
  list: (scopes) => scopes.includes(READ) || scopes.includes(MANAGE),
  get: (scopes) => scopes.includes(READ) || scopes.includes(MANAGE),
  create: (scopes) => scopes.includes(READ) && scopes.includes(MANAGE),
  update: (scopes) => scopes.includes(MANAGE),
  revoke: (scopes) => scopes.includes(MANAGE),
}

const unauthorized = (who: string) =>
  new AzureDevOpsError(
    401,
    'UnauthorizedRequestException',
    `TF400813: The user '${who}' is not authorized to access this resource.`,
  )

export type Caller = { person: Person; scopes: string[] }

/** null: the token is not for Azure DevOps, or nobody's there; such a caller is sent to sign in. Throws AzureDevOpsError. */
export async function findCaller(c: Context, state: State): Promise<Caller | null> {
  const access = await readBearer(c, state.keys, azureDevOps, state.now())
  if (access === 'expired') throw unauthorized('')
  if (typeof access === 'string') return null
  const person = findPerson(state.people, access.oid)
  if (!person || tenantOf(person).kind === 'personal') return null
  return { person, scopes: access.scopes }
}

/** Where the tenant knows no others, user_impersonation opens everything. Throws AzureDevOpsError. */
export function checkAccess(
  state: State,
  { person, scopes }: Caller,
  organization: Organization,
  operation: Operation,
): void {
  const isOlder = state.faults.has('azure_devops_scopes_unknown')
  const mayCall = suffices[operation](scopes) || (isOlder && scopes.includes('user_impersonation'))
  const isMember = person.tenantId === organization.tenantId
  if (!isMember || !mayCall) throw unauthorized(person.profile.id)
}
