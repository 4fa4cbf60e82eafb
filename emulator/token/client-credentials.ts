// The client credentials grant (RFC 6749 section 4.4): an app gets a token of its own for one tenant, with the
// application permissions that an administrator has granted it.
import type { Context } from 'hono'
import type { AppRegistration } from '../directory/app-registration.ts'
import { grantedRoles } from '../directory/application-permission.ts'
import type { Authority } from '../directory/authority.ts'
import { findResource, type Resource } from '../directory/resource.ts'
import { findServicePrincipal } from '../directory/service-principal.ts'
import type { Tenant } from '../directory/tenants.ts'
import { readClaimsWithoutPage } from '../protocol/claims-request.ts'
import { EntraError } from '../protocol/entra-error.ts'
import { type Parameters, required } from '../protocol/parameters.ts'
import type { State } from '../state/state.ts'
import { signAppToken } from './app-token.ts'
import { authenticateClient } from './client-authentication.ts'

const LIFETIME_SECONDS = 3599

/** There is no user, so the tenant is the authority's. */
function checkTenant({ path, tenant }: Authority): Tenant {
  if (path === 'organizations') throw new EntraError(50059)
  if (!tenant || tenant.kind === 'personal') throw new EntraError(9001023)
  return tenant
}

const authenticate = (c: Context, state: State, authority: Authority, posted: Parameters) =>
  authenticateClient(c, state, authority, posted).catch((error: unknown) => {
    // This grant has its own number for the same error.
    throw error instanceof EntraError && error.row.number === 7000218 ? new EntraError(7000216) : error
  })

/** All permissions for one API; an app cannot request only some of them. */
function readScope({ apps }: State, scope: string, tenant: Tenant): Resource {
  const match = /^(\S+)\/\.default$/i.exec(scope.trim())
  if (!match?.[1]) throw new EntraError(1002012, { scope })
  return findResource(match[1], tenant, apps)
}

function principalOf({ servicePrincipals }: State, tenant: Tenant, app: AppRegistration) {
  const principal = findServicePrincipal(servicePrincipals, tenant.id, app.clientId)
  if (!principal) throw new EntraError(700016, { client: app.clientId, tenant: tenant.displayName })
  return principal
}

/** The token endpoint's response: an access token without a refresh token. */
export async function appTokenResponse(c: Context, state: State, authority: Authority, posted: Parameters) {
  const tenant = checkTenant(authority)
  const scope = required(posted, 'scope')
  const app = await authenticate(c, state, authority, posted)
  const resource = readScope(state, scope, tenant)
  const { id: oid } = principalOf(state, tenant, app)
  const { capabilities } = readClaimsWithoutPage(posted.get('claims'), [])
  const proof = posted.get('client_assertion') === null ? ('1' as const) : ('2' as const)
  const roles = grantedRoles(state.applicationPermissions.get(app.clientId) ?? [], resource, state.apps)
  const granted = { app, tenant, oid, resource, roles, proof, capabilities }
  return {
    token_type: 'Bearer',
    expires_in: LIFETIME_SECONDS,
    ext_expires_in: LIFETIME_SECONDS,
    access_token: await signAppToken(state.keys, new URL(c.req.url), granted, LIFETIME_SECONDS, state.now()),
  }
}
