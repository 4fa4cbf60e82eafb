// Permissions by id, as registrations write them, and by name, as people and tokens do.
import type { AppRegistration, RequiredResource } from '../../directory/app-registration.ts'
import { appIdOf, findResource, graph, type Resource, type ResourceScope } from '../../directory/resource.ts'
import { openIdScopes } from '../../directory/scope.ts'

const openIdPermissions: Record<string, { id: string; sentence: string }> = {
  openid: { id: '37f7f235-527c-4136-accd-4a02d197296e', sentence: 'Sign you in' },
  profile: { id: '14dad69e-099b-42c9-810b-d002981feec1', sentence: 'View your basic profile' },
  email: { id: '64a6cdd6-aab1-4aaf-94b8-3cc8405e90d0', sentence: 'View your email address' },
  offline_access: {
    id: '7427e0e9-2fba-42fe-b0c0-848c9e6a8182',
    sentence: 'Keep access to data you have given it access to',
  },
}

/** Every permission that the API has; those of OpenID Connect are Graph's. */
export const permissionScopesOf = (resource: Resource): ResourceScope[] =>
  resource === graph
    ? [...Object.entries(openIdPermissions).map(([name, known]) => ({ name, ...known })), ...graph.scopes]
    : resource.scopes

/** Every name of the permissions in full, as consent is remembered: without the API those of OpenID Connect. */
export const fullNameOf = (resource: Resource, name: string) =>
  resource === graph && openIdScopes.includes(name) ? name : `${resource.id}/${name}`

/** What `.default` stands for. Of permissions that nobody has, and of those for apps alone, there is no name. */
export const namesOfRequired = (required: RequiredResource[], tenantId: string): string[] =>
  required.flatMap(({ resourceAppId, resourceAccess }) => {
    const resource = findResource(resourceAppId, tenantId)
    return resourceAccess.flatMap(({ id, type }) => {
      const known = resource?.scopes.find((scope) => scope.id === id)
      return resource && known && type === 'Scope' ? [`${resource.id}/${known.name}`] : []
    })
  })

/** What the registration asks for, as Graph writes it. */
export function requiredResourcesOf(app: AppRegistration): RequiredResource[] {
  if (app.requiredResources) return app.requiredResources
  const required: RequiredResource[] = []
  for (const permission of app.permissions) {
    const slash = permission.lastIndexOf('/')
    const resource = findResource(permission.slice(0, slash), app.tenantId)
    const known = resource?.scopes.find(({ name }) => name === permission.slice(slash + 1))
    if (!resource || !known) continue
    const access = { id: known.id, type: 'Scope' }
    const same = required.find(({ resourceAppId }) => resourceAppId === appIdOf(resource))
    if (same) same.resourceAccess.push(access)
    else required.push({ resourceAppId: appIdOf(resource), resourceAccess: [access] })
  }
  return required
}
