// The keys of a session in the store: two sealed records, and the index keys that find them without a cookie. See docs/sessions.md.
import { sha256 } from '@oslojs/crypto/sha2'
import { encodeBase64urlNoPadding } from '@oslojs/encoding'
import type { Identity } from '../entra/id-token.ts'
import { EntrywayError } from '../errors/entryway-error.ts'
import type { SessionStore } from '../store/session-store.ts'
import { SessionRecord, UseRecord } from './record.ts'
import { type SessionKeys, seal, unseal } from './seal.ts'

/** The store failed. Never a reason to treat anybody as signed in, or as signed out. */
export class StoreError extends EntrywayError {
  constructor(operation: string, cause: unknown) {
    const operator = 'the session store failed: with KV, see Cloudflare’s status'
    super('store_unavailable', { reason: `store_${operation}`, fixableBy: 'operator', operator, cause })
  }
}

const sessionKey = (id: string) => `session:${id}`
const useKey = (id: string) => `use:${id}`

/** Both records in one read; null where there is none. A record that does not open is `corrupt`, and is to be deleted. */
export async function readRecords(store: SessionStore, { id, encryptionKey }: SessionKeys) {
  const keys = [sessionKey(id), useKey(id)]
  const [sealedSession = null, sealedUse = null] = await attempt('get', () => store.get(keys))
  const session =
    sealedSession === null
      ? null
      : await unseal(SessionRecord(), sessionKey(id), sealedSession, encryptionKey)
  const use = sealedUse === null ? null : await unseal(UseRecord(), useKey(id), sealedUse, encryptionKey)
  const corrupt = (sealedSession !== null && session === null) || (sealedUse !== null && use === null)
  return { session, use, corrupt }
}

/** Writes a new session: one key for each record and each index; all of them, or none are left. */
export async function writeSession(
  store: SessionStore,
  { id, encryptionKey }: SessionKeys,
  { session, use }: { session: SessionRecord; use: UseRecord },
  ttl: { sessionSeconds: number; useSeconds: number },
): Promise<void> {
  const sealed = await seal(sessionKey(id), session, encryptionKey)
  const ttlSeconds = ttl.sessionSeconds
  const written = await Promise.allSettled([
    attempt('put', () => store.put(sessionKey(id), sealed, { ttlSeconds })),
    writeUse(store, { id, encryptionKey }, use, ttl.useSeconds),
    ...indexesOf(session.identity).map((prefix) =>
      attempt('put', () => store.put(prefix + id, '', { ttlSeconds })),
    ),
  ])
  const failure = written.find((each) => each.status === 'rejected')
  if (!failure) return
  await deleteSession(store, id, session.identity).catch(() => undefined)
  throw failure.reason
}

/** Writes what changed. It cannot bring back a session that has ended: that takes both records. */
export async function writeUse(
  store: SessionStore,
  { id, encryptionKey }: SessionKeys,
  use: UseRecord,
  ttlSeconds: number,
): Promise<void> {
  const sealed = await seal(useKey(id), use, encryptionKey)
  await attempt('put', () => store.put(useKey(id), sealed, { ttlSeconds }))
}

/** Deletes the records, and the index keys where it is known whose they are; forgotten index keys point at nothing. */
export async function deleteSession(store: SessionStore, id: string, identity?: Identity): Promise<void> {
  const indexKeys = identity ? indexesOf(identity).map((prefix) => prefix + id) : []
  const keys = [sessionKey(id), useKey(id), ...indexKeys]
  const deleted = await Promise.allSettled(keys.map((key) => attempt('delete', () => store.delete(key))))
  const failure = deleted.find((each) => each.status === 'rejected')
  if (failure) throw failure.reason
}

/** The IDs of the sessions under an index. */
export function listSessionsUnder(store: SessionStore, prefix: string): Promise<string[]> {
  return attempt('list', async () => {
    const ids: string[] = []
    for await (const { key } of store.list(prefix)) ids.push(key.slice(prefix.length))
    return ids
  })
}

/** Deletes a session that was found under an index; the index key last, so that what failed is found again. */
export async function deleteSessionUnder(store: SessionStore, prefix: string, id: string): Promise<void> {
  await deleteSession(store, id)
  await attempt('delete', () => store.delete(prefix + id))
}

/**
 * Index of an Entra session. Entra's front-channel request names no issuer, and an app that takes several tenants
 * cannot know it, so the sid alone is hashed; it is a random GUID.
 */
export const sidIndex = (sid: string) => `sid:${hash(sid.toLowerCase())}:`

/** Index of a person: tenant and object id, or issuer and subject where there is no object id. Never an e-mail address. */
export function personIndex({ tenantId, objectId, issuer, subject }: Identity): string {
  return `user:${hash(objectId === null ? `${issuer} ${subject}` : `${tenantId} ${objectId}`)}:`
}

function indexesOf(identity: Identity): string[] {
  return identity.sid === null ? [personIndex(identity)] : [personIndex(identity), sidIndex(identity.sid)]
}

/** SHA-256, base64url. */
export function hash(value: string): string {
  return encodeBase64urlNoPadding(sha256(new TextEncoder().encode(value)))
}

async function attempt<T>(operation: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    throw error instanceof StoreError ? error : new StoreError(operation, error)
  }
}
