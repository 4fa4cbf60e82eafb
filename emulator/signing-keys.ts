// The RSA keys that sign tokens: the published key set with its certificates, and rollover.
import { base64url, exportJWK } from 'jose'
import { selfSigned } from './certificate.ts'

export type SigningKey = {
  kid: string
  privateKey: CryptoKey
  publicKey: CryptoKey
  jwk: { kty: string; use: 'sig'; kid: string; x5t: string; n: string; e: string; x5c: [string] }
}

export type SigningKeys = {
  /** The first one signs. */
  published: SigningKey[]
  /** Dropped from the key set; the APIs go on trusting the access tokens they signed. */
  retired: SigningKey[]
  rotationsDue: number
  ready: Promise<void>
}

const CERTIFICATE_YEARS = 5
const YEAR_MS = 365 * 24 * 60 * 60 * 1000

async function createSigningKey(now: number): Promise<SigningKey> {
  const pair = (await crypto.subtle.generateKey(
    {
      name: 'RSASSA-PKCS1-v1_5',
      modulusLength: 2048,
      publicExponent: Uint8Array.of(1, 0, 1),
      hash: 'SHA-256',
    },
    true,
    ['sign', 'verify'],
  )) as CryptoKeyPair
  const certificate = await selfSigned(pair, 'Local Entra emulator', now, now + CERTIFICATE_YEARS * YEAR_MS)
  const thumbprint = base64url.encode(new Uint8Array(await crypto.subtle.digest('SHA-1', certificate)))
  const { kty = '', n = '', e = '' } = await exportJWK(pair.publicKey)
  return {
    kid: thumbprint,
    privateKey: pair.privateKey,
    publicKey: pair.publicKey,
    jwk: {
      kty,
      use: 'sig',
      kid: thumbprint,
      x5t: thumbprint,
      n,
      e,
      x5c: [btoa(String.fromCharCode(...certificate))],
    },
  }
}

export async function createSigningKeys(now: number): Promise<SigningKeys> {
  const published = await Promise.all([createSigningKey(now), createSigningKey(now)])
  return { published, retired: [], rotationsDue: 0, ready: Promise.resolve() }
}

async function rotate(keys: SigningKeys, now: number): Promise<void> {
  const [old, ...others] = keys.published
  keys.published = [await createSigningKey(now), ...others]
  if (old) keys.retired.push(old)
}

/** The keys as they are now, after any rollover that was asked for. */
export async function currentKeys(keys: SigningKeys, now: number): Promise<SigningKey[]> {
  while (keys.rotationsDue > 0) {
    keys.rotationsDue -= 1
    keys.ready = keys.ready.then(() => rotate(keys, now))
  }
  await keys.ready
  return keys.published
}
