// The tenant that the operator signed in to, and what AUTHORITY is for an app of each kind there.
import { type Authority, isExternalId, isLocalhost, parseAuthority } from '../../src/entryway/protocol.ts'
import { type AccountKind, kindRow } from './account-kind.ts'

type ManyTenants = 'common' | 'organizations' | 'consumers'

/** Names in an authority that stand for many tenants, at none of which an app is at home. */
export const isManyTenants = (name: string): name is ManyTenants =>
  ['common', 'organizations', 'consumers'].includes(name)

/** An id or a domain, by its form. */
export function isOneTenant(name: string): boolean {
  const authority = parseAuthority(`https://login.microsoftonline.com/${name}`)
  return authority !== null && !isManyTenants(authority.tenant)
}

export type Tenant = {
  id: string
  displayName: string
  domains: string[]
  /** The first label of the domain that it began with; null when it is not known. */
  name: string | null
  /** Whether it is one for customers (External ID); null = the sign-in may not know. */
  forCustomers: boolean | null
}

/**
 * @param given AUTHORITY as the flags have it, which may be at a tenant's own domain
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

/** Whether an AUTHORITY that stands in .dev.vars already means the same, only spelt otherwise. */
export function meansSameAuthority(one: string | undefined, other: string, tenant: Tenant): boolean {
  const [a, b] = [parseAuthority(one ?? ''), parseAuthority(other)]
  if (!a || !b) return false
  const named = (authority: Authority) =>
    [tenant.id, ...tenant.domains].includes(authority.tenant) ? tenant.id : authority.tenant
  const sameHost = a.origin === b.origin || (isExternalId(a) && isExternalId(b))
  return sameHost && named(a) === named(b)
}
