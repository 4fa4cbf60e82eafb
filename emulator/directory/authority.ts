// The authority that a request is made to: a tenant, or one of the names that stand for many of them.
import type { Context } from 'hono'
import { EntraError } from '../protocol/entra-error.ts'
import { cloudOfLogin, isCiamHost } from './cloud.ts'
import type { Person } from './person.ts'
import { personalAccounts, type Tenant, tenantOf } from './tenants.ts'

export type Authority = {
  /** The first segment of its paths. */
  path: string
  displayName: string
  /** null: the tenant of whoever signs in. */
  tenant: Tenant | null
  /** The kinds of tenant whose people may sign in, where `tenant` is null. */
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

/** By GUID or domain, or one of the well-known names, in any letter case; at External ID the host must be the tenant's. */
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
  // Only the metadata says where a tenant of another cloud is.
  if (elsewhere && !url.pathname.endsWith('/.well-known/openid-configuration')) {
    throw new EntraError(90038, { tenant: name })
  }
  if (atExternalId && !hostsOf(tenant).includes(url.hostname)) throw new EntraError(500210)
  return { path: tenant.id, displayName: tenant.displayName, tenant, kinds: [] }
}

/** A guest is not at home where they are a guest, so only that tenant's own authority knows them. */
export const admits = ({ tenant, kinds }: Authority, person: Person) =>
  tenant ? person.tenantId === tenant.id : !person.home && kinds.includes(tenantOf(person).kind)
