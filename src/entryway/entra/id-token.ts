// An ID token -> the user's identity, or an error. No I/O and no clock: keys and time are arguments.
import { sha256 } from '@oslojs/crypto/sha2'
import { encodeBase64urlNoPadding } from '@oslojs/encoding'
import { EntrywayError } from '../errors/entryway-error.ts'
import { isPrintable } from '../unicode.ts'
import { isGuid, issuerOfTenant, PERSONAL_ACCOUNTS_TENANT, tenantOfIssuer } from './authority.ts'
import { displayText, protocolText, roleNames } from './claim-text.ts'
import { refused } from './id-token-error.ts'
import { verifySignature } from './id-token-signature.ts'
import type { SigningKey } from './signing-keys.ts'

/** Source: OpenID Connect Core 1.0 section 2, sub. */
const MAX_SUBJECT = 255

export type Identity = {
  issuer: string
  subject: string
  tenantId: string
  /** The person's id in the tenant; null when the token has none, and then issuer + subject identify them. */
  objectId: string | null
  /** For display only; anybody can be called anything. */
  name: string | null
  username: string | null
  roles: string[]
  /** The Entra session, for front-channel sign-out. */
  sid: string | null
  /** Opaque; given back at sign-out so that Entra shows no account picker. */
  loginHint: string | null
}

/** How the user authenticated. */
export type Authentication = {
  /** Seconds since 1970; null = unknown. */
  authTime: number | null
  /** The authentication contexts that were satisfied. */
  contexts: string[]
}

type IdTokenRules = {
  keys: SigningKey[]
  metadataIssuer: string
  /** The metadata's `cloud_instance_name`; null where it has none. */
  cloudInstanceName: string | null
  authorityTenant: string
  clientId: string
  /** The one that came with the ID token. */
  accessToken: string
  /** Empty = every tenant that the authority lets in. */
  allowedTenants: string[]
  /** Milliseconds. */
  now: number
}

/**
 * Entra dates `iat` and `nbf` 300 s before it issues a token (test/recorded/id-tokens.json), so `iat` says nothing of when
 * the sign-in began and is not compared with it: the nonce binds the token to its attempt.
 */
const CLOCK_SKEW_SECONDS = 300

const OTHER_TENANT = 'AUTHORITY or ALLOWED_TENANTS does not let this tenant in'

/**
 * Verifies the ID token of a sign-in as OpenID Connect Core 3.1.3.7 and the Microsoft identity platform ("ID tokens",
 * "Access tokens: validate the issuer") ask, the signature always.
 * @throws {EntrywayError} `id_token_refused` with the failing check as reason, `tenant_refused`
 */
export async function verifyIdToken(
  idToken: string,
  expected: IdTokenRules & { nonce: string },
): Promise<{ identity: Identity; authentication: Authentication }> {
  const { claims, identity } = await verify(idToken, expected)
  if (claims.nonce !== expected.nonce) throw refused('nonce')
  return { identity, authentication: authenticationIn(claims) }
}

/**
 * Verifies the ID token of a refresh: as the first one, and about the same person (OpenID Connect Core 12.2). It need not
 * have a nonce. Throws as `verifyIdToken`.
 */
export async function verifyRefreshedIdToken(
  idToken: string,
  expected: IdTokenRules & { person: Pick<Identity, 'issuer' | 'subject' | 'tenantId' | 'objectId'> },
): Promise<void> {
  const { identity } = await verify(idToken, expected)
  if (identity.issuer !== expected.person.issuer) throw refused('other_issuer')
  if (identity.tenantId !== expected.person.tenantId) throw refused('other_tenant')
  if (identity.subject !== expected.person.subject) throw refused('other_subject')
  // Sessions are ended by it: it must not become another one's. A token without the scope profile has none.
  const isSameObject =
    [identity.objectId, null].includes(expected.person.objectId) || identity.objectId === null
  if (!isSameObject) throw refused('other_subject')
}

