// A session's life: started at sign-in, loaded by its token, kept alive by use, ended here or from elsewhere.
import type { Identity } from '../entra/id-token.ts'
import type { Log } from '../log.ts'
import type { Settings } from '../settings/settings.ts'
import type { SessionStore } from '../store/session-store.ts'
import type { SessionCache } from './cache.ts'
import { isLive, type SessionRecord, sessionEnds, type UseRecord } from './record.ts'
import {
  deleteSession,
  deleteSessionUnder,
  listSessionsUnder,
  personIndex,
  readRecords,
  StoreError,
  sidIndex,
  writeSession,
  writeUse,
} from './record-store.ts'
import { deriveKeys, randomToken } from './seal.ts'

/** What sessions need of a task. */
type Task = {
  settings: Settings
  store: SessionStore
  sessions: SessionCache
  log: Log
  waitUntil: (work: Promise<unknown>) => void
}

export type StoredSession = {
  id: string
  /** The cookie's value; it opens the records. */
  token: string
  identity: Identity
  record: SessionRecord
  use: UseRecord
}

/** How often use is written down. KV allows a key one write a second and bills each; the idle limit needs no more. */
const USE_WRITTEN_EVERY_MINUTES = 5

/**
 * Creates a session; the one that this browser had before ends.
 * @returns its token, for the cookie
 * @throws {StoreError} it could not be stored
 */
export async function startSession(
  task: Task,
  about: {
    identity: Identity
    graphOrigin: string
    tokens: Pick<UseRecord, 'refreshToken' | 'accessTokens'>
    previousToken: string | null
  },
): Promise<string> {
  const { settings, store, sessions } = task
  const { identity, graphOrigin, tokens, previousToken } = about
  const nowSeconds = Math.floor(Date.now() / 1000)
  const session: SessionRecord = {
    kind: 'session',
    version: 1,
    identity,
    startedAt: nowSeconds,
    authority: settings.authority.url,
    graphOrigin,
  }
  const use: UseRecord = { kind: 'use', version: 1, lastUsedAt: nowSeconds, ...tokens }
  const token = randomToken()
  const keys = await deriveKeys(token)
  const sessionSeconds = settings.sessionMaxHours * 3600
  const useSeconds = settings.sessionIdleMinutes * 60
  await writeSession(store, keys, { session, use }, { sessionSeconds, useSeconds })
  sessions.set(token, { id: keys.id, session, use }, Date.now())
  if (previousToken !== null) await endPreviousSession(task, previousToken)
  return token
}

/**
 * The live session of a token; null = not signed in.
 * @param isUse whether this is use, which moves the idle limit
 * @throws {StoreError} the store did not answer, so nobody knows
 */
export async function loadSession(task: Task, token: string, isUse: boolean): Promise<StoredSession | null> {
  const now = Date.now()
  const found = task.sessions.get(token, now) ?? (await readSession(task, token, now))
  if (!found || !isLive(found.session, found.use, task.settings, now / 1000)) return null
  const { id, session: record, use } = found
  const session: StoredSession = { id, token, identity: record.identity, record, use }
  if (isUse) keepAlive(task, session, now)
  return session
}

async function readSession({ store, sessions, waitUntil }: Task, token: string, now: number) {
  const keys = await deriveKeys(token)
  if (sessions.isRevoked(keys.id, now)) return null
  const { session, use, corrupt } = await readRecords(store, keys)
  if (corrupt) waitUntil(deleteSession(store, keys.id).catch(() => undefined))
  if (!session || !use) return null
  const found = { id: keys.id, session, use }
  sessions.set(token, found, now)
  return found
}

/** Stores new tokens. A write that fails costs a second refresh later, not the session. */
export async function saveTokens(
  task: Task,
  session: StoredSession,
  tokens: Pick<UseRecord, 'refreshToken' | 'accessTokens'>,
): Promise<void> {
  session.use = { ...session.use, ...tokens, lastUsedAt: Math.floor(Date.now() / 1000) }
  await saveUse(task, session)
}

function keepAlive(task: Task, session: StoredSession, now: number): void {
  const writtenEvery = Math.min(USE_WRITTEN_EVERY_MINUTES, task.settings.sessionIdleMinutes / 4) * 60
  const nowSeconds = Math.floor(now / 1000)
  if (nowSeconds - session.use.lastUsedAt < writtenEvery) return
  session.use = { ...session.use, lastUsedAt: nowSeconds }
  task.waitUntil(saveUse(task, session))
}

async function saveUse({ settings, store, sessions, log }: Task, session: StoredSession): Promise<void> {
  // Signed out while this request was under way: the write would bring nothing back, and leave tokens behind.
  if (sessions.isRevoked(session.id, Date.now())) return
  sessions.update(session.token, session.use)
  try {
    const keys = await deriveKeys(session.token)
    await writeUse(store, keys, session.use, settings.sessionIdleMinutes * 60)
  } catch (error) {
    if (!(error instanceof StoreError)) throw error
    log('store_write_failed', { reason: 'use' })
  }
}

/** Ends one session. @throws {StoreError} it could not be deleted; this isolate forgets it all the same */
export async function endSession({ store, sessions }: Task, session: StoredSession): Promise<void> {
  sessions.revoke([session.id], Date.now())
  await deleteSession(store, session.id, session.identity)
}

/** Ends every session of the person, on every device. @returns their IDs */
export function endSessionsOfPerson(task: Task, identity: Identity): Promise<string[]> {
  return endSessionsUnder(task, personIndex(identity))
}

/** Ends every session that came from one Entra session. @returns their IDs */
export function endSessionsOfSid(task: Task, sid: string): Promise<string[]> {
  return endSessionsUnder(task, sidIndex(sid))
}

/** When a session expires, in seconds since 1970. */
export function expiryOf({ settings }: Task, { record, use }: StoredSession) {
  return sessionEnds(record, use, settings)
}

/** One that cannot be deleted does not keep the others; this isolate forgets them all. */
async function endSessionsUnder({ store, sessions }: Task, index: string): Promise<string[]> {
  const ids = await listSessionsUnder(store, index)
  sessions.revoke(ids, Date.now())
  const deleted = await Promise.allSettled(ids.map((id) => deleteSessionUnder(store, index, id)))
  const failure = deleted.find((each) => each.status === 'rejected')
  if (failure) throw failure.reason
  return ids
}

/** Without reading it: KV would remember the miss, and its index keys point at nothing from now on. */
async function endPreviousSession({ store, sessions, log }: Task, token: string): Promise<void> {
  const { id } = await deriveKeys(token)
  sessions.revoke([id], Date.now())
  await deleteSession(store, id).catch(() => log('store_write_failed', { reason: 'previous_session' }))
}
