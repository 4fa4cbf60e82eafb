// Every permission in a seed must exist in an API.
import { absentApiCalled } from '../directory/absent-apis.ts'
import type { AppRegistration } from '../directory/app-registration.ts'
import { grantedRoles } from '../directory/application-permission.ts'
import { graph } from '../directory/microsoft-apis.ts'
import { isIn, type Resource, resourceCalled, resourceIn } from '../directory/resource.ts'
import { openIdScopes } from '../directory/scope.ts'
import { tenantOf } from '../directory/tenants.ts'
import { below, type Refuse, refuseTwice } from './seed-error.ts'

const MOST_SHOWN = 8

const isNamed = (wanted: string) => (permission: { name: string }) =>
  permission.name.toLowerCase() === wanted.toLowerCase()

const subjectOf = (name: string) => name.split(/[.-]/)[0]?.toLowerCase()

/** Some names with the same first part, or else the first ones. */
function some(names: string[], wanted: string): string {
  if (names.length === 0) return 'none'
  const similar = names.filter((name) => subjectOf(name) === subjectOf(wanted))
  const shown = similar.length > 0 ? similar : names
  return `${shown.slice(0, MOST_SHOWN).join(', ')}${names.length > MOST_SHOWN ? ', …' : ''}`
}

type Kind = 'permissions' | 'applicationPermissions'

const offeredBy = ({ scopes, roles = [] }: Resource, kind: Kind) => (kind === 'permissions' ? scopes : roles)

const described: Record<Kind, string> = {
  permissions: 'a delegated permission',
  applicationPermissions: 'an application permission',
}

const otherKind: Record<Kind, Kind> = {
  permissions: 'applicationPermissions',
  applicationPermissions: 'permissions',
}

/** Null if valid. */
function problemOf(
  permission: string,
  kind: Kind,
  app: AppRegistration,
  all: AppRegistration[],
): string | null {
  if (/\s/.test(permission)) return `'${permission}' contains several permissions: list each separately`
  if (kind === 'permissions' && openIdScopes.includes(permission)) return null
  const slash = permission.lastIndexOf('/')
  const called = slash < 0 ? graph.id : permission.slice(0, slash)
  const name = permission.slice(slash + 1)
  const tenant = tenantOf(app)
  const api = resourceIn(tenant, called, all) ?? resourceCalled(called, all)
  if (!api) {
    const absent = absentApiCalled(called)
    return absent === null
      ? `${permission} belongs to no known API: ${called} is neither one of Microsoft's nor the identifierUri of an app`
      : `${permission}: ${absent} is not in this emulator`
  }
  if (!isIn(api, tenant)) return `${permission}: ${api.displayName} is not in the tenant ${tenant.name}`
  const offered = offeredBy(api, kind)
  if (offered.some(isNamed(name))) return null
  const other = otherKind[kind]
  if (offeredBy(api, other).some(isNamed(name))) return `${permission} belongs in ${other}`
  const names = offered.map((each) => each.name)
  return `${permission} is not ${described[kind]} of ${api.displayName}: it has ${some(names, name)}`
}

/** A bare name can be an app role of any API. */
const isRoleOfAnApp = (name: string, app: AppRegistration, all: AppRegistration[]) =>
  all.some(({ clientId }) => {
    const api = resourceCalled(clientId, all)
    return api?.app && isIn(api, tenantOf(app)) && grantedRoles([name], api, all).length > 0
  })

/** `all`: every app. */
export function refusePermissions(
  app: AppRegistration,
  granted: readonly string[],
  all: AppRegistration[],
  refuse: Refuse,
): void {
  const lists: [Kind, readonly string[]][] = [
    ['permissions', app.permissions],
    ['applicationPermissions', granted],
  ]
  for (const [kind, permissions] of lists) {
    refuseTwice(permissions, kind, refuse)
    for (const [index, permission] of permissions.entries()) {
      if (kind === 'applicationPermissions' && isRoleOfAnApp(permission, app, all)) continue
      const what = problemOf(permission, kind, app, all)
      if (what !== null) below(refuse, `${kind}[${index}]`)('', what)
    }
  }
}
