// The scope parameter: OpenID Connect scopes, and the permissions requested for each API.

import { EntraError } from '../protocol/entra-error.ts'
import type { AppRegistration } from './app-registration.ts'
import { graph } from './microsoft-apis.ts'
import { openIdPermissions } from './permissions/open-id.ts'
import { appIdOf, findResource, isSameResource, type Resource, rankOf } from './resource.ts'
import { type Tenant, tenantOf } from './tenants.ts'

export const openIdScopes = openIdPermissions.map(({ name }) => name)

/** `defaultAs`: the resource named with `/.default`, as written; the response repeats it. */
export type ResourcePermissions = { resource: Resource; names: string[]; defaultAs?: string }

/** Resources in a fixed order, Graph first. */
export type Scope = { openId: string[]; resources: ResourcePermissions[] }

function splitScope(text: string, tenant: Tenant, apps: AppRegistration[]) {
  const slash = text.lastIndexOf('/')
  const resourceId = slash < 0 ? graph.id : text.slice(0, slash)
  const resource = findResource(resourceId, tenant, apps)
  return { resource, resourceId, name: text.slice(slash + 1) }
}

/** This API's permissions among those the registration requests, by name or by ID. */
function registeredNames(app: AppRegistration, resource: Resource, apps: AppRegistration[]): string[] {
  const named = app.permissions
    .map((permission) => splitScope(permission, tenantOf(app), apps))
    .flatMap((each) => (isSameResource(each.resource, resource) ? [each.name] : []))
  const ids = (app.requiredResources ?? [])
    .filter(({ resourceAppId }) => resourceAppId === appIdOf(resource))
    .flatMap(({ resourceAccess }) => resourceAccess.flatMap(({ id, type }) => (type === 'Scope' ? [id] : [])))
  const byId = resource.scopes.filter(({ id }) => ids.includes(id)).map(({ name }) => name)
  return [...new Set([...named, ...byId])]
}

/** Whether `API/.default` includes a delegated permission for this registration. */
export function asksForScopes(app: AppRegistration, text: string, apps: AppRegistration[]): boolean {
  const { resource } = splitScope(text, tenantOf(app), apps)
  return registeredNames(app, resource, apps).length > 0
}

/** The permissions a scope stands for; `.default` stands for those of the registration. */
function permissionsOf(text: string, app: AppRegistration, apps: AppRegistration[]): ResourcePermissions {
  const { resource, resourceId, name } = splitScope(text, tenantOf(app), apps)
  if (name.toLowerCase() === '.default') {
    const names = registeredNames(app, resource, apps)
    if (names.length === 0) throw new EntraError(650056, { resource: resource.displayName })
    return { resource, names, defaultAs: resourceId }
  }
  const known = resource.scopes.find((scope) => scope.name.toLowerCase() === name.toLowerCase())
  if (!known) throw new EntraError(650053, { app: app.displayName, scope: name, resource: appIdOf(resource) })
  return { resource, names: [known.name] }
}

/** `apps`: those whose APIs can be requested. */
export function parseScope(text: string, app: AppRegistration, apps: AppRegistration[] = []): Scope {
  const words = [...new Set(text.split(' ').filter(Boolean))]
  const openId = openIdScopes.filter((name) => words.some((word) => word.toLowerCase() === name))
  const others = words.filter((word) => !openIdScopes.includes(word.toLowerCase()))
  const isDefault = (word: string) => /(^|\/)\.default$/i.test(word)
  if (others.some(isDefault) && !others.every(isDefault)) {
    throw new EntraError(70011, {
      scope: `${text}. .default scope can't be combined with resource-specific scopes.`,
    })
  }
  const resources: ResourcePermissions[] = []
  for (const asked of others.map((word) => permissionsOf(word, app, apps))) {
    const same = resources.find((each) => isSameResource(each.resource, asked.resource))
    if (same) same.names = [...new Set([...same.names, ...asked.names])]
    else resources.push(asked)
  }
  return { openId, resources: resources.sort((a, b) => rankOf(a.resource) - rankOf(b.resource)) }
}

/** At the token endpoint an unknown scope is an invalid request, with its own number. */
export function parseTokenScope(
  text: string,
  app: AppRegistration,
  refusal: 28002 | 70011,
  apps: AppRegistration[] = [],
): Scope {
  try {
    return parseScope(text, app, apps)
  } catch (error) {
    if (error instanceof EntraError && error.row.error === 'invalid_client') {
      throw new EntraError(refusal, { scope: text })
    }
    throw error
  }
}

/** Every scope by its full name, as stored in consent. */
export const fullNames = (scope: Scope) => [
  ...scope.openId,
  ...scope.resources.flatMap(({ resource, names }) => names.map((name) => `${resource.id}/${name}`)),
]

/** The full names of those that only an administrator can grant. */
export const adminOnlyNames = (scope: Scope) =>
  scope.resources.flatMap(({ resource, names }) =>
    resource.scopes
      .filter(({ name, adminOnly }) => adminOnly && names.includes(name))
      .map(({ name }) => `${resource.id}/${name}`),
  )

/** A token is for one API: the one requested, else Graph. */
export const firstResource = (scope: Scope): ResourcePermissions =>
  scope.resources[0] ?? { resource: graph, names: [] }
