// A tenant's authority URL, which depends on the requested URL.
import { cloudOfLogin, clouds, isLocal, publicCloud } from './cloud.ts'
import type { Tenant } from './tenants.ts'

/** Whether the host is Microsoft's or a tenant's, so that each service has its own host. */
export const isUnderOwnName = (at: URL, tenants: readonly Tenant[]) =>
  !isLocal(at) || tenants.some(({ loginHost }) => loginHost === at.hostname)

function hostOf({ kind, name, loginHost, cloudInstance }: Tenant, at: URL): string {
  if (kind === 'customers') return loginHost ?? `${name}.ciamlogin.com`
  const own = clouds.find(({ instance }) => instance === cloudInstance)
  const cloud = own ?? cloudOfLogin(at) ?? publicCloud
  return cloud.loginHosts.includes(at.hostname) ? at.hostname : (cloud.loginHosts[0] ?? at.hostname)
}

export function originOf(tenant: Tenant, at: URL, tenants: readonly Tenant[]): string {
  if (!isUnderOwnName(at, tenants)) return at.origin
  return `${at.protocol}//${hostOf(tenant, at)}${at.port && `:${at.port}`}`
}

export const authorityUrl = (tenant: Tenant, at: URL, tenants: readonly Tenant[]): string =>
  `${originOf(tenant, at, tenants)}/${tenant.kind === 'personal' ? 'consumers' : tenant.id}`

/** @param publicUrl replaces every host that isn't Microsoft's or a tenant's; absent: the requested host is used */
export function publicUrlOf(url: URL, publicUrl: string | undefined, tenants: readonly Tenant[]): URL {
  if (publicUrl === undefined || isUnderOwnName(url, tenants)) return url
  return new URL(`${url.pathname}${url.search}${url.hash}`.replace(/^\/*/, '/'), publicUrl)
}
