// Access tokens, version 1.0: what the APIs of the emulator accept.
import { decodeProtectedHeader, jwtVerify, SignJWT } from 'jose'
import { subjectOf } from './id-token.ts'
import { randomToken } from './random.ts'
import type { Resource } from './resource.ts'
import { currentKeys } from './signing-keys.ts'
import type { State } from './state.ts'
import type { Grant } from './token-response.ts'

/** The permissions in `scp`; Graph serves the OpenID Connect ones too. */
export const scopesOf = ({ permissions: { resource, names }, openId }: Grant) =>
  resource.tenantId === null ? [...openId.filter((name) => name !== 'offline_access'), ...names] : names

export async function signAccessToken(state: State, grant: Grant, lifetimeSeconds: number): Promise<string> {
  const { tenant, app, person, permissions } = grant
  const iat = Math.floor(state.now() / 1000)
  const [key] = await currentKeys(state.keys, state.now())
  if (!key) throw new Error('no signing key')
  return new SignJWT({
    aud: permissions.resource.id,
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

/** Throws jose's errors: the API says 401 to each of them. */
export async function verifyAccessToken(state: State, token: string, resource: Resource): Promise<Access> {
  const { kid } = decodeProtectedHeader(token)
  const keys = [...(await currentKeys(state.keys, state.now())), ...state.keys.retired]
  const key = keys.find((each) => each.kid === kid)
  if (!key) throw new TypeError('signed by an unknown key')
  const { payload } = await jwtVerify(token, key.publicKey, {
    algorithms: ['RS256'],
    audience: resource.id,
    currentDate: new Date(state.now()),
    requiredClaims: ['exp', 'oid', 'scp'],
  })
  return { oid: String(payload.oid), scopes: String(payload.scp).split(' ') }
}
