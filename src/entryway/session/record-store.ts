// The keys of a session in the store: two sealed records, read together with the markers that end it. See docs/sessions.md.
import type * as v from 'valibot'
import { personInLog } from '../log.ts'
import type { SessionStore, StoreMetadata } from '../store/session-store.ts'
import type { Task } from '../task.ts'
import type { StoredSession } from './cache.ts'
import { hash } from './person.ts'
import { SessionRecord, UseRecord } from './record.ts'
import { markersOf } from './revocation.ts'
import { OTHER_VERSION, type SessionKeys, seal, unseal } from './seal.ts'
import type { SessionToken } from './session-token.ts'

/** Beneath the person, so that a session can be ended by its id without reading whose it is. */
export const sessionKey = (user: string, id: string) => `session:${user}:${id}`
const useKey = (user: string, id: string) => `use:${user}:${id}`

/**
 * Both records and the markers, in one read; null where there is none, or one of another version. A record that does not
 * open is `corrupt`, and is to be deleted.
 */
export async function readRecords(
  store: SessionStore,
  token: SessionToken,
  { id, encryptionKey }: SessionKeys,
) {
  const [sessionName, useName] = [sessionKey(token.user, id), useKey(token.user, id)]
  const keys = [sessionName, useName, ...markersOf(token)]
  const [sealedSession = null, sealedUse = null, ...markers] = await store.get(keys)
  const isTombstone = sealedSession === TOMBSTONE
  /** undefined = it is not there. */
  const open = async <Schema extends v.GenericSchema>(schema: Schema, name: string, sealed: string | null) =>
    sealed === null ? undefined : unseal(schema, name, sealed, encryptionKey)
  const record = await open(SessionRecord(), sessionName, isTombstone ? null : sealedSession)
  const use = await open(UseRecord(), useName, sealedUse)
  return {
    isTombstone,
    record: record === OTHER_VERSION ? null : (record ?? null),
    use: use === OTHER_VERSION ? null : (use ?? null),
    markers,
    corrupt: record === null || use === null,
    otherVersion: record === OTHER_VERSION || use === OTHER_VERSION,
  }
}

/** Writes a new session. Where it fails, one of the records may be there. @throws {StoreError} */
export async function writeSession(
  task: Pick<Task, 'store' | 'settings'>,
  session: StoredSession,
  keys: SessionKeys,
): Promise<void> {
  const name = sessionKey(session.token.user, keys.id)
  const sealed = await seal(name, session.record, keys.encryptionKey)
  const ttlSeconds = task.settings.sessionMaxHours * 3600
  const written = await Promise.allSettled([
    task.store.put(name, sealed, { ttlSeconds }),
    writeUse(task, session, keys),
  ])
  const failure = written.find((each) => each.status === 'rejected')
  if (failure) throw failure.reason
}

/** Writes what changed. It cannot bring back an ended session, which would need both records. */
export async function writeUse(
  { store, settings }: Pick<Task, 'store' | 'settings'>,
  { token, record, use }: StoredSession,
  { id, encryptionKey }: SessionKeys,
): Promise<void> {
  const name = useKey(token.user, id)
  const sealed = await seal(name, use, encryptionKey)
  // What the page of a person's sessions shows without opening a record: no name, and no user input.
  const metadata = {
    browser: use.browser,
    country: use.country,
    startedAt: Math.floor(record.startedAt),
    usedAt: Math.floor(use.lastUsedAt),
    tenant: hash(record.identity.tenantId).slice(0, 16),
    person: personInLog(token.user, settings.credentials[0]),
  }
  await store.put(name, sealed, { ttlSeconds: settings.sessionIdleMinutes * 60, metadata })
}

/** How long another location may not see a write: a minute, and another where it had cached that there is nothing. */
export const STORE_LAG_SECONDS = 120
/**
 * Stands where a session was that had just begun, while another location may still not hear of its beginning: it tells "has ended"
 * from "is not here yet".
 */
const TOMBSTONE = 'ended'
const TOMBSTONE_SECONDS = 180

/** Ends a session whose start other locations may not have seen yet. Deletes the tokens. @throws {StoreError} */
export function buryPossiblyNew(store: SessionStore, user: string, id: string): Promise<void> {
  const options = { ttlSeconds: TOMBSTONE_SECONDS, metadata: { ended: 1 } }
  return withoutUse(store, user, id, store.put(sessionKey(user, id), TOMBSTONE, options))
}

/** Deletes both records, unseen. @throws {StoreError} */
export function deleteSession(store: SessionStore, user: string, id: string): Promise<void> {
  return withoutUse(store, user, id, store.delete(sessionKey(user, id)))
}

/** What has ended, or cannot be read, is cleaned up; whether that works decides nothing. */
export function deleteLater(
  { store, waitUntil }: Pick<Task, 'store' | 'waitUntil'>,
  { user }: SessionToken,
  id: string,
): void {
  waitUntil(deleteSession(store, user, id).catch(() => undefined))
}

/** Without the session record no session can be opened, so that one decides. */
async function withoutUse(
  store: SessionStore,
  user: string,
  id: string,
  ended: Promise<void>,
): Promise<void> {
  const [session] = await Promise.allSettled([ended, deleteUse(store, user, id)])
  if (session.status === 'rejected') throw session.reason
}

export function deleteUse(store: SessionStore, user: string, id: string): Promise<void> {
  return store.delete(useKey(user, id))
}

/** At most `most` sessions of a person, or of their records of the other kind. What began or ended within a minute may be wrong. */
export async function listSessions(
  store: SessionStore,
  user: string,
  most: number,
  keyOf: typeof useKey = useKey,
): Promise<{ id: string; metadata: StoreMetadata | null }[]> {
  const prefix = keyOf(user, '')
  const listed: { id: string; metadata: StoreMetadata | null }[] = []
  for await (const { key, metadata } of store.list(prefix)) {
    listed.push({ id: key.slice(prefix.length), metadata })
    if (listed.length >= most) break
  }
  return listed
}
