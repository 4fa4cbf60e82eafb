// Access tokens, version 1.0: what the APIs of the emulator accept.
import { decodeProtectedHeader, type JWTPayload, jwtVerify, SignJWT } from 'jose'
import { audienceOf, graph, type Resource } from '../directory/resource.ts'
import { tenantOf } from '../directory/tenants.ts'
import { randomToken } from '../protocol/random.ts'
import type { Grant } from '../state/grant.ts'
import { currentKeys, type SigningKeys, signingKey } from '../state/signing-keys.ts'
import { subjectOf } from './id-token.ts'

/** The permissions in `scp`; Graph serves the OpenID Connect ones too. */
export const scopesOf = ({ permissions: { resource, names }, openId }: Grant) =>
  resource === graph ? [...openId.filter((name) => name !== 'offline_access'), ...names] : names

/** `at`: the endpoint that issues it. `now` in milliseconds. */
export async function signAccessToken(
  keys: SigningKeys,
  at: URL,
  grant: Grant,
  lifetimeSeconds: number,
  now: number,
): Promise<string> {
  const { app, person, permissions, contexts } = grant
  const tenant = tenantOf(person)
  const iat = Math.floor(now / 1000)
  const key = await signingKey(keys, tenant.kind, now)
  return new SignJWT({
    ...(contexts.accessToken.length > 0 ? { acrs: contexts.accessToken } : {}),
    aud: audienceOf(permissions.resource, at),
    iss: `https://sts.windows.net/${tenant.id}/`,
    iat,
    nbf: iat,
    exp: iat + lifetimeSeconds,
    appid: app.clientId,
    name: person.profile.displayName,
    oid: person.profile.id,
    scp: scopesOf(grant).join(' '),
    sub: await subjectOf(app, person),
    tid: tenant.id,
    upn: person.profile.userPrincipalName,
    uti: randomToken(16),
    ver: '1.0',
  })
    .setProtectedHeader({ typ: 'JWT', alg: 'RS256', x5t: key.kid, kid: key.kid })
    .sign(key.privateKey)
}

export type Access = { oid: string; scopes: string[] }

/** The claims of a token for this API. Throws jose's errors. `at`: where it was called. `now` in milliseconds. */
export async function verifySignature(
  keys: SigningKeys,
  token: string,
  resource: Resource,
  at: URL,
  now: number,
  requiredClaims = ['exp', 'oid'],
): Promise<JWTPayload> {
  const { kid } = decodeProtectedHeader(token)
  const trusted = [...(await currentKeys(keys, 'work', now)), ...keys.personal, ...keys.retired]
  const key = trusted.find((each) => each.kid === kid)
  if (!key) throw new TypeError('signed by an unknown key')
  const { payload } = await jwtVerify(token, key.publicKey, {
    algorithms: ['RS256'],
    audience: audienceOf(resource, at),
    currentDate: new Date(now),
    requiredClaims,
  })
  return payload
}

/** Throws jose's errors: the API says 401 to each of them. `at`: where it was called. `now` in milliseconds. */
export async function verifyAccessToken(
  keys: SigningKeys,
  token: string,
  resource: Resource,
  at: URL,
  now: number,
): Promise<Access> {
  const payload = await verifySignature(keys, token, resource, at, now, ['exp', 'oid', 'scp'])
  return { oid: String(payload.oid), scopes: String(payload.scp).split(' ') }
}
