// Access tokens of apps that speak for themselves: permissions in `roles`, and nobody's `scp`.
import { type JWTPayload, SignJWT } from 'jose'
import type { AppRegistration } from '../directory/app-registration.ts'
import { graph, type Resource } from '../directory/resource.ts'
import type { Tenant } from '../directory/tenants.ts'
import type { Proof } from '../state/grant.ts'
import { type SigningKeys, signingKey } from '../state/signing-keys.ts'
import { statedClaims, tokenKindOf, verifySignature } from './access-token.ts'

/** `oid`: of the app's service principal in the tenant. */
export type AppGrant = {
  app: AppRegistration
  tenant: Tenant
  oid: string
  resource: Resource
  roles: string[]
  proof?: Proof
  /** `cp1`: the client handles claims challenges. */
  capabilities?: string[]
}

/** `at`: the endpoint that issues it. `now` in milliseconds. */
export async function signAppToken(
  keys: SigningKeys,
  at: URL,
  { app, tenant, oid, resource, roles, proof, capabilities = [] }: AppGrant,
  lifetimeSeconds: number,
  now: number,
): Promise<string> {
  const key = await signingKey(keys, tenant.kind, now)
  return new SignJWT({
    ...statedClaims({ resource, app, tenant, proof, lifetimeSeconds }, at, now),
    ...tokenKindOf(resource, 'app'),
    oid,
    ...(roles.length > 0 ? { roles } : {}),
    sub: oid,
    ...(resource === graph && capabilities.length > 0 ? { xms_cc: capabilities } : {}),
  })
    .setProtectedHeader({ typ: 'JWT', alg: 'RS256', x5t: key.kid, kid: key.kid })
    .sign(key.privateKey)
}

export type AppAccess = { clientId: string; tenantId: string; roles: string[] }

/** null: the token is a person's. Throws jose's errors. `now` in milliseconds. */
export async function verifyAppToken(
  keys: SigningKeys,
  token: string,
  resource: Resource,
  at: URL,
  now: number,
): Promise<AppAccess | null> {
  const { idtyp, appid, tid, roles }: JWTPayload = await verifySignature(keys, token, resource, at, now)
  if (idtyp !== 'app') return null
  return { clientId: String(appid), tenantId: String(tid), roles: Array.isArray(roles) ? roles : [] }
}
