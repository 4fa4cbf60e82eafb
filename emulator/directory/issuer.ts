// A tenant's issuer, which depends on the requested host.
import { cloudOfLogin, isCiamHost, isLocal } from './cloud.ts'
import type { Tenant } from './tenants.ts'

/** Where a tenant's customers sign in: `{name}.ciamlogin.com`, or a custom URL domain. */
export const isExternalIdHost = (url: URL, tenant: Tenant | null) =>
  isCiamHost(url) || tenant?.loginHost === url.hostname

/** Entra writes `{tenantid}` for a multitenant authority. */
export function issuerOf(origin: string, tenant: Tenant | null): string {
  const id = tenant?.id ?? '{tenantid}'
  const url = new URL(origin)
  // External ID's issuer has the tenant's GUID as host, whichever host was requested.
  if (isExternalIdHost(url, tenant)) return `https://${id}.ciamlogin.com/${id}/v2.0`
  if (isLocal(url)) return `${origin}/${id}/v2.0`
  return `https://${cloudOfLogin(url)?.loginHosts[0]}/${id}/v2.0`
}
