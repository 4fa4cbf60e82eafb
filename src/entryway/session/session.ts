// The session of a cookie: found, checked, and kept alive by use. start.ts begins it, ending.ts ends it.
import { EntrywayError } from '../errors/entryway-error.ts'
import type { Task } from '../task.ts'
import { newStoredSession, type StoredSession } from './cache.ts'
import { isLive, type UseRecord } from './record.ts'
import { deleteLater, deleteUse, readRecords, STORE_LAG_SECONDS } from './record-store.ts'
import { isEndedBy } from './revocation.ts'
import { deriveKeys } from './seal.ts'
import { isOwnToken, parseSessionToken, type SessionToken } from './session-token.ts'
import { noteUse } from './use.ts'

/**
 * What a cookie leads to. `idle`: unused for too long, too old, or of a tenant or an authority that the settings do not allow now.
 * `ended`: by a marker of the user, an operator or Entra. `missing`: nothing opens, or it ended in this isolate. `pending`: it has
 * just begun at another location, and the store does not show it here yet. `other_version`: a newer or older Worker on the same
 * store wrote it, and can read it.
 */
type FoundSession =
  | { state: 'live' | 'idle' | 'ended'; session: StoredSession }
  | { state: 'missing' | 'pending' | 'other_version' }

/** Before this age what is missing may only be late. */
const ORPHAN_AFTER_SECONDS = 600
/** How long use may go unwritten, as a part of the idle limit: every write counts against the store's quota. */
export const WRITTEN_EVERY_PART = 0.4

/**
 * The live session of a cookie; null = not signed in. Without a promise if it is cached, as on a busy page.
 * @param cookie its value
 * @param isUse whether this is use, which moves the idle limit
 * @throws {StoreError} the store did not respond, so it is unknown
 * @throws {EntrywayError} `session_pending`
 */
export function liveSession(
  task: Task,
  cookie: string,
  isUse: () => boolean,
): StoredSession | null | Promise<StoredSession | null> {
  const cached = findCached(task, cookie)
  if (cached) return enter(task, cached, isUse)
  return readFromStore(task, cookie).then((found) => enter(task, found, isUse))
}

function enter(task: Task, found: FoundSession, isUse: () => boolean): StoredSession | null {
  if (found.state === 'pending') throw new EntrywayError('session_pending', { retryAfterSeconds: 2 })
  if (found.state !== 'live') return null
  const { session } = found
  task.log.about(session)
  const writtenEvery = task.settings.sessionIdleMinutes * 60 * WRITTEN_EVERY_PART
  if (Date.now() / 1000 - session.use.lastUsedAt >= writtenEvery && isUse()) noteUse(session)
  return session
}

/**
 * @param cookie its value, which need not have the form
 * @throws {StoreError} the store did not respond, so it is unknown
 */
export async function findSession(task: Task, cookie: string): Promise<FoundSession> {
  return findCached(task, cookie) ?? readFromStore(task, cookie)
}

/** What is cached has not ended here: ending takes it out of the cache. */
function findCached(task: Task, cookie: string): FoundSession | null {
  const cached = task.sessions.get(cookie, Date.now())
  return cached && withState(task, cached, [])
}

async function readFromStore(task: Task, cookie: string): Promise<FoundSession> {
  const token = parseSessionToken(cookie)
  if (!token) return { state: 'missing' }
  const { sessions, store, settings } = task
  const now = Date.now()
  const keys = await deriveKeys(token.value)
  const { id } = keys
  const { record, use, markers, isTombstone, corrupt, otherVersion } = await readRecords(store, token, keys)
  // Asked now, because it may have ended here while the store was being read.
  if (sessions.hasEnded(token.user, id, Date.now())) return { state: 'missing' }
  if (record && use) {
    const read = newStoredSession({ id, token, record, use })
    return withState(task, sessions.set(token.value, read, now), markers)
  }

  sessions.forget(token.value)
  const ageSeconds = now / 1000 - token.startedAt
  const isOrphan = use && !corrupt && !otherVersion && ageSeconds > ORPHAN_AFTER_SECONDS
  if (isTombstone || isOrphan) {
    // A location wrote it before it heard of the end.
    if (use) task.waitUntil(deleteUse(store, token.user, id).catch(() => undefined))
    return { state: 'missing' }
  }
  if (corrupt) deleteLater(task, token, id)
  const known = [...sessions.marked(token, now), ...markers]
  const isEnded = isEndedBy(known, id, record ?? { startedAt: token.startedAt, identity: { tenantId: '' } })
  const isLate = ageSeconds < STORE_LAG_SECONDS && !isEnded && !corrupt && !otherVersion
  if (isLate && isOwnToken(token, settings.credentials)) return { state: 'pending' }
  if (!record) return { state: otherVersion ? 'other_version' : 'missing' }
  // The use record has expired, with its tokens; the other record has the user.
  const session = newStoredSession({ id, token, record, use: NO_USE })
  return { state: isEnded ? 'ended' : 'idle', session }
}

function withState(task: Task, session: StoredSession, markers: (string | null)[]): FoundSession {
  const { sessions, settings } = task
  const { id, token, record, use } = session
  const now = Date.now()
  if (isEndedBy([...sessions.marked(token, now), ...markers], id, record)) {
    sessions.end(token.user, [id], now)
    deleteLater(task, token, id)
    return { state: 'ended', session }
  }
  return { state: isLive(record, use, settings, now / 1000) ? 'live' : 'idle', session }
}

/**
 * Whether the session of a cookie was ended from elsewhere, before its time: whoever signs in next in this browser must prove
 * who they are. A record that is gone was deleted, because it lives as long as a session may.
 */
export async function wasEnded(task: Task, token: SessionToken): Promise<boolean> {
  const ageHours = (Date.now() / 1000 - token.startedAt) / 3600
  if (ageHours >= task.settings.sessionMaxHours) return false
  const found = await findSession(task, token.value).catch(() => null)
  if (found && 'session' in found) task.log.about(found.session)
  if (found?.state === 'ended') return true
  return found?.state === 'missing' && isOwnToken(token, task.settings.credentials)
}

const NO_USE: UseRecord = {
  kind: 'use',
  version: 1,
  lastUsedAt: 0,
  vouchedAt: 0,
  browser: '',
  country: '',
  refreshToken: null,
  accessTokens: [],
}
