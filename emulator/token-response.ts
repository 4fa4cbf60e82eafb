// The success answer of the token endpoint.
import { base64url } from 'jose'
import { scopesOf, signAccessToken } from './access-token.ts'
import { signIdToken } from './id-token.ts'
import { randomBetween } from './random.ts'
import { issueRefreshToken } from './refresh-token.ts'
import type { ResourcePermissions, Scope } from './scope.ts'
import type { AppRegistration, Person, Tenant } from './seed.ts'
import type { State } from './state.ts'

export type Grant = {
  tenant: Tenant
  app: AppRegistration
  person: Person
  sid: string
  nonce: string | null
  clientInfo: boolean
  /** Everything the sign-in was for. */
  granted: Scope
  openId: string[]
  permissions: ResourcePermissions
}

// Entra picks a random lifetime of 60 to 90 minutes.
const SHORTEST_SECONDS = 3600
const LONGEST_SECONDS = 5400

export async function tokenResponse(state: State, origin: string, grant: Grant) {
  const { tenant, person, openId, permissions, clientInfo } = grant
  const lifetimeSeconds = randomBetween(SHORTEST_SECONDS, LONGEST_SECONDS)
  const isGraph = permissions.resource.tenantId === null
  const scope = scopesOf(grant).map((name) => (isGraph ? name : `${permissions.resource.id}/${name}`))
  const uid = person.profile.id
  return {
    token_type: 'Bearer',
    scope: scope.join(' '),
    expires_in: lifetimeSeconds,
    ext_expires_in: lifetimeSeconds,
    access_token: await signAccessToken(state, grant, lifetimeSeconds),
    ...(openId.includes('offline_access') ? { refresh_token: issueRefreshToken(state, grant) } : {}),
    ...(openId.includes('openid') ? { id_token: await signIdToken(state, origin, grant) } : {}),
    ...(clientInfo ? { client_info: base64url.encode(JSON.stringify({ uid, utid: tenant.id })) } : {}),
  }
}
