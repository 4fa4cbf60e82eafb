// ID tokens, version 2.0.
import { SignJWT } from 'jose'
import { sha256 } from './digest.ts'
import { loginHintOf } from './directory.ts'
import type { Grant } from './grant.ts'
import { issuerOf } from './issuer.ts'
import { randomToken } from './random.ts'
import type { AppRegistration, Person } from './seed.ts'
import { currentKeys, type SigningKeys } from './signing-keys.ts'

const LIFETIME_SECONDS = 3600

/** Pairwise: another app sees the same person under another subject. */
export const subjectOf = (app: AppRegistration, person: Person) =>
  sha256(`${app.clientId} ${person.tenantId} ${person.profile.id}`)

/** `now` in milliseconds. */
export async function signIdToken(
  keys: SigningKeys,
  origin: string,
  grant: Grant,
  now: number,
): Promise<string> {
  const { tenant, app, person, sid, nonce, openId } = grant
  const { profile } = person
  const iat = Math.floor(now / 1000)
  const claims = {
    aud: app.clientId,
    iss: issuerOf(origin, tenant),
    iat,
    nbf: iat,
    exp: iat + LIFETIME_SECONDS,
    aio: randomToken(48),
    ...(openId.includes('email') && profile.mail ? { email: profile.mail } : {}),
    login_hint: loginHintOf(person),
    ...(openId.includes('profile')
      ? { name: profile.displayName, oid: profile.id, preferred_username: profile.userPrincipalName }
      : {}),
    ...(nonce === null ? {} : { nonce }),
    rh: `1.${randomToken(24)}.`,
    sid,
    sub: await subjectOf(app, person),
    tid: tenant.id,
    uti: randomToken(16),
    ver: '2.0',
  }
  const [key] = await currentKeys(keys, now)
  if (!key) throw new Error('no signing key')
  return new SignJWT(claims)
    .setProtectedHeader({ typ: 'JWT', alg: 'RS256', kid: key.kid })
    .sign(key.privateKey)
}
