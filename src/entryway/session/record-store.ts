// The keys of a session in the store: two sealed records, read together with the markers that end it. See docs/sessions.md.
import type { SessionStore, StoreMetadata } from '../store/session-store.ts'
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
  const [sealedSession = null, sealedUse = null, ...markers] = await store.get([
    sessionName,
    useName,
    ...markersOf(token),
  ])
  const isTombstone = sealedSession === TOMBSTONE
  const session =
    sealedSession === null || isTombstone
      ? null
      : await unseal(SessionRecord(), sessionName, sealedSession, encryptionKey)
  const use = sealedUse === null ? null : await unseal(UseRecord(), useName, sealedUse, encryptionKey)
  const isCorrupt = (sealed: string | null, record: unknown) => sealed !== null && record === null
  return {
    isTombstone,
    session: session === OTHER_VERSION ? null : session,
    use: use === OTHER_VERSION ? null : use,
    markers,
    corrupt: (!isTombstone && isCorrupt(sealedSession, session)) || isCorrupt(sealedUse, use),
    otherVersion: session === OTHER_VERSION || use === OTHER_VERSION,
  }
}

/** What the page of a person's sessions shows without opening a record. */
export type UseMetadata = {
  browser: string
  country: string
  startedAt: number
  usedAt: number
  tenant: string
  /** As the log has it. */
  person: string
}

/** Writes a new session. Where it fails, one of the records may be there. @throws {StoreError} */
export async function writeSession(
  store: SessionStore,
  user: string,
  { id, encryptionKey }: SessionKeys,
  { session, use, metadata }: { session: SessionRecord; use: UseRecord; metadata: UseMetadata },
  ttl: { sessionSeconds: number; useSeconds: number },
): Promise<void> {
  const name = sessionKey(user, id)
  const sealed = await seal(name, session, encryptionKey)
  const written = await Promise.allSettled([
    store.put(name, sealed, { ttlSeconds: ttl.sessionSeconds }),
    writeUse(store, user, { id, encryptionKey }, use, metadata, ttl.useSeconds),
  ])
  const failure = written.find((each) => each.status === 'rejected')
  if (failure) throw failure.reason
}

/** Writes what changed. It cannot bring back an ended session, which would need both records. */
export async function writeUse(
  store: SessionStore,
  user: string,
  { id, encryptionKey }: SessionKeys,
  use: UseRecord,
  metadata: UseMetadata,
  ttlSeconds: number,
): Promise<void> {
  const name = useKey(user, id)
  const sealed = await seal(name, use, encryptionKey)
  await store.put(name, sealed, { ttlSeconds, metadata })
}

/**
 * Stands where a session was that had just begun, while another location may still not hear of its beginning: it tells "has ended"
 * from "is not here yet".
 */
const TOMBSTONE = 'ended'
const TOMBSTONE_SECONDS = 180

/** Ends a session whose start other locations may not have seen yet. Deletes the tokens. @throws {StoreError} */
export async function buryPossiblyNew(store: SessionStore, user: string, id: string): Promise<void> {
  const options = { ttlSeconds: TOMBSTONE_SECONDS, metadata: { ended: 1 } }
  const [session] = await Promise.allSettled([
    store.put(sessionKey(user, id), TOMBSTONE, options),
    deleteUse(store, user, id),
  ])
  if (session.status === 'rejected') throw session.reason
}

/** Deletes both records, unseen. Without the first no session can be opened, so that one decides. @throws {StoreError} */
export async function deleteSession(store: SessionStore, user: string, id: string): Promise<void> {
  const [session] = await Promise.allSettled([store.delete(sessionKey(user, id)), deleteUse(store, user, id)])
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
