// ID tokens, version 2.0.
import { SignJWT } from 'jose'
import type { AppRegistration } from '../directory/app-registration.ts'
import { rolesOf } from '../directory/app-roles.ts'
import { issuerOf } from '../directory/issuer.ts'
import { loginHintOf } from '../directory/lookup.ts'
import { type Person, usernameOf } from '../directory/person.ts'
import { tenantOf } from '../directory/tenants.ts'
import { sha256 } from '../protocol/digest.ts'
import { randomToken } from '../protocol/random.ts'
import type { Grant } from '../state/grant.ts'
import { type SigningKeys, signingKeyFor } from '../state/signing-keys.ts'

const LIFETIME_SECONDS = 3600

/** Pairwise: another app sees the same person under another subject. */
export const subjectOf = (app: AppRegistration, person: Person) =>
  sha256(`${app.clientId} ${person.tenantId} ${person.profile.id}`)

/** Whether the owner of the e-mail address's domain was verified: an organization's own domain was, a guest's was not. */
const isDomainVerified = (person: Person) =>
  tenantOf(person).kind === 'personal' ||
  person.profile.mail?.endsWith(`@${tenantOf(person).domain}`) === true

/** The claims that are there only because the registration, the scope or the person brings them. */
function optionalClaimsOf({ app, person, sid, openId }: Grant) {
  const { mail } = person.profile
  const claims: Record<string, unknown> = { login_hint: loginHintOf(person), sid }
  const named = app.optionalClaims.map(({ name }) => name)
  const email = (named.includes('email') || openId.includes('email') || person.home) && mail
  return {
    ...Object.fromEntries(Object.entries(claims).filter(([name]) => named.includes(name))),
    ...(email ? { email: mail } : {}),
    ...(named.includes('xms_edov') ? { xms_edov: isDomainVerified(person) } : {}),
  }
}

/** `now` in milliseconds. */
export async function signIdToken(
  keys: SigningKeys,
  origin: string,
  grant: Grant,
  now: number,
): Promise<string> {
  const { app, person, nonce, openId, contexts } = grant
  const tenant = tenantOf(person)
  const { profile, home } = person
  const iat = Math.floor(now / 1000)
  const roles = rolesOf(app, person)
  const claims = {
    aud: app.clientId,
    iss: issuerOf(origin, tenant),
    iat,
    nbf: iat,
    exp: iat + LIFETIME_SECONDS,
    ...(contexts.idToken.length > 0 ? { acrs: contexts.idToken } : {}),
    aio: randomToken(48),
    ...(home ? { idp: `https://sts.windows.net/${home.tenantId}/` } : {}),
    ...optionalClaimsOf(grant),
    ...(openId.includes('profile')
      ? { name: profile.displayName, oid: profile.id, preferred_username: usernameOf(person) }
      : {}),
    ...(nonce === null ? {} : { nonce }),
    rh: `1.${randomToken(24)}.`,
    ...(roles.length > 0 ? { roles } : {}),
    sub: await subjectOf(app, person),
    tid: tenant.id,
    uti: randomToken(16),
    ver: '2.0',
  }
  const key = await signingKeyFor(keys, app, tenant.kind, now)
  return new SignJWT(claims)
    .setProtectedHeader({ typ: 'JWT', alg: 'RS256', kid: key.kid })
    .sign(key.privateKey)
}
