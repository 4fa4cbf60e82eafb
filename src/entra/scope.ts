// Scopes: which are OpenID Connect's own, and which API the others belong to.

/** OpenID Connect's own scopes, and the one for a refresh token; Entra takes them beside the scopes of any one API. */
export const OPENID_SCOPES = ['openid', 'profile', 'offline_access']

/** The API that a scope belongs to: what stands before the last slash; a bare name is Microsoft Graph's. */
export function resourceOf(scope: string): string {
  const slash = scope.lastIndexOf('/')
  return slash < 0 ? 'https://graph.microsoft.com' : scope.slice(0, slash)
}
