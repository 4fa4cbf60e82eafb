// The scope parameter: OpenID Connect scopes and, for each API, the permissions asked of it.

import { EntraError } from '../protocol/entra-error.ts'
import type { AppRegistration } from './app-registration.ts'
import { findResource, graph, type Resource, rankOf } from './resource.ts'

export const openIdScopes = ['openid', 'profile', 'email', 'offline_access']

export type ResourcePermissions = { resource: Resource; names: string[] }

/** Resources in their own order, Graph first. */
export type Scope = { openId: string[]; resources: ResourcePermissions[] }

function splitScope(text: string, tenantId: string): { resource: Resource; name: string } {
  const slash = text.lastIndexOf('/')
  const resourceId = slash < 0 ? graph.id : text.slice(0, slash)
  const resource = findResource(resourceId, tenantId)
  if (!resource) throw new EntraError(500011, { resource: resourceId, tenant: tenantId })
  return { resource, name: text.slice(slash + 1) }
}

/** The permissions that one scope stands for; `.default` stands for those of the registration. */
function permissionsOf(text: string, app: AppRegistration): ResourcePermissions {
  const { resource, name } = splitScope(text, app.tenantId)
  if (name.toLowerCase() === '.default') {
    const names = app.permissions
      .map((permission) => splitScope(permission, app.tenantId))
      .flatMap((each) => (each.resource === resource ? [each.name] : []))
    if (names.length === 0) throw new EntraError(650056, { resource: resource.displayName })
    return { resource, names }
  }
  const known = resource.scopes.find((scope) => scope.name.toLowerCase() === name.toLowerCase())
  if (!known) throw new EntraError(650053, { app: app.displayName, scope: name, resource: resource.id })
  return { resource, names: [known.name] }
}

export function parseScope(text: string, app: AppRegistration): Scope {
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
  for (const { resource, names } of others.map((word) => permissionsOf(word, app))) {
    const same = resources.find((each) => each.resource === resource)
    if (same) same.names = [...new Set([...same.names, ...names])]
    else resources.push({ resource, names })
  }
  return { openId, resources: resources.sort((a, b) => rankOf(a.resource) - rankOf(b.resource)) }
}

/** At the token endpoint an unknown scope is the fault of the request, with a number of its own. */
export function parseTokenScope(text: string, app: AppRegistration, refusal: 28002 | 70011): Scope {
  try {
    return parseScope(text, app)
  } catch (error) {
    if (error instanceof EntraError && error.row.error === 'invalid_client') {
      throw new EntraError(refusal, { scope: text })
    }
    throw error
  }
}

/** Every scope by its full name, as consent is remembered. */
export const fullNames = (scope: Scope) => [
  ...scope.openId,
  ...scope.resources.flatMap(({ resource, names }) => names.map((name) => `${resource.id}/${name}`)),
]

/** Those, by their full names, that only an administrator can grant. */
export const adminOnlyNames = (scope: Scope) =>
  scope.resources.flatMap(({ resource, names }) =>
    resource.scopes
      .filter(({ name, adminOnly }) => adminOnly && names.includes(name))
      .map(({ name }) => `${resource.id}/${name}`),
  )

/** A token is for one API: the one asked for, else Graph. */
export const firstResource = (scope: Scope): ResourcePermissions =>
  scope.resources[0] ?? { resource: graph, names: [] }
