// Scopes: which are OpenID Connect's own, and which API the others belong to.
import { GRAPH_HOSTS } from './clouds.ts'

/** OpenID Connect's own scopes, and the one for a refresh token. Entra accepts them together with any one API's scopes. */
export const OPENID_SCOPES = ['openid', 'profile', 'offline_access']

/** Belongs to no API, whichever scopes it is combined with. */
export function isOpenIdScope(scope: string): boolean {
  return [...OPENID_SCOPES, 'email'].includes(scope.toLowerCase())
}

const GRAPH = 'https://graph.microsoft.com'
/** Entra also accepts this form in a scope. */
const GRAPH_APP_ID = '00000003-0000-0000-c000-000000000000'

/**
 * The API that a scope belongs to: what stands before the last slash. A bare name is Microsoft Graph's, which has one
 * name here however a scope spells it: another cloud's host, or its app id.
 */
export function resourceOf(scope: string): string {
  const slash = scope.lastIndexOf('/')
  const resource = scope.slice(0, Math.max(slash, 0))
  const isGraph =
    slash < 0 ||
    resource.toLowerCase() === GRAPH_APP_ID ||
    GRAPH_HOSTS.includes(URL.parse(resource)?.host ?? '')
  return isGraph ? GRAPH : resource
}

export function isGraphScope(scope: string): boolean {
  return resourceOf(scope) === GRAPH
}

/** `…/.default` means everything that the registration lists. Entra does not accept it together with named scopes. */
export function isDefaultScope(scope: string): boolean {
  return scope.endsWith('/.default')
}
