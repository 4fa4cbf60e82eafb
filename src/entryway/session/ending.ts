// Ending sessions: this one, another of the person's, all of them, those of one Entra session. Nothing has to be found first.
import type { Identity } from '../entra/id-token.ts'
import { EntrywayError } from '../errors/entryway-error.ts'
import { personInLog } from '../log.ts'
import { StoreError } from '../store/patient-store.ts'
import { within } from '../wait.ts'
import { buryPossiblyNew, deleteSession, listSessions, sessionKey } from './record-store.ts'
import { endedOthers, endedSid, endedUser, isEndedBy, MARKER_TTL_SECONDS, markersOf } from './revocation.ts'
import { deriveKeys, isRandomToken } from './seal.ts'
import { findSession, removeSession } from './session.ts'
import type { SessionTask } from './session-task.ts'
import { isOwnToken, type SessionToken } from './session-token.ts'
import type { StoredSession } from './stored-session.ts'

export type SessionSummary = {
  id: string
  /** Whether it is the current session. */
  isThis: boolean
  /** "Firefox on Windows"; empty where nothing is known. */
  browser: string
  /** ISO 3166-1 alpha-2, of the sign-in; empty where nothing is known. */
  country: string
  /** Seconds since 1970. Use is written down every now and then: it may be later than this. */
  startedAt: number
  lastUsedAt: number
}

/** How many a page shows, and how many are deleted at once: a request may make 1,000 operations on KV. */
const MOST_LISTED = 200
const MOST_DELETED = 400
const DELETED_TOGETHER = 50
/** Signing out waits this long for the record, which it can do without. */
const READ_SECONDS = 3

/**
 * Ends the session of a cookie, whether or not the store shows it here, and all of the person's where that is asked for.
 * @returns the person, where the record was readable; `others: 'unknown'` = nothing proves whose the cookie was
 * @throws {StoreError} it could not be ended; this isolate forgets it all the same
 */
export async function endSessionOfCookie(
  task: SessionTask,
  token: SessionToken,
  { everywhere }: { everywhere: boolean },
): Promise<{ identity: Identity | null; isOwn: boolean; others: 'untouched' | 'ended' | 'unknown' }> {
  const { sessions } = task
  const late = () => new StoreError('timeout', null)
  const found = await within(READ_SECONDS * 1000, findSession(task, token), late).catch((error: unknown) => {
    if (error instanceof StoreError) return error
    throw error
  })
  const { id } = await deriveKeys(token.value)
  sessions.end(token.user, [id], Date.now())
  const session = !(found instanceof StoreError) && 'session' in found ? found.session : null
  // Its names are true, also where its record is not seen.
  const isOwn = session !== null || isOwnToken(token, task.settings.credentials)
  if (isOwn) task.log.about({ id, token })
  const endsAll = everywhere && isOwn
  const [one, all] = await Promise.allSettled([
    removeSession(task, token, id),
    endsAll ? endAllOf(task, token.user) : null,
  ])
  if (everywhere && !endsAll && found instanceof StoreError) throw found
  if (all.status === 'rejected') throw all.reason
  // The marker that ends all of the user's sessions ends this one too.
  if (one.status === 'rejected' && !endsAll) throw one.reason
  const identity = session?.record.identity ?? null
  return { identity, isOwn, others: !everywhere ? 'untouched' : endsAll ? 'ended' : 'unknown' }
}

/** Ends one session, for a reason that came up while it was in use. @throws {StoreError} */
export async function endSession(task: SessionTask, session: StoredSession): Promise<void> {
  task.sessions.end(session.token.user, [session.id], Date.now())
  await removeSession(task, session.token, session.id)
}

/** Ends another session of the same person, by its id. @throws {StoreError} */
export async function endSessionById(task: SessionTask, session: StoredSession, id: string): Promise<void> {
  if (!isRandomToken(id)) return
  task.sessions.end(session.token.user, [id], Date.now())
  await buryPossiblyNew(task.store, session.token.user, id)
}

/** Ends every session of the person but this one. @throws {StoreError} */
export async function endOtherSessions(task: SessionTask, session: StoredSession): Promise<void> {
  // One that was ended elsewhere a moment ago must not end the others and stay.
  const markers = await task.store.get(markersOf(session.token))
  if (isEndedBy(markers, session.id, session.record)) throw new EntrywayError('session_missing')
  await endAllOf(task, session.token.user, session.id)
}

/** Ends every session that came from one Entra session. @param sid its hash. @throws {StoreError} */
export async function endSessionsOfSid(task: SessionTask, sid: string): Promise<void> {
  await mark(task, endedSid(sid), { at: Date.now() / 1000 })
}

/**
 * The sessions of the person, the last used first. What began or ended within a minute may be shown wrongly, and what ended at Entra
 * until its use has run out: whose Entra session that was stands in the record alone.
 */
export async function listSessionsOf(task: SessionTask, session: StoredSession): Promise<SessionSummary[]> {
  const { store, sessions } = task
  const { token, id: own, record, use } = session
  const this_: SessionSummary = {
    ...{ id: own, isThis: true, browser: use.browser, country: use.country },
    ...{ startedAt: Math.floor(record.startedAt), lastUsedAt: Math.floor(use.lastUsedAt) },
  }
  const now = Date.now()
  const [listed, records, read] = await Promise.all([
    listSessions(store, token.user, MOST_LISTED),
    listSessions(store, token.user, MOST_LISTED, sessionKey),
    store.get(markersOf(token)),
  ])
  // Use may have been written where the end had not been heard of.
  const begun = new Set(records.flatMap(({ id, metadata }) => (metadata?.ended ? [] : [id])))
  const markers = [...sessions.marked(token, now), ...read]
  const others = listed.flatMap(({ id, metadata }): SessionSummary[] => {
    if (id === own || !begun.has(id) || sessions.hasEnded(token.user, id, now)) return []
    const { browser = '', country = '', startedAt = 0, usedAt = 0 } = metadata ?? {}
    const summary = {
      ...{ id, isThis: false, browser: String(browser), country: String(country) },
      ...{ startedAt: Number(startedAt), lastUsedAt: Number(usedAt) },
    }
    // A whole second: rather shown for too long than hidden while it lives.
    const hasEnded = isEndedBy(markers, id, { ...record, startedAt: summary.startedAt + 1 })
    return hasEnded ? [] : [summary]
  })
  return [this_, ...others.sort((a, b) => b.lastUsedAt - a.lastUsedAt)]
}

/**
 * Ends every session of the person, on every device. One write; the records are cleaned up as far as a listing shows them,
 * and expire by themselves.
 * @throws {StoreError}
 */
export async function endAllOf(task: SessionTask, user: string, keeps?: string): Promise<void> {
  const { store, sessions, waitUntil } = task
  const at = Date.now() / 1000
  const person = personInLog(user, task.settings.credentials[0])
  if (keeps === undefined) await mark(task, endedUser(user), { at }, { person })
  else await mark(task, endedOthers(user), { at, keeps }, { person })
  const cleanUp = async () => {
    const listed = await listSessions(store, user, MOST_DELETED)
    // The listing may be of later, and what began after the marker stays. Its times are whole seconds.
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
  { store, sessions }: SessionTask,
  name: string,
  marker: { at: number; keeps?: string },
  about: { person?: string } = {},
): Promise<void> {
  const text = JSON.stringify(marker)
  sessions.mark(name, text, Date.now())
  // The metadata is for `npm run sessions`, which reads all markers in one listing.
  await store.put(name, text, { ttlSeconds: MARKER_TTL_SECONDS, metadata: { ...marker, ...about } })
}
