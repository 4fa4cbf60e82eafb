// Access tokens of apps that speak for themselves, version 1.0: permissions in `roles`, and nobody's `scp`.
import { type JWTPayload, SignJWT } from 'jose'
import type { AppRegistration } from '../directory/app-registration.ts'
import { audienceOf, type Resource } from '../directory/resource.ts'
import type { Tenant } from '../directory/tenants.ts'
import { randomToken } from '../protocol/random.ts'
import { type SigningKeys, signingKey } from '../state/signing-keys.ts'
import { verifySignature } from './access-token.ts'

/** `oid`: of the app's service principal in the tenant. */
export type AppGrant = {
  app: AppRegistration
  tenant: Tenant
  oid: string
  resource: Resource
  roles: string[]
}

/** `at`: the endpoint that issues it. `now` in milliseconds. */
export async function signAppToken(
  keys: SigningKeys,
  at: URL,
  { app, tenant, oid, resource, roles }: AppGrant,
  lifetimeSeconds: number,
  now: number,
): Promise<string> {
  const iat = Math.floor(now / 1000)
  const key = await signingKey(keys, tenant.kind, now)
  return new SignJWT({
    aud: audienceOf(resource, at),
    iss: `https://sts.windows.net/${tenant.id}/`,
    iat,
    nbf: iat,
    exp: iat + lifetimeSeconds,
    app_displayname: app.displayName,
    appid: app.clientId,
    idtyp: 'app',
    oid,
    ...(roles.length > 0 ? { roles } : {}),
    sub: oid,
    tid: tenant.id,
    uti: randomToken(16),
    ver: '1.0',
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
