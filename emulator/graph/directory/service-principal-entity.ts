// A service principal as Microsoft Graph returns it.
import { resourceCalled } from '../../directory/resource.ts'
import type { ServicePrincipal } from '../../directory/service-principal.ts'
import type { State } from '../../state/state.ts'
import { appRoleOf } from './application.ts'
import { permissionScopesOf } from './permission.ts'

type Json = Record<string, unknown>

/** null: a Microsoft API, whose registration is not here. */
export const appOf = (state: State, { appId }: ServicePrincipal) =>
  state.apps.find(({ clientId }) => clientId === appId) ?? null

const NAMELESS_SCOPE = 'e0e0e0e0-0000-4000-b000-000000000042'

/** The permissions of an API, Microsoft's or an app's own. */
function scopesOf(state: State, { appId }: ServicePrincipal): Json[] {
  const resource = resourceCalled(appId, state.apps)
  if (!resource) return []
  const nameless = {
    id: NAMELESS_SCOPE,
    name: null,
    sentence: 'A permission without a name',
    adminOnly: true,
  }
  const named = permissionScopesOf(resource)
  const all = state.faults.has('directory_null_scope') ? [nameless, ...named] : named
  return all.map(({ id, name, sentence, adminOnly }) => ({
    id,
    value: name,
    type: adminOnly ? 'Admin' : 'User',
    isEnabled: true,
    adminConsentDisplayName: sentence,
    adminConsentDescription: sentence,
    userConsentDisplayName: sentence,
    userConsentDescription: sentence,
  }))
}

/** App roles of Microsoft's APIs are for apps only. */
function rolesOf(state: State, principal: ServicePrincipal): Json[] {
  const app = appOf(state, principal)
  if (app) return (app.appRoles ?? []).map(appRoleOf)
  return (resourceCalled(principal.appId, state.apps)?.roles ?? []).map(({ id, name, sentence }) =>
    appRoleOf({
      id,
      value: name,
      displayName: sentence,
      description: sentence,
      allowedMemberTypes: ['Application'],
    }),
  )
}

export function servicePrincipalOf(state: State, principal: ServicePrincipal): Json {
  const app = appOf(state, principal)
  return {
    id: principal.id,
    appId: principal.appId,
    accountEnabled: principal.enabled,
    appDisplayName: app?.displayName ?? principal.displayName,
    displayName: principal.displayName,
    appOwnerOrganizationId: app?.tenantId ?? null,
    appRoleAssignmentRequired: false,
    appRoles: rolesOf(state, principal),
    oauth2PermissionScopes: scopesOf(state, principal),
    replyUrls: app ? [...app.redirectUris, ...app.spaRedirectUris, ...app.publicClientRedirectUris] : [],
    servicePrincipalNames: [principal.appId],
    servicePrincipalType: 'Application',
    signInAudience: app?.signInAudience ?? 'AzureADMultipleOrgs',
    tags: principal.tags,
  }
}
