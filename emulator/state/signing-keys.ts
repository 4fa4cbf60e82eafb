// The RSA keys that sign tokens: the published key set with certificates, personal accounts' key, rollover.
import { base64url, exportJWK } from 'jose'
import type { Tenant } from '../directory/tenants.ts'
import { generateRsaPair, selfSigned } from '../x509/self-signed.ts'

export type SigningKey = {
  kid: string
  privateKey: CryptoKey
  publicKey: CryptoKey
  jwk: { kty: string; use: 'sig'; kid: string; x5t: string; n: string; e: string; x5c: [string] }
}

export type SigningKeys = {
  /** For every tenant except that of personal accounts. The first one signs. Created on first use: many tests need no token. */
  published: SigningKey[]
  /** For personal accounts, likewise. */
  personal: SigningKey[]
  /** For the US Government cloud: in the public set, but signs nothing here. Created when the set is first fetched. */
  foreign: SigningKey[]
  /** For apps with claims mapping, by client ID. */
  ofApps: Map<string, Promise<SigningKey>>
  /** Personal accounts' access tokens, by the opaque text sent in their place. */
  opaque: Map<string, string>
  /** Dropped from the key set. The APIs still trust access tokens signed with them. */
  retired: SigningKey[]
  rotationsDue: number
  ready: Promise<void>
  /** How many of the pool's pairs are in use. An emulator never signs with one pair under two names. */
  pairsTaken: number
}

const CERTIFICATE_YEARS = 5
const YEAR_MS = 365 * 24 * 60 * 60 * 1000

// Creating RSA pairs is an emulator's main cost, so the emulators of an isolate share them. Each has its own
// certificates, and thus key IDs: one emulator's tokens are not valid in another.
const pool: CryptoKeyPair[] = []

async function pairAt(index: number): Promise<CryptoKeyPair> {
  const made = pool[index]
  if (made) return made
  const pair = await generateRsaPair()
  pool[index] = pair
  return pair
}

async function createSigningKey(index: number, now: number): Promise<SigningKey> {
  const pair = await pairAt(index)
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

export const createSigningKeys = (): SigningKeys => ({
  published: [],
  personal: [],
  foreign: [],
  ofApps: new Map(),
  opaque: new Map(),
  retired: [],
  rotationsDue: 0,
  ready: Promise.resolve(),
  pairsTaken: 0,
})

const nextKey = (keys: SigningKeys, now: number) => createSigningKey(keys.pairsTaken++, now)

async function rotate(keys: SigningKeys, now: number): Promise<void> {
  for (const set of ['published', 'personal'] as const) {
    const [old, ...others] = keys[set]
    if (!old) continue
    keys[set] = [await nextKey(keys, now), ...others]
    keys.retired.push(old)
  }
}

async function createSet(keys: SigningKeys, set: 'published' | 'personal', now: number): Promise<void> {
  if (keys[set].length > 0) return
  keys[set] = await Promise.all([nextKey(keys, now), nextKey(keys, now)])
}

async function createForeign(keys: SigningKeys, now: number): Promise<void> {
  if (keys.foreign.length > 0) return
  // One pair with two certificates is enough: nothing is signed with it.
  const index = keys.pairsTaken++
  keys.foreign = [await createSigningKey(index, now), await createSigningKey(index, now + 1000)]
}

/** Another cloud's keys, which the public set also lists. */
export async function foreignKeys(keys: SigningKeys, now: number): Promise<SigningKey[]> {
  keys.ready = keys.ready.then(() => createForeign(keys, now))
  await keys.ready
  return keys.foreign
}

/** The app's own key, if it has one. */
export function keyOfApp(keys: SigningKeys, clientId: string, now: number): Promise<SigningKey> {
  const made = keys.ofApps.get(clientId) ?? nextKey(keys, now)
  keys.ofApps.set(clientId, made)
  return made
}

/** The current signing keys for this kind of tenant, after any requested rollover. */
export async function currentKeys(
  keys: SigningKeys,
  kind: Tenant['kind'],
  now: number,
): Promise<SigningKey[]> {
  keys.ready = keys.ready.then(() => createSet(keys, 'published', now))
  while (keys.rotationsDue > 0) {
    keys.rotationsDue -= 1
    keys.ready = keys.ready.then(() => rotate(keys, now))
  }
  if (kind === 'personal') keys.ready = keys.ready.then(() => createSet(keys, 'personal', now))
  await keys.ready
  return kind === 'personal' ? keys.personal : keys.published
}

/** The key that currently signs for this kind of tenant. */
export async function signingKey(keys: SigningKeys, kind: Tenant['kind'], now: number): Promise<SigningKey> {
  const [key] = await currentKeys(keys, kind, now)
  if (!key) throw new Error('no signing key')
  return key
}

/** The key that signs this app's tokens for this kind of tenant. */
export const signingKeyFor = (
  keys: SigningKeys,
  app: { clientId: string; ownSigningKey?: true },
  kind: Tenant['kind'],
  now: number,
): Promise<SigningKey> =>
  app.ownSigningKey ? keyOfApp(keys, app.clientId, now) : signingKey(keys, kind, now)
