// A service principal as Microsoft Graph shows it.
import { appIdOf, resources } from '../../directory/resource.ts'
import type { ServicePrincipal } from '../../directory/service-principal.ts'
import type { State } from '../../state/state.ts'
import { permissionScopesOf } from './permission.ts'

type Json = Record<string, unknown>

/** null: an API of Microsoft's, whose registration is not here. */
export const appOf = (state: State, { appId }: ServicePrincipal) =>
  state.apps.find(({ clientId }) => clientId === appId) ?? null

/** The permissions that an API offers; those of an app are none here. */
function scopesOf({ appId }: ServicePrincipal): Json[] {
  const resource = resources.find((each) => appIdOf(each) === appId)
  if (!resource) return []
  return permissionScopesOf(resource).map(({ id, name, sentence, adminOnly }) => ({
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
    oauth2PermissionScopes: scopesOf(principal),
    replyUrls: app ? [...app.redirectUris, ...app.spaRedirectUris, ...app.publicClientRedirectUris] : [],
    servicePrincipalNames: [principal.appId],
    servicePrincipalType: 'Application',
    signInAudience: app?.signInAudience ?? 'AzureADMultipleOrgs',
    tags: principal.tags,
  }
}
