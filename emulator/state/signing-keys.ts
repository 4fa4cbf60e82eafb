// The RSA keys that sign tokens: the published key set with its certificates, the key of personal accounts, rollover.
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
  /** Of every tenant but that of the personal accounts. The first one signs. */
  published: SigningKey[]
  /** Of the personal accounts; made when it is first wanted, as few tests have to do with them. */
  personal: SigningKey[]
  /** Of the US Government's cloud: in the public set, and signing nothing here. Made when the set is first asked for. */
  foreign: SigningKey[]
  /** Of apps with claims mapping, by client id. */
  ofApps: Map<string, Promise<SigningKey>>
  /** The access tokens of personal accounts, by the opaque text that stands for them. */
  opaque: Map<string, string>
  /** Dropped from the key set; the APIs go on trusting the access tokens they signed. */
  retired: SigningKey[]
  rotationsDue: number
  ready: Promise<void>
  /** How many pairs of the pool are taken: this emulator never signs with one pair under two names. */
  pairsTaken: number
}

const CERTIFICATE_YEARS = 5
const YEAR_MS = 365 * 24 * 60 * 60 * 1000

// Making an RSA pair is most of what an emulator costs. The emulators of one isolate share pairs, each under a
// certificate and so a key id of its own; what one has signed, another does not know.
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

export async function createSigningKeys(now: number): Promise<SigningKeys> {
  const published = await Promise.all([createSigningKey(0, now), createSigningKey(1, now)])
  return {
    published,
    personal: [],
    foreign: [],
    ofApps: new Map(),
    opaque: new Map(),
    retired: [],
    rotationsDue: 0,
    ready: Promise.resolve(),
    pairsTaken: 2,
  }
}

const nextKey = (keys: SigningKeys, now: number) => createSigningKey(keys.pairsTaken++, now)

async function rotate(keys: SigningKeys, now: number): Promise<void> {
  for (const set of ['published', 'personal'] as const) {
    const [old, ...others] = keys[set]
    if (!old) continue
    keys[set] = [await nextKey(keys, now), ...others]
    keys.retired.push(old)
  }
}

async function createPersonal(keys: SigningKeys, now: number): Promise<void> {
  if (keys.personal.length > 0) return
  const [first, second] = [nextKey(keys, now), nextKey(keys, now)]
  keys.personal = [await first, await second]
}

async function createForeign(keys: SigningKeys, now: number): Promise<void> {
  if (keys.foreign.length > 0) return
  // One pair under two certificates: nobody signs with them.
  const index = keys.pairsTaken++
  keys.foreign = [await createSigningKey(index, now), await createSigningKey(index, now + 1000)]
}

/** The keys of another cloud that the public set has beside its own. */
export async function foreignKeys(keys: SigningKeys, now: number): Promise<SigningKey[]> {
  keys.ready = keys.ready.then(() => createForeign(keys, now))
  await keys.ready
  return keys.foreign
}

/** The key of an app that has one of its own. */
export function keyOfApp(keys: SigningKeys, clientId: string, now: number): Promise<SigningKey> {
  const made = keys.ofApps.get(clientId) ?? nextKey(keys, now)
  keys.ofApps.set(clientId, made)
  return made
}

/** The keys that sign for tenants of this kind as they are now, after any rollover that was asked for. */
export async function currentKeys(
  keys: SigningKeys,
  kind: Tenant['kind'],
  now: number,
): Promise<SigningKey[]> {
  while (keys.rotationsDue > 0) {
    keys.rotationsDue -= 1
    keys.ready = keys.ready.then(() => rotate(keys, now))
  }
  if (kind === 'personal') keys.ready = keys.ready.then(() => createPersonal(keys, now))
  await keys.ready
  return kind === 'personal' ? keys.personal : keys.published
}

/** The one that signs for tenants of this kind now. */
export async function signingKey(keys: SigningKeys, kind: Tenant['kind'], now: number): Promise<SigningKey> {
  const [key] = await currentKeys(keys, kind, now)
  if (!key) throw new Error('no signing key')
  return key
}

/** The one that signs this app's tokens for a tenant of this kind. */
export const signingKeyFor = (
  keys: SigningKeys,
  app: { clientId: string; ownSigningKey?: true },
  kind: Tenant['kind'],
  now: number,
): Promise<SigningKey> =>
  app.ownSigningKey ? keyOfApp(keys, app.clientId, now) : signingKey(keys, kind, now)
