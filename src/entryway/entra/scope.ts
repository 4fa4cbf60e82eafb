// Scopes: which are OpenID Connect's own, and which API the others belong to.

/** OpenID Connect's own scopes, and the one for a refresh token; Entra takes them beside the scopes of any one API. */
export const OPENID_SCOPES = ['openid', 'profile', 'offline_access']

const GRAPH = 'https://graph.microsoft.com'

/** The API that a scope belongs to: what stands before the last slash; a bare name is Microsoft Graph's. */
export function resourceOf(scope: string): string {
  const slash = scope.lastIndexOf('/')
  return slash < 0 ? GRAPH : scope.slice(0, slash)
}

/** As Entra also takes it in a scope. */
export const GRAPH_APP_ID = '00000003-0000-0000-c000-000000000000'

export function isGraphScope(scope: string): boolean {
  return resourceOf(scope) === GRAPH
}

/** `…/.default` stands for all that the registration lists, and Entra does not take it beside named scopes. */
export function isDefaultScope(scope: string): boolean {
  return scope.endsWith('/.default')
}
