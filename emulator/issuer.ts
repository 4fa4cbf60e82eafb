// Who says so: the issuer of a tenant as seen from the host that was asked.
import type { Tenant } from './seed.ts'

export const isLocal = (url: URL) => ['localhost', '127.0.0.1', '[::1]'].includes(url.hostname)

export const isGraphHost = (url: URL) => url.hostname.startsWith('graph.microsoft.')

/** External ID signs with the tenant's GUID as host, whatever host was asked. */
export const issuerOf = (origin: string, tenant: Tenant) =>
  new URL(origin).hostname.endsWith('.ciamlogin.com')
    ? `https://${tenant.id}.ciamlogin.com/${tenant.id}/v2.0`
    : `${origin}/${tenant.id}/v2.0`
