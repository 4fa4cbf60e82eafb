// The tenant that the operator signed in to, and the AUTHORITY for each kind of app there.
import { type Authority, isExternalId, isLocalhost, parseAuthority } from '../../src/entryway/protocol.ts'
import { type AccountKind, kindRow } from './account-kind.ts'

type ManyTenants = 'common' | 'organizations' | 'consumers'

/** Authority names that stand for many tenants, none of which can be an app's home. */
export const isManyTenants = (name: string): name is ManyTenants =>
  ['common', 'organizations', 'consumers'].includes(name)

/** Has the form of an ID or a domain. */
export function isOneTenant(name: string): boolean {
  const authority = parseAuthority(`https://login.microsoftonline.com/${name}`)
  return authority !== null && !isManyTenants(authority.tenant)
}

export type Tenant = {
  id: string
  displayName: string
  domains: string[]
  /** The first label of its initial domain; null = unknown. */
  name: string | null
  /** Whether it is for customers (External ID); null = this sign-in has no permission to read it. */
  forCustomers: boolean | null
}

/**
 * @param given AUTHORITY from the flags, which may use the tenant's own domain
 * @param signedInAt where the operator signed in
 */
export function authorityFor(
  kind: AccountKind,
  tenant: Tenant,
  signedInAt: Authority,
  given: string | null,
): string {
  const { authorityPath } = kindRow(kind)
  const path = authorityPath ?? tenant.id
  const { hostname } = new URL(signedInAt.origin)
  if (kind !== 'customers' || isLocalhost(hostname)) return `${signedInAt.origin}/${path}`
  const named = parseAuthority(given ?? '')
  if (named && named.origin !== signedInAt.origin) return `${named.origin}/${path}`
  return `https://${tenant.name ?? tenant.id}.ciamlogin.com/${path}`
}

/** Whether the AUTHORITY in .dev.vars is the same one spelled differently. */
export function meansSameAuthority(one: string | undefined, other: string, tenant: Tenant): boolean {
  const [a, b] = [parseAuthority(one ?? ''), parseAuthority(other)]
  if (!a || !b) return false
  const named = (authority: Authority) =>
    [tenant.id, ...tenant.domains].includes(authority.tenant) ? tenant.id : authority.tenant
  const sameHost = a.origin === b.origin || (isExternalId(a) && isExternalId(b))
  return sameHost && named(a) === named(b)
}
