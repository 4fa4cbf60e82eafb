// Who calls Azure DevOps, and whether the token's audience, organization, and scopes are right.
import type { Context } from 'hono'
import { findPerson } from '../directory/lookup.ts'
import { azureDevOps } from '../directory/microsoft-apis.ts'
import type { Person } from '../directory/person.ts'
import { tenantOf } from '../directory/tenants.ts'
import type { Operation } from '../state/azure-devops-faults.ts'
import type { State } from '../state/state.ts'
import { readBearer } from '../token/bearer.ts'
import { unauthorized } from './challenge.ts'
import { AzureDevOpsError } from './error.ts'
import type { Organization } from './organizations.ts'
import { redirectToSignIn, signInPage } from './sign-in-answer.ts'

const READ = 'vso.pats'
const MANAGE = 'vso.pats_manage'

const suffices: Record<Operation, (scopes: string[]) => boolean> = {
  list: (scopes) => scopes.includes(READ) || scopes.includes(MANAGE),
  get: (scopes) => scopes.includes(READ) || scopes.includes(MANAGE),
  create: (scopes) => scopes.includes(READ) && scopes.includes(MANAGE),
  update: (scopes) => scopes.includes(MANAGE),
  revoke: (scopes) => scopes.includes(MANAGE),
}

export type Caller = { person: Person; scopes: string[] }

/** `expired`: the token was valid once; `unknown`: none, for another API, or app-only. */
export async function findCaller(c: Context, state: State): Promise<Caller | 'expired' | 'unknown'> {
  const access = await readBearer(c, state.keys, azureDevOps, state.now())
  if (access === 'expired') return 'expired'
  if (typeof access === 'string') return 'unknown'
  const person = findPerson(state.people, access.oid)
  if (!person || tenantOf(person).kind === 'personal') return 'unknown'
  return { person, scopes: access.scopes }
}

/** Clients other than browsers can request a plain 401 instead of the sign-in page. */
const suppressesSignIn = (c: Context) => c.req.header('X-TFS-FedAuthRedirect')?.toLowerCase() === 'suppress'

/** Only an Entra token can list and create tokens; a PAT can't. */
export const notAllowed = () =>
  new AzureDevOpsError(401, 'InvalidAccessException', 'The requested operation is not allowed.')

/** Throws AzureDevOpsError, or returns the redirect to sign-in. */
export function refuseCaller(c: Context, organization: Organization, caller: 'expired' | 'unknown') {
  if (/^Basic /i.test(c.req.header('Authorization') ?? '')) throw notAllowed()
  const { method } = c.req
  const isPage = method === 'GET' || method === 'POST'
  if (suppressesSignIn(c) || (caller === 'expired' && !isPage)) throw unauthorized(c, organization, '')
  return caller === 'expired' ? signInPage(c) : redirectToSignIn(c)
}

export const isMember = ({ tenantId }: Person, organization: Organization) =>
  tenantId === organization.tenantId

/** In tenants without the newer scopes, user_impersonation allows everything. Throws AzureDevOpsError. */
export function checkAccess(
  c: Context,
  state: State,
  { person, scopes }: Caller,
  organization: Organization,
  operation: Operation,
): void {
  const isOlder = state.faults.has('azure_devops_scopes_unknown')
  const mayCall = suffices[operation](scopes) || (isOlder && scopes.includes('user_impersonation'))
  if (!isMember(person, organization) || !mayCall) throw unauthorized(c, organization, person.profile.id)
}
