// Service principals: an app's or API's presence in a tenant. Nobody there can sign in to an app without one.

import { EntraError } from '../protocol/entra-error.ts'
import { type AppRegistration, errorValues } from './app-registration.ts'
import type { Authority } from './authority.ts'
import { appIdOf, isIn, resources } from './resource.ts'
import type { Tenant } from './tenants.ts'

export type ServicePrincipal = {
  id: string
  tenantId: string
  /** The client ID of the app or the API. */
  appId: string
  displayName: string
  enabled: boolean
  tags: string[]
  /** Milliseconds. */
  createdAt: number
}

type Named = { appId: string; displayName: string }

/** `now` in milliseconds. */
export const createServicePrincipal = (
  tenantId: string,
  { appId, displayName }: Named,
  now: number,
): ServicePrincipal => ({
  id: crypto.randomUUID(),
  tenantId,
  appId,
  displayName,
  enabled: true,
  tags: [],
  createdAt: now,
})

export const findServicePrincipal = (principals: ServicePrincipal[], tenantId: string, appId: string) =>
  principals.find((each) => each.tenantId === tenantId && each.appId === appId) ?? null

/** Each app in its own tenant, Microsoft's apps in all of them, and the APIs. */
export function firstServicePrincipals(tenants: Tenant[], apps: AppRegistration[]): ServicePrincipal[] {
  const directories = tenants.filter(({ kind }) => kind !== 'personal')
  return directories.flatMap((tenant) => {
    const isMicrosofts = (app: AppRegistration) => !tenants.some(({ id }) => id === app.tenantId)
    const own = apps
      .filter((app) => app.tenantId === tenant.id || isMicrosofts(app))
      .map(({ clientId: appId, displayName, createdAt }) => ({ appId, displayName, createdAt }))
    const apis = resources
      .filter((resource) => isIn(resource, tenant))
      .map((resource) => ({ appId: appIdOf(resource), displayName: resource.displayName, createdAt: 0 }))
    // An API in this list may also be an app of the tenant.
    const others = apis.filter(({ appId }) => !own.some((each) => each.appId === appId))
    return [...own, ...others].map((named) => createServicePrincipal(tenant.id, named, named.createdAt))
  })
}

/** null: sign-in allowed. At home the app needs a service principal; in other tenants consent creates one. */
export function principalRefusal(
  principals: ServicePrincipal[],
  tenant: Tenant,
  app: AppRegistration,
): EntraError | null {
  if (tenant.kind === 'personal') return null
  const principal = findServicePrincipal(principals, tenant.id, app.clientId)
  const values = { ...errorValues(app), tenant: tenant.displayName }
  if (!principal && tenant.id === app.tenantId) return new EntraError(7000229, values)
  return principal && !principal.enabled ? new EntraError(7000112, values) : null
}

/** Throws EntraError if the authority's tenant blocks the app. Multitenant authorities can't tell yet. */
export function checkServicePrincipal(
  principals: ServicePrincipal[],
  { tenant }: Authority,
  app: AppRegistration,
): void {
  const refusal = tenant && principalRefusal(principals, tenant, app)
  if (refusal) throw refusal
}

/** Consent adds the app to a tenant that didn't have it. `now` in milliseconds. */
export function installApp(
  { servicePrincipals: principals, tenants }: { servicePrincipals: ServicePrincipal[]; tenants: Tenant[] },
  tenantId: string,
  { clientId: appId, displayName }: AppRegistration,
  now: number,
): void {
  if (!tenants.some(({ id, kind }) => id === tenantId && kind !== 'personal')) return
  if (findServicePrincipal(principals, tenantId, appId)) return
  principals.push(createServicePrincipal(tenantId, { appId, displayName }, now))
}
