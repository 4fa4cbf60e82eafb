// The authority's signing keys, cached for an hour. Fetched again if a token names an unknown key.
import * as v from 'valibot'
import { parseJson } from '../http/json.ts'
import { CACHED_NEARBY, DEADLINE_SECONDS, fetchText, OutboundError } from '../http/outbound.ts'
import { once } from '../once.ts'

/** A JSON Web Key (RFC 7517), with Entra's additional fields for the issuer and cloud it signs for. */
export type SigningKey = {
  kid?: string | undefined
  kty: 'RSA'
  n: string
  e: string
  issuer?: string | null | undefined
  cloud_instance_name?: string | null | undefined
}

const FRESH_MINUTES = 60
/** Older keys are fetched again before they are used, because Entra may have withdrawn one. */
const SERVED_STALE_HOURS = 24
/** An unknown key ID may be a rollover or an attack. One fetch in this time is enough for the former and limits the latter. */
const UNKNOWN_KEY_COOLDOWN_MINUTES = 5
const RETRY_SECONDS = 10

type Entry = { keysUri: string; keys: SigningKey[]; readAt: number; staleAt: number; mayLookAgainAt: number }
/** One authority's keys; begins as `{ entry: null }`. */
export type SigningKeyCache = { entry: Entry | null }

/**
 * The authority's keys, with the one named `kid` among them if the authority has it; a token may name none.
 * jose's own remote key set is not used: it counts its cooldown from the first fetch, so that a rollover just after it
 * stops every sign-in for the whole cooldown, and it drops good keys once a refresh fails.
 * Source: Microsoft identity platform, "Signing key rollover".
 * @param now milliseconds
 * @param waitUntil keeps the Worker alive for a refresh that this sign-in need not wait for
 * @throws {OutboundError} the key is not cached, and the authority cannot be reached
 */
export async function loadSigningKeys(
  cache: SigningKeyCache,
  keysUri: string,
  kid: string | null,
  now: number,
  waitUntil: (work: Promise<unknown>) => void,
): Promise<SigningKey[]> {
  const known = cachedKeys(cache, keysUri) ?? (await fetchFirstKeys(cache, keysUri, now))
  const unknownKid = kid !== null && !known.keys.some((key) => key.kid === kid) && now >= known.mayLookAgainAt
  if (now < known.staleAt && !unknownKid) return known.keys
  const mayServe = !unknownKid && now < known.readAt + SERVED_STALE_HOURS * 3_600_000
  const refresh = refreshKeys(known, now, unknownKid)
  if (!mayServe) return refresh
  waitUntil(refresh)
  return known.keys
}

async function refreshKeys(known: Entry, now: number, unknownKid: boolean): Promise<SigningKey[]> {
  if (unknownKid) known.mayLookAgainAt = now + UNKNOWN_KEY_COOLDOWN_MINUTES * 60_000
  const { staleAt } = known
  // Meanwhile those whose keys are known are served; counted from when it fails.
  const afterDeadline = now + (DEADLINE_SECONDS + RETRY_SECONDS) * 1000
  known.staleAt = Math.max(staleAt, afterDeadline)
  try {
    known.keys = await fetchKeys(known.keysUri, unknownKid)
    known.readAt = now
    known.staleAt = now + FRESH_MINUTES * 60_000
  } catch (error) {
    if (!(error instanceof OutboundError)) throw error
    known.staleAt = Math.max(staleAt, error.fault === 'timeout' ? afterDeadline : now + RETRY_SECONDS * 1000)
    if (unknownKid) {
      // It may be a rollover: the next sign-in tries again soon; this token could not be verified.
      known.mayLookAgainAt = now + RETRY_SECONDS * 1000
      throw error
    }
  }
  return known.keys
}

/**
 * Fetches the keys if none are cached, so that a sign-in can do so while Entra redeems its code.
 * @param now milliseconds
 * @throws {OutboundError} the authority cannot be reached
 */
export async function prepareSigningKeys(
  cache: SigningKeyCache,
  keysUri: string,
  now: number,
): Promise<void> {
  if (!cachedKeys(cache, keysUri)) await fetchFirstKeys(cache, keysUri, now)
}

function cachedKeys(cache: SigningKeyCache, keysUri: string): Entry | null {
  const known = cache.entry
  return known?.keysUri === keysUri ? known : null
}

async function fetchFirstKeys(cache: SigningKeyCache, keysUri: string, now: number): Promise<Entry> {
  const keys = await fetchKeys(keysUri, false)
  // Another sign-in may have been quicker, and have looked for an unknown key since: that look counts.
  const quicker = cachedKeys(cache, keysUri)
  if (quicker) return quicker
  const first = { keysUri, keys, readAt: now, staleAt: now + FRESH_MINUTES * 60_000, mayLookAgainAt: now }
  cache.entry = first
  return first
}

/** @param newest not from Cloudflare's cache, which without CACHED_NEARBY only has URLs with a static file's extension */
async function fetchKeys(keysUri: string, newest: boolean): Promise<SigningKey[]> {
  const headers = { accept: 'application/json' }
  const answer = await fetchText(keysUri, { headers, ...(!newest && CACHED_NEARBY) })
  if (answer.status !== 200) throw new OutboundError(`status_${answer.status}`)
  const keys = readSigningKeys(parseJson(answer.text))
  if (keys.length === 0) throw new OutboundError('not_json')
  return keys
}

const KeySet = once(() => v.object({ keys: v.custom<unknown[]>(Array.isArray) }))
const Rs256Key = once(() =>
  v.object({
    kid: v.optional(v.string()),
    kty: v.literal('RSA'),
    use: v.nullish(v.literal('sig')),
    alg: v.nullish(v.literal('RS256')),
    key_ops: v.nullish(v.custom<unknown[]>((value) => Array.isArray(value) && value.includes('verify'))),
    n: v.string(),
    e: v.string(),
    issuer: v.nullish(v.string()),
    cloud_instance_name: v.nullish(v.string()),
  }),
)

/**
 * The keys of a JWKS document that verify RS256; one of another kind, or for another use, is passed over (RFC 7517
 * section 5).
 */
export function readSigningKeys(json: unknown): SigningKey[] {
  const set = v.safeParse(KeySet(), json)
  if (!set.success) return []
  return set.output.keys.flatMap((candidate) => {
    const key = v.safeParse(Rs256Key(), candidate)
    return key.success ? [key.output] : []
  })
}
