// ID tokens, version 2.0. Samples: id-tokens.json.
import { base64url, SignJWT } from 'jose'
import type { AppRegistration } from '../directory/app-registration.ts'
import { rolesOf } from '../directory/app-roles.ts'
import { issuerOf } from '../directory/issuer.ts'
import { type Person, usernameOf } from '../directory/person.ts'
import { personalAccounts, tenantOf } from '../directory/tenants.ts'
import { sha256 } from '../protocol/digest.ts'
import { randomToken } from '../protocol/random.ts'
import type { Grant } from '../state/grant.ts'
import { type SigningKeys, signingKeyFor } from '../state/signing-keys.ts'
import { groupClaimsOf } from './group-claims.ts'
import { optionalClaimsOf } from './optional-claims.ts'

/** Entra backdates tokens by five minutes. They live an hour (personal accounts: a day) from the moment of issue. */
const BACKDATED_SECONDS = 300
const LIFETIME_SECONDS = 3600
const PERSONAL_LIFETIME_SECONDS = 86_400

/** Pairwise: each app sees a different subject for the same user. */
export async function subjectOf(app: AppRegistration, person: Person): Promise<string> {
  const subject = await sha256(`${app.clientId} ${person.tenantId} ${person.profile.id}`)
  return tenantOf(person).kind === 'personal' ? `${'A'.repeat(21)}${subject.slice(0, 22)}` : subject
}

/** id-tokens#guest and #guest-personal. */
const identityProviderOf = (tenantId: string) =>
  tenantId === personalAccounts.id ? 'live.com' : `https://sts.windows.net/${tenantId}/`

/** What the authorization endpoint returned with the token (OpenID Connect Core 3.3.2.11). */
export type Beside = { code?: string | undefined; accessToken?: string | undefined }

async function halfHash(text: string): Promise<string> {
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text)))
  return base64url.encode(digest.slice(0, digest.length / 2))
}

async function hashesOf({ code, accessToken }: Beside): Promise<Record<string, string>> {
  return {
    ...(accessToken === undefined ? {} : { at_hash: await halfHash(accessToken) }),
    ...(code === undefined ? {} : { c_hash: await halfHash(code) }),
  }
}

/** Claims that depend on the registration, the request, the scope, or the user. */
function requestedClaimsOf(grant: Grant): Record<string, unknown> {
  const { app, person, openId, maxAge, claims } = grant
  const registered = app.optionalClaims
  const asked = (claims?.idToken ?? [])
    .filter((name) => !registered.some((claim) => claim.name === name))
    .map((name) => ({ name, essential: false }))
  const always = [
    ...(openId.includes('email') || person.home ? ['email'] : []),
    ...(maxAge ? ['auth_time'] : []),
  ].map((name) => ({ name, essential: false }))
  return optionalClaimsOf(grant, [...always, ...registered, ...asked])
}

const ofEveryToken = ['aud', 'iss', 'iat', 'nbf', 'exp']

/** As recorded: these first, the others alphabetically. */
const sorted = (claims: Record<string, unknown>) =>
  Object.fromEntries([
    ...ofEveryToken.map((name) => [name, claims[name]]),
    ...Object.entries(claims)
      .filter(([name]) => !ofEveryToken.includes(name))
      .sort(([one], [other]) => (one < other ? -1 : 1)),
  ])

/** id-tokens#personal-2025: exactly these, in this order. */
function personalClaims(all: Record<string, unknown>): Record<string, unknown> {
  const order = [
    'ver',
    'iss',
    'sub',
    'aud',
    'exp',
    'iat',
    'nbf',
    'name',
    'preferred_username',
    'oid',
    'email',
  ]
  const { sid, uti, rh, ...claims } = all
  const names = [...order, 'tid', 'nonce', 'aio', ...Object.keys(claims)]
  return Object.fromEntries(
    [...new Set(names)].flatMap((name) => (claims[name] === undefined ? [] : [[name, claims[name]]])),
  )
}

/** `now` in milliseconds. */
export async function signIdToken(
  keys: SigningKeys,
  origin: string,
  grant: Grant,
  now: number,
  beside: Beside | null = null,
): Promise<string> {
  const { app, person, nonce, openId, contexts, sid, groups = [] } = grant
  const tenant = tenantOf(person)
  const isPersonal = tenant.kind === 'personal'
  const { profile, home } = person
  const issued = Math.floor(now / 1000)
  const roles = rolesOf(app, person)
  const optional = app.optionalClaims.find(({ name }) => name === 'groups')
  const claims = {
    aud: app.clientId,
    iss: issuerOf(origin, tenant),
    iat: issued - BACKDATED_SECONDS,
    nbf: issued - BACKDATED_SECONDS,
    exp: issued + (isPersonal ? PERSONAL_LIFETIME_SECONDS : LIFETIME_SECONDS),
    ...(contexts.idToken.length > 0 ? { acrs: contexts.idToken } : {}),
    aio: randomToken(48),
    ...(await hashesOf(beside ?? {})),
    ...(home ? { idp: identityProviderOf(home.tenantId) } : {}),
    ...(openId.includes('profile')
      ? { name: profile.displayName, oid: profile.id, preferred_username: usernameOf(person) }
      : {}),
    ...requestedClaimsOf(grant),
    ...(nonce === null ? {} : { nonce }),
    rh: `1.${randomToken(24)}.`,
    ...(roles.length > 0 ? { roles } : {}),
    ...groupClaimsOf(app, person, groups, { origin, inUrl: beside !== null, optional }),
    sid,
    sub: await subjectOf(app, person),
    tid: tenant.id,
    uti: randomToken(16),
    ver: '2.0',
  }
  const key = await signingKeyFor(keys, app, tenant.kind, now)
  return new SignJWT(isPersonal ? personalClaims(claims) : sorted(claims))
    .setProtectedHeader({ typ: 'JWT', alg: 'RS256', kid: key.kid })
    .sign(key.privateKey)
}
