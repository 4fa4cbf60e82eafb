// Where a tenant is signed in to, as seen from the URL that was asked for.
import { cloudOfLogin, clouds, isLocal, publicCloud } from './cloud.ts'
import type { Tenant } from './tenants.ts'

/** Whether this is a host of Microsoft's or a tenant's own, and so each service is at its own host. */
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

/** @param publicUrl believed for every host that is none of Microsoft's and no tenant's own; absent: each is believed */
export function publicUrlOf(url: URL, publicUrl: string | undefined, tenants: readonly Tenant[]): URL {
  if (publicUrl === undefined || isUnderOwnName(url, tenants)) return url
  return new URL(`${url.pathname}${url.search}${url.hash}`.replace(/^\/*/, '/'), publicUrl)
}
