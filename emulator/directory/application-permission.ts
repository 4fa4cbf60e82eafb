// Application permissions as a seed names them: `API/role`, or the role alone for Microsoft Graph or an app's API.
import type { AppRegistration } from './app-registration.ts'
import { graph } from './microsoft-apis.ts'
import type { Permission } from './permissions/permission.ts'
import { type Resource, resourceCalled } from './resource.ts'

const roleCalled = ({ roles = [] }: Resource, name: string): Permission | undefined =>
  roles.find((role) => role.name.toLowerCase() === name.toLowerCase())

/** The named role in this API; undefined: another API's, or unknown. `apps`: those whose APIs can be requested. */
function roleOf(permission: string, resource: Resource, apps: AppRegistration[]): Permission | undefined {
  const slash = permission.lastIndexOf('/')
  if (slash >= 0) {
    const named = permission.slice(0, slash).toLowerCase()
    const isNamed = resource.app
      ? [resource.id.toLowerCase(), ...resource.aliases].includes(named)
      : resourceCalled(named, apps)?.id === resource.id
    return isNamed ? roleCalled(resource, permission.slice(slash + 1)) : undefined
  }
  const isGraphs = roleCalled(graph, permission) !== undefined
  return isGraphs === (resource === graph) && (isGraphs || resource.app)
    ? roleCalled(resource, permission)
    : undefined
}

export type Role = { resource: Resource; role: Permission }

/** The application permissions the registration requests. `apps`: those whose APIs can be requested. */
export const requiredRoles = ({ requiredResources }: AppRegistration, apps: AppRegistration[]): Role[] =>
  (requiredResources ?? []).flatMap(({ resourceAppId, resourceAccess }) => {
    const resource = resourceCalled(resourceAppId, apps)
    return resourceAccess.flatMap(({ id, type }) => {
      const role = type === 'Role' ? resource?.roles?.find((each) => each.id === id) : undefined
      return resource && role ? [{ resource, role }] : []
    })
  })

/** The `roles` of a token for this API, out of everything granted. */
export const grantedRoles = (granted: string[], resource: Resource, apps: AppRegistration[]): string[] => [
  ...new Set(granted.flatMap((permission) => roleOf(permission, resource, apps)?.name ?? [])),
]
