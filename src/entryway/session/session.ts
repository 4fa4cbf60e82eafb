// A session's life: loaded by its cookie, kept alive by use. start.ts begins it, ending.ts ends it.
import { EntrywayError } from '../errors/entryway-error.ts'
import { isLive, type SessionRecord, type UseRecord } from './record.ts'
import { buryPossiblyNew, deleteSession, deleteUse, readRecords } from './record-store.ts'
import { isEndedBy } from './revocation.ts'
import { deriveKeys } from './seal.ts'
import type { SessionTask } from './session-task.ts'
import { isOwnToken, type SessionToken } from './session-token.ts'
import type { StoredSession } from './stored-session.ts'
import { saveUse } from './use.ts'

/**
 * What a cookie leads to. `idle`: nobody used it for too long. `ended`: by the person elsewhere, by an operator, by Entra, or
 * by its age. `pending`: it has just begun, at a location that this one does not hear of yet. `other_version`: of a newer or older
 * Worker on the same store, which can read it.
 */
type FoundSession =
  | { state: 'live' | 'idle' | 'ended'; session: StoredSession }
  | { state: 'missing' | 'pending' | 'other_version' }

/** Ends the session of a cookie in the store, unseen. @throws {StoreError} */
export async function removeSession(
  { store, settings }: Pick<SessionTask, 'store' | 'settings'>,
  token: SessionToken,
  id: string,
): Promise<void> {
  const isNew = Date.now() / 1000 - token.startedAt < STORE_LAG_SECONDS
  const remove = isNew && isOwnToken(token, settings.credentials) ? buryPossiblyNew : deleteSession
  await remove(store, token.user, id)
}

/** How long another location may not see a write: a minute, and another where it had cached that there is nothing. */
const STORE_LAG_SECONDS = 120
/** Before this age what is missing may only be late. */
const ORPHAN_AFTER_SECONDS = 600
/** How long use may go unwritten, as a part of the idle limit: every write counts against the store's quota. */
export const WRITTEN_EVERY_PART = 0.4

/**
 * The live session of a cookie; null = not signed in.
 * @param isUse whether this is use, which moves the idle limit
 * @throws {StoreError} the store did not respond, so it is unknown
 * @throws {EntrywayError} `session_pending`
 */
export async function loadSession(
  task: SessionTask,
  token: SessionToken,
  isUse: () => boolean,
): Promise<StoredSession | null> {
  const found = await findSession(task, token)
  if (found.state === 'pending') throw new EntrywayError('session_pending', { retryAfterSeconds: 2 })
  if (found.state !== 'live') return null
  const { session } = found
  task.log.about(session)
  keepAlive(task, session, isUse)
  return session
}

/** @throws {StoreError} the store did not respond, so it is unknown */
export async function findSession(task: SessionTask, token: SessionToken): Promise<FoundSession> {
  const { sessions, settings } = task
  const now = Date.now()
  const known = sessions.get(token.value, now)
  const keys = known ? null : await deriveKeys(token.value)
  const id = known?.id ?? keys?.id ?? ''
  // What is cached has not ended here: ending takes it out of the cache.
  if (!known && sessions.hasEnded(token.user, id, now)) return { state: 'missing' }
  let markers: (string | null)[] = sessions.marked(token, now)
  let session = known
  if (keys) {
    const read = await readRecords(task.store, token, keys)
    markers = [...markers, ...read.markers]
    const ageSeconds = now / 1000 - token.startedAt
    if (!read.session || !read.use) sessions.forget(token.value)
    const isAlone = read.session === null && !read.corrupt && !read.otherVersion
    if (read.isTombstone || (read.use && isAlone && ageSeconds > ORPHAN_AFTER_SECONDS)) {
      // A location wrote it that had not heard of the end.
      if (read.use) task.waitUntil(deleteUse(task.store, token.user, id).catch(() => undefined))
      return { state: 'missing' }
    }
    if (read.corrupt) deleteLater(task, token, id)
    if (!read.session || !read.use) {
      const isKnownEnded = isEndedBy(markers, id, { startedAt: token.startedAt, identity: { tenantId: '' } })
      const isPending = ageSeconds < STORE_LAG_SECONDS && !isKnownEnded && !read.corrupt && !read.otherVersion
      if (isPending && isOwnToken(token, settings.credentials)) return { state: 'pending' }
      if (read.session) {
        // The use record has expired, with its tokens; the other record has the user.
        const use: UseRecord = { ...NO_USE, lastUsedAt: 0 }
        const state = isEndedBy(markers, id, read.session) ? 'ended' : 'idle'
        return { state, session: storedSession(token, id, read.session, use, now) }
      }
      return { state: read.otherVersion ? 'other_version' : 'missing' }
    }
    // Ended here while the store was being read.
    if (sessions.hasEnded(token.user, id, Date.now())) return { state: 'missing' }
    session = sessions.set(token.value, storedSession(token, id, read.session, read.use, now), now)
  }
  if (!session) return { state: 'missing' }
  if (isEndedBy(markers, id, session.record)) {
    sessions.end(token.user, [id], now)
    deleteLater(task, token, id)
    return { state: 'ended', session }
  }
  return { state: isLive(session.record, session.use, settings, now / 1000) ? 'live' : 'idle', session }
}

/**
 * Whether the session of a cookie was ended from elsewhere, before its time: whoever signs in next in this browser must prove
 * who they are. A record that is gone was deleted, because it lives as long as a session may.
 */
export async function wasEnded(task: SessionTask, token: SessionToken): Promise<boolean> {
  const ageHours = (Date.now() / 1000 - token.startedAt) / 3600
  if (ageHours >= task.settings.sessionMaxHours) return false
  const found = await findSession(task, token).catch(() => null)
  if (found && 'session' in found) task.log.about(found.session)
  if (found?.state === 'ended') return true
  return found?.state === 'missing' && isOwnToken(token, task.settings.credentials)
}

const NO_USE: UseRecord = {
  ...{ kind: 'use', version: 1, lastUsedAt: 0, vouchedAt: 0, browser: '', country: '' },
  ...{ refreshToken: null, accessTokens: [] },
}

export function storedSession(
  token: SessionToken,
  id: string,
  record: SessionRecord,
  use: UseRecord,
  now: number,
): StoredSession {
  return {
    ...{ id, token, record, use, unsaved: false, writingUntil: 0, vouchAgainAt: 0 },
    // When it was read, nobody knows whether it was written a moment ago; its own time says so.
    writtenAt: Math.min(use.lastUsedAt * 1000, now),
    refreshingUntil: new Map(),
  }
}

function keepAlive(task: SessionTask, session: StoredSession, isUse: () => boolean): void {
  const writtenEvery = task.settings.sessionIdleMinutes * 60 * WRITTEN_EVERY_PART
  const now = Date.now() / 1000
  const isDue = now - session.use.lastUsedAt >= writtenEvery
  if (isDue && isUse()) saveUse(task, session, { lastUsedAt: now })
  else if (session.unsaved && isUse()) task.unsaved.add(session)
}

/** What has ended, or cannot be read, is cleaned up; whether that works decides nothing. */
export function deleteLater({ store, waitUntil }: SessionTask, { user }: SessionToken, id: string): void {
  waitUntil(deleteSession(store, user, id).catch(() => undefined))
}