async function verify(idToken: string, expected: IdTokenRules) {
  const { claims, signers } = await verifySignature(idToken, expected)

  const now = expected.now / 1000
  const expires = timeClaim(claims, 'exp')
  const issued = timeClaim(claims, 'iat')
  const notBefore = claims.nbf === undefined ? issued : timeClaim(claims, 'nbf')
  if (now >= expires + CLOCK_SKEW_SECONDS) throw refused('exp')
  if (issued > now + CLOCK_SKEW_SECONDS) throw refused('iat')
  if (notBefore > now + CLOCK_SKEW_SECONDS) throw refused('nbf')

  const { tid, iss, aud, azp, sub, ver } = claims
  if (!isGuid(tid)) throw refused('tid')
  if (iss !== issuerOfTenant(expected.metadataIssuer, tid)) throw refused('iss')
  // An authority that is named by a domain has the tenant's id in the issuer only.
  if (tenantOfIssuer(iss) !== tid) throw refused('tid')
  if (!signers.some(({ issuer }) => typeof issuer !== 'string' || issuerOfTenant(issuer, tid) === iss))
    throw refused('key_issuer')
  if ((Array.isArray(aud) && aud.length === 1 ? aud[0] : aud) !== expected.clientId) throw refused('aud')
  if (azp !== undefined && azp !== expected.clientId) throw refused('azp')
  if (ver !== '2.0') throw refused('ver')
  if (typeof sub !== 'string' || !isPrintable(sub) || sub.length > MAX_SUBJECT) throw refused('sub')
  if (claims.at_hash !== undefined && claims.at_hash !== accessTokenHash(expected.accessToken)) {
    throw refused('at_hash')
  }
  if (claims.oid !== undefined && !isGuid(claims.oid)) throw refused('oid')
  if (!isTenantAllowed(tid, expected))
    throw new EntrywayError('tenant_refused', {
      reason: 'tid',
      fixableBy: 'person',
      operator: OTHER_TENANT,
      tid,
    })

  const roles = roleNames(claims.roles)
  if (!roles) throw refused('roles')

  const identity: Identity = {
    issuer: iss,
    subject: sub,
    tenantId: tid,
    objectId: isGuid(claims.oid) ? claims.oid : null,
    name: displayText(claims.name),
    username: displayText(claims.preferred_username),
    roles,
    sid: protocolText(claims.sid),
    loginHint: protocolText(claims.login_hint),
  }
  return { claims, identity }
}

function authenticationIn({ auth_time: authTime, acrs }: Record<string, unknown>): Authentication {
  const contexts = (Array.isArray(acrs) ? acrs : [acrs]).filter((each) => /^c\d{1,2}$/.test(String(each)))
  const isTime = typeof authTime === 'number' && Number.isFinite(authTime)
  return { authTime: isTime ? authTime : null, contexts: contexts.map(String) }
}

/** Whether users of this tenant are allowed. Checked at sign-in, and again for a session if the settings have changed. */
export function isTenantAllowed(
  tenantId: string,
  rule: { authorityTenant: string; allowedTenants: string[] },
): boolean {
  const isPersonal = tenantId === PERSONAL_ACCOUNTS_TENANT
  if (rule.authorityTenant === 'organizations' && isPersonal) return false
  if (rule.authorityTenant === 'consumers' && !isPersonal) return false
  if (tenantId !== rule.authorityTenant && isGuid(rule.authorityTenant)) return false
  return rule.allowedTenants.length === 0 || rule.allowedTenants.includes(tenantId)
}

function timeClaim(claims: Record<string, unknown>, name: string): number {
  const value = claims[name]
  if (typeof value !== 'number' || !Number.isFinite(value)) throw refused(`${name}_not_a_number`)
  return value
}

/** OpenID Connect Core 3.1.3.6: the left half of the access token's SHA-256. */
function accessTokenHash(accessToken: string): string {
  return encodeBase64urlNoPadding(sha256(new TextEncoder().encode(accessToken)).slice(0, 16))
}
