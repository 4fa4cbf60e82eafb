// Sessions in Workers KV: two sealed records and the index keys that find them without a cookie. See docs/sessions.md.
import { sha256 } from '@oslojs/crypto/sha2'
import { encodeBase64urlNoPadding } from '@oslojs/encoding'
import type { Identity } from '../entra/id-token.ts'
import { SessionRecord, UseRecord } from './record.ts'
import { type SessionKeys, seal, unseal } from './seal.ts'

/** KV did not do what was asked. Never a reason to treat anybody as signed in, or as signed out. */
export class StoreError extends Error {
  constructor(operation: string, cause: unknown) {
    super(`KV ${operation}`, { cause })
  }
}

/** KV refuses a shorter life. */
const LEAST_TTL_SECONDS = 60

const sessionKey = (id: string) => `session:${id}`
const useKey = (id: string) => `use:${id}`

/** Both records in one read; null where there is none. A record that does not open is removed. */
export async function readRecords(store: KVNamespace, { id, encryptionKey }: SessionKeys) {
  const values = await kv('get', () => store.get([sessionKey(id), useKey(id)]))
  const [sealedSession, sealedUse] = [values.get(sessionKey(id)) ?? null, values.get(useKey(id)) ?? null]
  const session =
    sealedSession === null ? null : await unseal(SessionRecord, sessionKey(id), sealedSession, encryptionKey)
  const use = sealedUse === null ? null : await unseal(UseRecord, useKey(id), sealedUse, encryptionKey)
  const spoiled = (sealedSession !== null && session === null) || (sealedUse !== null && use === null)
  return { session, use, spoiled }
}

/** Writes a new session: one key for each record and each index; all of them, or none are left. */
export async function writeSession(
  store: KVNamespace,
  { id, encryptionKey }: SessionKeys,
  { session, use }: { session: SessionRecord; use: UseRecord },
  ttl: { sessionSeconds: number; useSeconds: number },
): Promise<void> {
  const sealed = await seal(sessionKey(id), session, encryptionKey)
  const written = await Promise.allSettled([
    kv('put', () => store.put(sessionKey(id), sealed, expiry(ttl.sessionSeconds))),
    writeUse(store, { id, encryptionKey }, use, ttl.useSeconds),
    ...indexesOf(session.identity).map((prefix) =>
      kv('put', () => store.put(prefix + id, '', expiry(ttl.sessionSeconds))),
    ),
  ])
  const failure = written.find((each) => each.status === 'rejected')
  if (!failure) return
  await deleteSession(store, id, session.identity).catch(() => undefined)
  throw failure.reason
}

/** Writes what changed. It cannot bring back a session that has ended: that takes both records. */
export async function writeUse(
  store: KVNamespace,
  { id, encryptionKey }: SessionKeys,
  use: UseRecord,
  ttlSeconds: number,
): Promise<void> {
  const sealed = await seal(useKey(id), use, encryptionKey)
  await kv('put', () => store.put(useKey(id), sealed, expiry(ttlSeconds)))
}

/** Deletes the records, and the index keys where it is known whose they are; forgotten index keys point at nothing. */
export async function deleteSession(store: KVNamespace, id: string, identity?: Identity): Promise<void> {
  const indexKeys = identity ? indexesOf(identity).map((prefix) => prefix + id) : []
  const keys = [sessionKey(id), useKey(id), ...indexKeys]
  const deleted = await Promise.allSettled(keys.map((key) => kv('delete', () => store.delete(key))))
  const failure = deleted.find((each) => each.status === 'rejected')
  if (failure) throw failure.reason
}

/** The ids of the sessions under an index. */
export async function listSessionsUnder(store: KVNamespace, prefix: string): Promise<string[]> {
  const ids: string[] = []
  let cursor: string | null = null
  do {
    const page: KVNamespaceListResult<unknown, string> = await kv('list', () =>
      store.list({ prefix, cursor }),
    )
    ids.push(...page.keys.map(({ name }) => name.slice(prefix.length)))
    cursor = page.list_complete ? null : page.cursor
  } while (cursor !== null)
  return ids
}

/** Deletes a session that was found under an index; the index key last, so that what failed is found again. */
export async function deleteSessionUnder(store: KVNamespace, prefix: string, id: string): Promise<void> {
  await deleteSession(store, id)
  await kv('delete', () => store.delete(prefix + id))
}

/**
 * Index of an Entra session. Entra's front-channel request names no issuer, and an app that takes several tenants
 * cannot know it, so the sid alone is hashed; it is a random GUID.
 */
export const sidIndex = (sid: string) => `sid:${hash(sid)}:`

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

function expiry(seconds: number): KVNamespacePutOptions {
  return { expirationTtl: Math.max(LEAST_TTL_SECONDS, Math.ceil(seconds)) }
}

async function kv<T>(operation: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    throw error instanceof StoreError ? error : new StoreError(operation, error)
  }
}
