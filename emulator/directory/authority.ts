// The authority of a request: a tenant, or a name that stands for several.
import type { Context } from 'hono'
import { EntraError } from '../protocol/entra-error.ts'
import { cloudOfLogin, isCiamHost } from './cloud.ts'
import type { Person } from './person.ts'
import { personalAccounts, type Tenant, tenantOf } from './tenants.ts'

export type Authority = {
  /** The first path segment. */
  path: string
  displayName: string
  /** null: the tenant of the account that signs in. */
  tenant: Tenant | null
  /** The kinds of tenant whose users may sign in, if `tenant` is null. */
  kinds: Tenant['kind'][]
}

const wellKnown: Authority[] = [
  { path: 'common', displayName: 'any account', tenant: null, kinds: ['work', 'personal'] },
  { path: 'organizations', displayName: 'any organization', tenant: null, kinds: ['work'] },
  { path: 'consumers', displayName: personalAccounts.displayName, tenant: personalAccounts, kinds: [] },
]

const namesOf = ({ id, domain, name }: Tenant) => [id, domain, `${name}.onmicrosoft.com`]

const hostsOf = ({ id, name, loginHost }: Tenant) => [
  ...[name, id].map((label) => `${label}.ciamlogin.com`),
  loginHost,
]

/** By GUID, domain, or well-known name, in any letter case; at External ID the host must be the tenant's. */
export function findAuthority(c: Context, tenants: Tenant[]): Authority {
  const name = c.req.param('tenant') ?? ''
  const wanted = name.toLowerCase()
  const url = new URL(c.req.url)
  const atExternalId = isCiamHost(url) || tenants.some(({ loginHost }) => loginHost === url.hostname)
  const known = atExternalId ? undefined : wellKnown.find(({ path }) => path === wanted)
  if (known) return known
  const tenant = tenants.find((each) => namesOf(each).includes(wanted))
  if (!tenant) throw new EntraError(90002, { tenant: name })
  const cloud = cloudOfLogin(url)
  const elsewhere = cloud && tenant.cloudInstance && tenant.cloudInstance !== cloud.instance
  // Only the metadata reveals that a tenant is in another cloud.
  if (elsewhere && !url.pathname.endsWith('/.well-known/openid-configuration')) {
    throw new EntraError(90038, { tenant: name })
  }
  if (atExternalId && !hostsOf(tenant).includes(url.hostname)) throw new EntraError(500210)
  return { path: tenant.id, displayName: tenant.displayName, tenant, kinds: [] }
}

/** Guests sign in at their home tenant's authorities, and as guests only at the other tenant's own. */
export const admits = ({ tenant, kinds }: Authority, person: Person) =>
  tenant ? person.tenantId === tenant.id : !person.home && kinds.includes(tenantOf(person).kind)
