// Permissions by ID, as in registrations, and by name, as in scopes and tokens.
import type { AppRegistration, RequiredResource } from '../../directory/app-registration.ts'
import { graph } from '../../directory/microsoft-apis.ts'
import { openIdPermissions } from '../../directory/permissions/open-id.ts'
import type { Permission } from '../../directory/permissions/permission.ts'
import { appIdOf, type Resource, resourceIn } from '../../directory/resource.ts'
import { openIdScopes } from '../../directory/scope.ts'
import { type Tenant, tenantOf } from '../../directory/tenants.ts'

/** Every permission of the API; Graph's include those of OpenID Connect. */
export const permissionScopesOf = (resource: Resource): Permission[] =>
  resource === graph ? [...openIdPermissions, ...graph.scopes] : resource.scopes

/** The full names of permissions, as stored in consent; those of OpenID Connect without the API. */
export const fullNameOf = (resource: Resource, name: string) =>
  resource === graph && openIdScopes.includes(name) ? name : `${resource.id}/${name}`

/** What `.default` stands for. Unknown and application-only permissions have no name here. */
export const namesOfRequired = (required: RequiredResource[], tenant: Tenant): string[] =>
  required.flatMap(({ resourceAppId, resourceAccess }) => {
    const resource = resourceIn(tenant, resourceAppId)
    return resourceAccess.flatMap(({ id, type }) => {
      const known = resource?.scopes.find((scope) => scope.id === id)
      return resource && known && type === 'Scope' ? [`${resource.id}/${known.name}`] : []
    })
  })

/** The permissions the registration requests, as Graph writes them. */
export function requiredResourcesOf(app: AppRegistration): RequiredResource[] {
  if (app.requiredResources) return app.requiredResources
  const required: RequiredResource[] = []
  for (const permission of app.permissions) {
    const slash = permission.lastIndexOf('/')
    const resource = resourceIn(tenantOf(app), permission.slice(0, slash))
    const known = resource?.scopes.find(({ name }) => name === permission.slice(slash + 1))
    if (!resource || !known) continue
    const access = { id: known.id, type: 'Scope' }
    const same = required.find(({ resourceAppId }) => resourceAppId === appIdOf(resource))
    if (same) same.resourceAccess.push(access)
    else required.push({ resourceAppId: appIdOf(resource), resourceAccess: [access] })
  }
  return required
}
