// The APIs that tokens are issued for: Microsoft's, the Contoso Web API in Contoso, and those that apps expose.

import { EntraError } from '../protocol/entra-error.ts'
import { GUID } from '../protocol/guid.ts'
import { absentApiCalled } from './absent-apis.ts'
import type { AppRegistration, AppRole } from './app-registration.ts'
import { cloudOf } from './cloud.ts'
import { graph, type MicrosoftApi, microsoftApiCalled, microsoftApis } from './microsoft-apis.ts'
import { exposedOf } from './registered.ts'
import { contoso, type Tenant } from './tenants.ts'

export type Resource = MicrosoftApi & {
  /** The tenants that have it; absent: all of them. */
  tenantIds?: string[]
  /** The app that exposes it; none: a Microsoft API, or the Contoso Web API. */
  app?: AppRegistration
  /** The version of its access tokens; absent: 1. */
  tokenVersion?: 1 | 2
}

export const contosoApi: Resource = {
  id: 'api://contoso-api',
  aliases: ['e0e0e0e0-0000-4000-8000-00000000000d'],
  displayName: 'Contoso Web API',
  tenantIds: [contoso.id],
  scopes: [
    {
      id: 'e0e0e0e0-0000-4000-b000-000000000003',
      name: 'access_as_user',
      sentence: 'Use the Contoso Web API as you',
    },
  ],
}

/** The order when several are requested. */
export const resources: Resource[] = [graph, contosoApi, ...microsoftApis.slice(1)]

const isForApps = ({ isEnabled, allowedMemberTypes }: AppRole) =>
  isEnabled !== false && (allowedMemberTypes?.includes('Application') ?? true)

/** The API that an app exposes. */
function exposedApi(app: AppRegistration): Resource {
  const { identifierUris, scopes, tokenVersion } = exposedOf(app)
  const [id = app.clientId, ...others] = identifierUris
  return {
    id,
    aliases: [...others.map((uri) => uri.toLowerCase()), app.clientId],
    displayName: app.displayName,
    ...(app.signInAudience === 'AzureADMyOrg' ? { tenantIds: [app.tenantId] } : {}),
    scopes,
    roles: (app.appRoles ?? []).filter(isForApps).map(({ id: roleId, value, displayName }) => ({
      id: roleId,
      name: value,
      sentence: displayName,
    })),
    app,
    tokenVersion,
  }
}

/** All tenants' APIs with this name. */
function resourcesCalled(id: string, apps: AppRegistration[]): Resource[] {
  const wanted = id.toLowerCase()
  const microsofts = microsoftApiCalled(wanted)
  if (microsofts) return [microsofts]
  return [contosoApi, ...apps.map(exposedApi)].filter(
    (resource) => resource.id.toLowerCase() === wanted || resource.aliases.includes(wanted),
  )
}

/** By its URL or client ID, in any tenant. `apps`: those that can be requested besides Microsoft's APIs. */
export const resourceCalled = (id: string, apps: AppRegistration[] = []): Resource | null =>
  resourcesCalled(id, apps)[0] ?? null

/** null: this tenant has none. */
export const resourceIn = (tenant: Tenant, id: string, apps: AppRegistration[] = []): Resource | null =>
  resourcesCalled(id, apps).find((resource) => isIn(resource, tenant)) ?? null

export const isIn = ({ tenantIds, kinds }: Resource, { id, kind }: Pick<Tenant, 'id' | 'kind'>) =>
  (tenantIds?.includes(id) ?? true) && (kinds?.includes(kind) ?? true)

/** Throws EntraError where the tenant has no such API. */
export function findResource(id: string, tenant: Tenant, apps: AppRegistration[] = []): Resource {
  const found = resourceIn(tenant, id, apps)
  if (found) return found
  const absent = resourceCalled(id, apps) ? null : absentApiCalled(id)
  if (absent === null) throw new EntraError(500011, { resource: id, tenant: tenant.id })
  throw new EntraError(500011, { resource: id }, { text: `${absent} ({resource}): not in this emulator.` })
}

export const isSameResource = (one: Resource, other: Resource) => one.id === other.id

/** The client ID of the API's app. */
export const appIdOf = ({ id, aliases }: Resource): string =>
  [id, ...aliases].find((name) => GUID.test(name)) ?? id

/** The `aud` of a token for this API: Graph's differs in each cloud; version 2 uses the client ID. */
export const audienceOf = (resource: Resource, at: URL): string => {
  if (resource === graph) return `https://${cloudOf(at).graphHost}`
  return resource.tokenVersion === 2 ? appIdOf(resource) : resource.id
}

/** Microsoft's in a fixed order, then those that apps expose. */
export const rankOf = (resource: Resource) => {
  const rank = resources.indexOf(resource)
  return rank < 0 ? resources.length : rank
}
