// Who says so: the issuer of a tenant as seen from the host that was asked.
import { cloudOfLogin, isCiamHost, isLocal } from './cloud.ts'
import type { Tenant } from './tenants.ts'

/** Where a tenant signs in its customers: `{name}.ciamlogin.com`, or a custom URL domain. */
export const isExternalIdHost = (url: URL, tenant: Tenant | null) =>
  isCiamHost(url) || tenant?.loginHost === url.hostname

/** Entra writes `{tenantid}` where an authority is of no one tenant. */
export function issuerOf(origin: string, tenant: Tenant | null): string {
  const id = tenant?.id ?? '{tenantid}'
  const url = new URL(origin)
  // External ID signs with the tenant's GUID as host, whatever host was asked.
  if (isExternalIdHost(url, tenant)) return `https://${id}.ciamlogin.com/${id}/v2.0`
  if (isLocal(url)) return `${origin}/${id}/v2.0`
  return `https://${cloudOfLogin(url)?.loginHosts[0]}/${id}/v2.0`
}
