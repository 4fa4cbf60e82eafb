// Access tokens, in the version chosen by the API, for the emulator's own APIs.
import { decodeProtectedHeader, type JWTPayload, jwtVerify, SignJWT } from 'jose'
import type { AppRegistration } from '../directory/app-registration.ts'
import { rolesOf } from '../directory/app-roles.ts'
import { issuerOf } from '../directory/issuer.ts'
import { graph } from '../directory/microsoft-apis.ts'
import { isHonored } from '../directory/optional-claim.ts'
import { type Person, usernameOf } from '../directory/person.ts'
import { accessTokenClaimsOf } from '../directory/registered.ts'
import { appIdOf, audienceOf, type Resource } from '../directory/resource.ts'
import { type Tenant, tenantOf } from '../directory/tenants.ts'
import { randomToken } from '../protocol/random.ts'
import type { Grant, Proof } from '../state/grant.ts'
import { currentKeys, type SigningKeys, signingKeyFor } from '../state/signing-keys.ts'
import { groupClaimsOf } from './group-claims.ts'
import { subjectOf } from './id-token.ts'
import { optionalClaimsOf } from './optional-claims.ts'

type Claims = Record<string, unknown>

/** The permissions in `scp`. For Graph they include the OpenID Connect ones. */
export const scopesOf = ({ permissions: { resource, names }, openId }: Grant) =>
  resource === graph ? [...openId.filter((name) => name !== 'offline_access'), ...names] : names

const claimOf = ({ app }: Resource, name: string) =>
  app && accessTokenClaimsOf(app).find((claim) => claim.name === name)

/** `use_guid` for an API with version 1 tokens: always its client ID. */
const audienceFor = (resource: Resource, at: URL) =>
  claimOf(resource, 'aud')?.additionalProperties.includes('use_guid')
    ? appIdOf(resource)
    : audienceOf(resource, at)

/** `idtyp`: in app-only tokens, in users' tokens if the API requests it, and in all of Graph's. */
export function tokenKindOf(resource: Resource, kind: 'app' | 'user'): Claims {
  const claim = claimOf(resource, 'idtyp')
  const told = kind === 'app' || claim?.additionalProperties.includes('include_user_token') === true
  return resource === graph || (claim && told) || (kind === 'app' && !resource.app) ? { idtyp: kind } : {}
}

type Stated = {
  resource: Resource
  app: AppRegistration
  tenant: Tenant
  proof?: Proof | undefined
  lifetimeSeconds: number
}

/** Claims in both versions, with the app's ID as `appid` or `azp`. `now` in milliseconds. */
export function statedClaims(
  { resource, app, tenant, proof, lifetimeSeconds }: Stated,
  at: URL,
  now: number,
) {
  const iat = Math.floor(now / 1000)
  const second = resource.tokenVersion === 2
  return {
    aud: audienceFor(resource, at),
    iss: second ? issuerOf(at.origin, tenant) : `https://sts.windows.net/${tenant.id}/`,
    iat,
    nbf: iat,
    exp: iat + lifetimeSeconds,
    ...(second ? { azp: app.clientId } : { app_displayname: app.displayName, appid: app.clientId }),
    ...(proof === undefined ? {} : { [second ? 'azpacr' : 'appidacr']: proof }),
    rh: `1.${randomToken(24)}.`,
    tid: tenant.id,
    uti: randomToken(16),
    ver: second ? '2.0' : '1.0',
  }
}

/** Claims about the user that version 1 always includes, and version 2 on request. */
const alwaysInFirst = ['family_name', 'given_name', 'in_corp', 'ipaddr', 'onprem_sid', 'pwd_exp', 'pwd_url']

/** The optional claims that the API has registered for its tokens. */
function registeredClaims(grant: Grant, at: URL): Claims {
  const { person, permissions, groups = [] } = grant
  const { app, tokenVersion } = permissions.resource
  const registered = (app ? accessTokenClaimsOf(app) : []).filter(({ name }) =>
    isHonored(name, 'accessToken'),
  )
  const names = tokenVersion === 2 ? [] : alwaysInFirst
  const all = [...registered, ...names.map((name) => ({ name, additionalProperties: [] }))]
  const optional = all.find(({ name }) => name === 'groups')
  return {
    ...optionalClaimsOf(
      { ...grant, openId: [...grant.openId, 'profile'] },
      all.map((claim) => ({ ...claim, essential: false })),
    ),
    ...(app
      ? groupClaimsOf(app, person, groups, {
          origin: at.origin,
          inUrl: false,
          optional: optional && { ...optional, essential: false },
        })
      : {}),
  }
}

const nameClaims = (person: Person, version: 1 | 2): Claims =>
  version === 2
    ? { preferred_username: usernameOf(person) }
    : { unique_name: usernameOf(person), upn: person.profile.userPrincipalName }

/** `at`: the issuing endpoint. `now` in milliseconds. */
export async function signAccessToken(
  keys: SigningKeys,
  at: URL,
  grant: Grant,
  lifetimeSeconds: number,
  now: number,
): Promise<string> {
  const { app, person, permissions, contexts, proof, claims } = grant
  const { resource } = permissions
  const tenant = tenantOf(person)
  const key = await signingKeyFor(keys, resource.app ?? { clientId: '' }, tenant.kind, now)
  const roles = resource.app ? rolesOf(resource.app, person) : []
  return new SignJWT({
    ...statedClaims({ resource, app, tenant, proof, lifetimeSeconds }, at, now),
    ...(contexts.accessToken.length > 0 ? { acrs: contexts.accessToken } : {}),
    ...tokenKindOf(resource, 'user'),
    name: person.profile.displayName,
    oid: person.profile.id,
    ...nameClaims(person, resource.tokenVersion ?? 1),
    ...(roles.length > 0 ? { roles } : {}),
    scp: scopesOf(grant).join(' '),
    sub: await subjectOf(app, person),
    ...(resource === graph && claims?.capabilities.length ? { xms_cc: claims.capabilities } : {}),
    ...registeredClaims(grant, at),
  })
    .setProtectedHeader({ typ: 'JWT', alg: 'RS256', x5t: key.kid, kid: key.kid })
    .sign(key.privateKey)
}

/** A personal account's access token is opaque (token-answers#personal). */
export function opaque(keys: SigningKeys, token: string): string {
  const bytes = crypto.getRandomValues(new Uint8Array(600))
  const text = `EwB${btoa(String.fromCharCode(...bytes))}`
  keys.opaque.set(text, token)
  return text
}

export type Access = { oid: string; scopes: string[] }

/** The claims of a token for this API. Throws jose's errors. `at`: the URL called. `now` in milliseconds. */
export async function verifySignature(
  keys: SigningKeys,
  given: string,
  resource: Resource,
  at: URL,
  now: number,
  requiredClaims = ['exp', 'oid'],
): Promise<JWTPayload> {
  const token = keys.opaque.get(given) ?? given
  const { kid } = decodeProtectedHeader(token)
  const own = resource.app?.ownSigningKey ? await keys.ofApps.get(resource.app.clientId) : undefined
  const trusted = [...(await currentKeys(keys, 'work', now)), ...keys.personal, ...keys.retired]
  const key = [...trusted, ...(own ? [own] : [])].find((each) => each.kid === kid)
  if (!key) throw new TypeError('signed by an unknown key')
  const { payload } = await jwtVerify(token, key.publicKey, {
    algorithms: ['RS256'],
    audience: audienceOf(resource, at),
    currentDate: new Date(now),
    requiredClaims,
  })
  return payload
}

/** Throws jose's errors: the API answers each with 401. `at`: the URL called. `now` in milliseconds. */
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
