// Ending sessions: one, all of a person's, those of one Entra session. Nothing has to be found first.
import type { Identity } from '../entra/id-token.ts'
import { personInLog } from '../log.ts'
import { StoreError } from '../store/patient-store.ts'
import type { Task } from '../task.ts'
import { within } from '../wait.ts'
import type { StoredSession } from './cache.ts'
import { buryPossiblyNew, deleteSession, listSessions, STORE_LAG_SECONDS } from './record-store.ts'
import { endedOthers, endedSid, endedUser, MARKER_TTL_SECONDS } from './revocation.ts'
import { deriveKeys } from './seal.ts'
import { findSession } from './session.ts'
import { isOwnToken, type SessionToken } from './session-token.ts'

/** How many are deleted at once: a request may make 1,000 operations on KV. */
const MAX_DELETED = 400
const DELETED_TOGETHER = 50
/** Signing out waits this long for the record, which it can do without. */
const READ_SECONDS = 3

/** Ends one session: in this isolate at once, and in the store, without reading it. @throws {StoreError} */
export async function endSession(
  { store, sessions, settings }: Task,
  { id, token }: Pick<StoredSession, 'id' | 'token'>,
): Promise<void> {
  sessions.end(token.user, [id], Date.now())
  const isNew = Date.now() / 1000 - token.startedAt < STORE_LAG_SECONDS
  const remove = isNew && isOwnToken(token, settings.credentials) ? buryPossiblyNew : deleteSession
  await remove(store, token.user, id)
}

/** Ends a session for which Entra issues no more tokens: in this isolate, even if the store fails. */
export async function endUnvouched(
  task: Task,
  session: StoredSession,
  why: { reason: 'entra' | 'no_refresh_token'; aadsts?: number | undefined },
): Promise<void> {
  await endSession(task, session).catch(() => task.log('store_write_failed', { reason: why.reason }))
  task.log('session_ended', { tid: session.record.identity.tenantId, ...why })
}

/**
 * Ends the session of a cookie, whether or not the store shows it here, and all of the person's where that is asked for.
 * @returns `identity`: the user, if the record was readable. `isOwn`: whether this app issued the cookie; if nothing proves that, only
 *   this session was ended
 * @throws {StoreError} it could not be ended; this isolate forgets it all the same
 */
export async function endSessionOfCookie(
  task: Task,
  token: SessionToken,
  { everywhere }: { everywhere: boolean },
): Promise<{ identity: Identity | null; isOwn: boolean; endedAll: boolean }> {
  const late = () => new StoreError('timeout', null)
  const found = await within(READ_SECONDS * 1000, findSession(task, token.value), late).catch(
    (error: unknown) => {
      if (error instanceof StoreError) return error
      throw error
    },
  )
  const { id } = await deriveKeys(token.value)
  const session = !(found instanceof StoreError) && 'session' in found ? found.session : null
  // Then the user that it names is the one it was issued to, even if the store does not show its record.
  const isOwn = session !== null || isOwnToken(token, task.settings.credentials)
  if (isOwn) task.log.about({ id, token })
  const endedAll = everywhere && isOwn
  const [one, all] = await Promise.allSettled([
    endSession(task, { id, token }),
    endedAll ? endAllOf(task, token.user) : null,
  ])
  if (everywhere && !endedAll && found instanceof StoreError) throw found
  // The marker that ends all of the user's sessions ends this one too.
  const decisive = endedAll ? all : one
  if (decisive.status === 'rejected') throw decisive.reason
  return { identity: session?.record.identity ?? null, isOwn, endedAll }
}

/** Ends every session that came from one Entra session. @param sid its hash. @throws {StoreError} */
export async function endSessionsOfSid(task: Task, sid: string): Promise<void> {
  await mark(task, endedSid(sid), { at: Date.now() / 1000 })
}

/**
 * Ends every session of the person, on every device. One write; the records are cleaned up as far as a listing shows them,
 * and expire by themselves.
 * @throws {StoreError}
 */
export async function endAllOf(task: Task, user: string, keeps?: string): Promise<void> {
  const { store, sessions, waitUntil } = task
  const at = Date.now() / 1000
  const person = personInLog(user, task.settings.credentials[0])
  if (keeps === undefined) await mark(task, endedUser(user), { at }, { person })
  else await mark(task, endedOthers(user), { at, keeps }, { person })
  const cleanUp = async () => {
    const listed = await listSessions(store, user, MAX_DELETED)
    // Sessions that began after the marker stay. The times of a listing are whole seconds.
    const ended = listed.filter(({ metadata }) => Number(metadata?.startedAt ?? 0) + 1 <= at)
    const ids = ended.map(({ id }) => id).filter((id) => id !== keeps)
    sessions.end(user, ids, Date.now())
    while (ids.length > 0) {
      await Promise.allSettled(ids.splice(0, DELETED_TOGETHER).map((id) => deleteSession(store, user, id)))
    }
  }
  waitUntil(cleanUp().catch(() => undefined))
}

async function mark(
  { store, sessions }: Task,
  name: string,
  marker: { at: number; keeps?: string },
  about: { person?: string } = {},
): Promise<void> {
  const text = JSON.stringify(marker)
  sessions.mark(name, text, Date.now())
  // The metadata is for `npm run sessions`, which reads all markers in one listing.
  await store.put(name, text, { ttlSeconds: MARKER_TTL_SECONDS, metadata: { ...marker, ...about } })
}
