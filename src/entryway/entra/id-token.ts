// An ID token -> the person it is about, or a refusal. No I/O and no clock of its own: keys and time are passed in.
import { sha256 } from '@oslojs/crypto/sha2'
import { encodeBase64urlNoPadding } from '@oslojs/encoding'
import { compactVerify, decodeProtectedHeader } from 'jose'
import { Refusal } from '../errors/errors.ts'
import { isGuid, issuerOfTenant, PERSONAL_ACCOUNTS_TENANT, tenantOfIssuer } from './authority.ts'
import type { SigningKey } from './signing-keys.ts'

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

type IdTokenExpectation = {
  keys: SigningKey[]
  metadataIssuer: string
  authorityTenant: string
  clientId: string
  nonce: string
  accessToken: string
  /** Empty = every tenant that the authority lets in. */
  allowedTenants: string[]
  /** Milliseconds. */
  now: number
}

const RS256 = { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' }
/**
 * Entra dates `iat` and `nbf` 300 s before it issues a token (test/recorded/id-tokens.json), so `iat` says nothing of when
 * the sign-in began and is not compared with it: the nonce binds the token to its attempt.
 */
const CLOCK_SKEW_SECONDS = 300
const DISPLAY_CHARACTERS = 256
const PROTOCOL_CHARACTERS = 1024
const MAX_ROLES = 100

/** The key id that a token names, to look its key up by; the header is not trusted for anything else. */
export function keyIdOf(idToken: string): string {
  try {
    const { kid } = decodeProtectedHeader(idToken)
    if (typeof kid === 'string' && kid !== '') return kid
  } catch {
    throw refused('not_a_jwt')
  }
  throw refused('kid')
}

/**
 * Verifies an ID token as OpenID Connect Core 3.1.3.7 and the Microsoft identity platform ("ID tokens", "Access
 * tokens: validate the issuer") ask, the signature always.
 * @throws {Refusal} `id_token_refused` with the failing check as reason, `tenant_refused`
 */
export async function verifyIdToken(idToken: string, expected: IdTokenExpectation): Promise<Identity> {
  const kid = keyIdOf(idToken)
  const key = expected.keys.find((candidate) => candidate.kid === kid)
  if (!key) throw refused('unknown_key')
  const claims = await verifySignature(idToken, key)

  const now = expected.now / 1000
  const expires = timeClaim(claims, 'exp')
  const issued = timeClaim(claims, 'iat')
  const notBefore = claims.nbf === undefined ? issued : timeClaim(claims, 'nbf')
  if (now >= expires + CLOCK_SKEW_SECONDS) throw refused('exp')
  if (issued > now + CLOCK_SKEW_SECONDS) throw refused('iat')
  if (notBefore > now + CLOCK_SKEW_SECONDS) throw refused('nbf')

  const { tid, iss, aud, azp, sub, nonce, ver } = claims
  if (!isGuid(tid)) throw refused('tid')
  if (iss !== issuerOfTenant(expected.metadataIssuer, tid)) throw refused('iss')
  // An authority that is named by a domain has the tenant's id in the issuer only.
  if (tenantOfIssuer(iss) !== tid) throw refused('tid')
  if (key.issuer !== undefined && issuerOfTenant(key.issuer, tid) !== iss) throw refused('key_issuer')
  if (aud !== expected.clientId) throw refused('aud')
  if (azp !== undefined && azp !== expected.clientId) throw refused('azp')
  if (ver !== '2.0') throw refused('ver')
  if (nonce !== expected.nonce) throw refused('nonce')
  if (typeof sub !== 'string' || sub === '' || sub.length > 255) throw refused('sub')
  if (claims.at_hash !== undefined && claims.at_hash !== accessTokenHash(expected.accessToken)) {
    throw refused('at_hash')
  }
  if (claims.oid !== undefined && !isGuid(claims.oid)) throw refused('oid')
  if (!tenantMayEnter(tid, expected)) throw new Refusal('tenant_refused', { reason: 'tid', tid })

  return {
    issuer: iss,
    subject: sub,
    tenantId: tid,
    objectId: isGuid(claims.oid) ? claims.oid : null,
    name: displayText(claims.name),
    username: displayText(claims.preferred_username),
    roles: roleNames(claims.roles),
    sid: protocolText(claims.sid),
    loginHint: protocolText(claims.login_hint),
  }
}

/** Whether a person of this tenant may be here: asked at sign-in, and again of a session when settings have changed. */
export function tenantMayEnter(
  tenantId: string,
  rule: { authorityTenant: string; allowedTenants: string[] },
): boolean {
  const isPersonal = tenantId === PERSONAL_ACCOUNTS_TENANT
  if (rule.authorityTenant === 'organizations' && isPersonal) return false
  if (rule.authorityTenant === 'consumers' && !isPersonal) return false
  if (tenantId !== rule.authorityTenant && isGuid(rule.authorityTenant)) return false
  return rule.allowedTenants.length === 0 || rule.allowedTenants.includes(tenantId)
}

async function verifySignature(idToken: string, { kty, n, e }: SigningKey): Promise<Record<string, unknown>> {
  try {
    const publicKey = await crypto.subtle.importKey('jwk', { kty, n, e }, RS256, false, ['verify'])
    const { payload } = await compactVerify(idToken, publicKey, { algorithms: ['RS256'] })
    const claims: unknown = JSON.parse(new TextDecoder().decode(payload))
    if (typeof claims === 'object' && claims !== null) return claims as Record<string, unknown>
  } catch {
    throw refused('signature')
  }
  throw refused('not_an_object')
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

/** Control characters and marks that turn the reading direction around could make a name pass for page text. */
function displayText(value: unknown): string | null {
  if (typeof value !== 'string') return null
  const text = value.slice(0, DISPLAY_CHARACTERS).replace(/[\p{Cc}\p{Cf}\u2028\u2029]/gu, '')
  return text.trim() === '' ? null : text.toWellFormed()
}

function protocolText(value: unknown): string | null {
  return typeof value === 'string' && value !== '' && value.length <= PROTOCOL_CHARACTERS ? value : null
}

function roleNames(value: unknown): string[] {
  if (!Array.isArray(value)) return []
  return value
    .slice(0, MAX_ROLES)
    .map(displayText)
    .filter((role) => role !== null)
}

/** What the operator can do about a check that failed; each check is a fixed word of the log. */
const OPERATOR: Record<string, string> = {
  exp: 'the ID token has expired: a clock is wrong',
  iat: 'the ID token is from the future: a clock is wrong',
  nbf: 'the ID token is from the future: a clock is wrong',
  aud: 'the ID token is for another app: check CLIENT_ID',
  iss: 'the ID token is from another issuer: check AUTHORITY',
  tid: 'the ID token is from another tenant: check AUTHORITY',
  ver: 'the ID token is not of version 2.0: check AUTHORITY',
  nonce: 'the ID token belongs to another sign-in: somebody may be replaying tokens',
  unknown_key: 'the ID token is signed with a key that the authority does not publish: npm run doctor',
  signature: 'the signature of the ID token is wrong: something on the way may have changed it',
}

function refused(check: string): Refusal {
  return new Refusal('id_token_refused', {
    reason: check,
    settledBy: 'operator',
    operator: OPERATOR[check] ?? 'the ID token is not one that Entra issues for this app: npm run doctor',
  })
}
