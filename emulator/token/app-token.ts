// App-only access tokens: permissions in `roles`, and no `scp`.
import { SignJWT } from 'jose'
import type { AppRegistration } from '../directory/app-registration.ts'
import { graph } from '../directory/microsoft-apis.ts'
import type { Resource } from '../directory/resource.ts'
import type { Tenant } from '../directory/tenants.ts'
import type { Proof } from '../state/grant.ts'
import { type SigningKeys, signingKey } from '../state/signing-keys.ts'
import { statedClaims, tokenKindOf } from './access-token.ts'

/** `oid`: that of the app's service principal in the tenant. */
type AppGrant = {
  app: AppRegistration
  tenant: Tenant
  oid: string
  resource: Resource
  roles: string[]
  proof?: Proof
  /** `cp1`: the client handles claims challenges. */
  capabilities?: string[]
}

/** `at`: the issuing endpoint. `now` in milliseconds. */
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
