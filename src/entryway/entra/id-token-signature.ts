// An ID token's signature: a JWS in its compact form (RFC 7515 section 7.1), accepted only as Entra writes it. No I/O.
import { compactVerify } from 'jose'
import * as base64url from 'jose/base64url'
import { refused } from './id-token-error.ts'
import type { SigningKey } from './signing-keys.ts'

type Json = Record<string, unknown>

const RS256 = { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' }

/** A byte-order mark or a wrong byte is an error, not something to leave out. */
const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

type Keys = { keys: SigningKey[]; cloudInstanceName: string | null }

/** The key id that a token names, to look its key up by; null when it names none. */
export function keyIdOf(idToken: string): string | null {
  const header = readJwsHeader(idToken)
  if (!header) throw refused('not_a_jwt')
  const { kid, typ } = header
  if (typ !== undefined && typ !== 'JWT') throw refused('typ')
  if (kid === undefined) return null
  if (typeof kid !== 'string' || kid === '') throw refused('kid')
  return kid
}

/**
 * The claims, and the keys that signed them. A set may have a key ID twice, for two issuers or two keys: each key that matches
 * the signature counts.
 */
export async function verifySignature(idToken: string, expected: Keys) {
  const verified = await Promise.all(
    keysFor(idToken, expected).map(async (key) => ({ key, claims: await verifyJws(idToken, key) })),
  )
  const signed = verified.filter(({ claims }) => claims !== null)
  const claims = signed[0]?.claims ?? null
  if (signed.length === 0) throw refused('signature')
  if (claims === null) throw refused('not_an_object')
  return { claims, signers: signed.map(({ key }) => key) }
}

/** OpenID Connect Core 10.1: a token need not name its key where the authority has one. */
function keysFor(idToken: string, { keys, cloudInstanceName }: Keys): SigningKey[] {
  const kid = keyIdOf(idToken)
  if (kid === null && keys.length !== 1) throw refused('kid')
  const named = kid === null ? keys : keys.filter((key) => key.kid === kid)
  if (named.length === 0) throw refused('unknown_key')
  // The public key set has keys of the US Government cloud under the public issuer (test/recorded/keys.json).
  const ofCloud = named.filter(({ cloud_instance_name: cloud }) => isSameCloud(cloud, cloudInstanceName))
  if (ofCloud.length === 0) throw refused('key_cloud')
  return ofCloud
}

const isSameCloud = (one: string | null | undefined, other: string | null) =>
  typeof one !== 'string' || other === null || one === other

/**
 * The header, which names the key and is trusted for nothing else; null when the text is not three parts in strict
 * base64url (no padding, no blanks, one spelling for each value) or its header is not an object.
 */
function readJwsHeader(jws: string): Json | null {
  const parts = jws.split('.')
  if (parts.length !== 3 || !parts.every(isStrictBase64url)) return null
  return readObject(base64url.decode(parts[0] ?? ''))
}

/** The payload's object when this key signed it with RS256; null = refused, undefined = signed, but no object. */
async function verifyJws(jws: string, { kty, n, e }: SigningKey): Promise<Json | null | undefined> {
  try {
    const publicKey = await crypto.subtle.importKey('jwk', { kty, n, e }, RS256, false, ['verify'])
    const { payload } = await compactVerify(jws, publicKey, { algorithms: ['RS256'] })
    return readObject(payload) ?? undefined
  } catch {
    return null
  }
}

/** Whether there is no other text for the same bytes. */
function isStrictBase64url(part: string): boolean {
  if (!/^[A-Za-z0-9_-]+$/.test(part)) return false
  try {
    return base64url.encode(base64url.decode(part)) === part
  } catch {
    return false
  }
}

function readObject(bytes: Uint8Array): Json | null {
  try {
    const json: unknown = JSON.parse(utf8.decode(bytes))
    return typeof json === 'object' && json !== null && !Array.isArray(json) ? (json as Json) : null
  } catch {
    return null
  }
}
