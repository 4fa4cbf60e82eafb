// Tokens on demand: as a sign-in would issue them, but with any claims.
import { decodeJwt, decodeProtectedHeader, SignJWT } from 'jose'
import type { AppRegistration } from '../directory/app-registration.ts'
import { grantedRoles } from '../directory/application-permission.ts'
import { type Person, usernameOf } from '../directory/person.ts'
import { findResource } from '../directory/resource.ts'
import { firstResource, parseScope } from '../directory/scope.ts'
import { findServicePrincipal } from '../directory/service-principal.ts'
import { type Tenant, tenantOf } from '../directory/tenants.ts'
import { noContexts } from '../protocol/authentication-context.ts'
import { signingKey } from '../state/signing-keys.ts'
import type { State } from '../state/state.ts'
import { signAccessToken } from '../token/access-token.ts'
import { signAppToken } from '../token/app-token.ts'
import { signIdToken } from '../token/id-token.ts'
import { personCalled } from './person.ts'
import type { TokenRequest } from './token-request.ts'

const LIFETIME_SECONDS = 3600
const PUBLIC = 'https://login.microsoftonline.com'

function appCalled({ apps }: State, name: string): AppRegistration {
  const app = apps.find(({ clientId, displayName }) => clientId === name || displayName === name)
  if (app) return app
  throw new RangeError(
    `app: there is no app ${name}. There are ${apps.map((each) => each.displayName).join(', ')}`,
  )
}

function appToken(state: State, app: AppRegistration, asked: TokenRequest, at: URL): Promise<string> {
  const tenant = tenantOf(app)
  const api = (asked.scope ?? 'https://graph.microsoft.com/.default').replace(/\/\.default$/, '')
  const resource = findResource(api, tenant, state.apps)
  const oid = findServicePrincipal(state.servicePrincipals, tenant.id, app.clientId)?.id ?? app.objectId
  const granted = grantedRoles(state.applicationPermissions.get(app.clientId) ?? [], resource, state.apps)
  const grant = { app, tenant, oid, resource, roles: asked.roles ?? granted }
  return signAppToken(state.keys, at, grant, asked.expiresIn ?? LIFETIME_SECONDS, state.now())
}

/** Throws RangeError if the person is in another tenant than a single-tenant app. */
function checkTenant(app: AppRegistration, person: Person): void {
  if (app.signInAudience !== 'AzureADMyOrg' || person.tenantId === app.tenantId) return
  const [own, other] = [tenantOf(app).displayName, tenantOf(person).displayName]
  throw new RangeError(
    `person: ${app.displayName} signs in people of ${own} only, and ${usernameOf(person)} is in ${other}`,
  )
}

function personToken(state: State, app: AppRegistration, name: string, asked: TokenRequest, at: URL) {
  const person = personCalled(state.people, name)
  checkTenant(app, person)
  const scope = parseScope(asked.scope ?? 'openid profile', app, state.apps)
  const grant = {
    app,
    person,
    sid: crypto.randomUUID(),
    nonce: asked.nonce ?? null,
    contexts: noContexts,
    clientInfo: false,
    granted: scope,
    openId: scope.openId,
    permissions: firstResource(scope),
    groups: state.groups,
  }
  const now = state.now()
  return asked.kind === 'id'
    ? signIdToken(state.keys, at.origin, grant, now)
    : signAccessToken(state.keys, at, grant, asked.expiresIn ?? LIFETIME_SECONDS, now)
}

async function withClaims(state: State, token: string, { kind }: Tenant, asked: TokenRequest) {
  const { claims = {}, expiresIn } = asked
  const now = state.now()
  const expiry = expiresIn === undefined ? {} : { exp: Math.floor(now / 1000) + expiresIn }
  const changed = Object.entries({ ...decodeJwt(token), ...expiry, ...claims }).filter(
    ([, value]) => value !== null,
  )
  const key = await signingKey(state.keys, kind, now)
  const { alg = 'RS256', ...header } = decodeProtectedHeader(token)
  return new SignJWT(Object.fromEntries(changed)).setProtectedHeader({ ...header, alg }).sign(key.privateKey)
}

/**
 * @param publicUrl default: Microsoft's own host
 *
 * Throws RangeError if there is no such app or person, EntraError if the scope is invalid.
 */
export async function mintToken(
  state: State,
  asked: TokenRequest,
  publicUrl: string = PUBLIC,
): Promise<string> {
  const app = appCalled(state, asked.app)
  const at = new URL(asked.origin ?? publicUrl)
  if (asked.person === undefined) {
    return withClaims(state, await appToken(state, app, asked, at), tenantOf(app), asked)
  }
  const token = await personToken(state, app, asked.person, asked, at)
  return withClaims(state, token, tenantOf(personCalled(state.people, asked.person)), asked)
}
