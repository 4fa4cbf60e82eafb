// A person's sessions as an app sees them: on every device, to list and to end.
import { EntrywayError } from '../errors/entryway-error.ts'
import type { Task } from '../task.ts'
import type { StoredSession } from './cache.ts'
import { endAllOf } from './ending.ts'
import { buryPossiblyNew, listSessions, sessionKey } from './record-store.ts'
import { isEndedBy, markersOf } from './revocation.ts'
import { isRandomToken } from './seal.ts'

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

/**
 * What ends here has ended everywhere within about a minute and a half, the store's own lag. A browser whose session was ended
 * by another one is asked for credentials at its next sign-in, whatever Entra remembers of it.
 * Every method throws an `EntrywayError` with the code `store_unavailable` when the store does not answer.
 */
export type OwnSessions = {
  /** This one first, then at most 200 others, the last used first. A session that began elsewhere within a minute may be missing. */
  list(): Promise<SessionSummary[]>
  /** Ends one of them. To end the current one, use POST /logout, which also deletes the cookie. */
  end(id: string): Promise<void>
  /** Ends all but this one, also those that the list does not show yet. */
  endOthers(): Promise<void>
  /** Ends all, this one included. */
  endAll(): Promise<void>
}

const MAX_LISTED = 200

export function ownSessions(task: Task, session: StoredSession): OwnSessions {
  const { id: own, token, record } = session
  const logEnd = (reason: string) => task.log('session_ended', { tid: record.identity.tenantId, reason })
  return {
    list: () => listOwnSessions(task, session),
    async end(id) {
      if (!isRandomToken(id)) return
      task.sessions.end(token.user, [id], Date.now())
      await buryPossiblyNew(task.store, token.user, id)
      logEnd('one')
    },
    async endOthers() {
      // One that was ended elsewhere a moment ago must not end the others and stay.
      const markers = await task.store.get(markersOf(token))
      if (isEndedBy(markers, own, record)) throw new EntrywayError('session_missing')
      await endAllOf(task, token.user, own)
      logEnd('others')
    },
    async endAll() {
      await endAllOf(task, token.user)
      logEnd('all')
    },
  }
}

/**
 * What began or ended within a minute may be shown wrongly; so may what ended at Entra, until its use record expires, because only
 * the other record says which Entra session it came from.
 */
async function listOwnSessions(
  { store, sessions }: Task,
  { id: own, token, record, use }: StoredSession,
): Promise<SessionSummary[]> {
  const current: SessionSummary = {
    id: own,
    isThis: true,
    browser: use.browser,
    country: use.country,
    startedAt: Math.floor(record.startedAt),
    lastUsedAt: Math.floor(use.lastUsedAt),
  }
  const now = Date.now()
  const [listed, records, read] = await Promise.all([
    listSessions(store, token.user, MAX_LISTED),
    listSessions(store, token.user, MAX_LISTED, sessionKey),
    store.get(markersOf(token)),
  ])
  // A location may have written a use record before it heard of the end.
  const begun = new Set(records.flatMap(({ id, metadata }) => (metadata?.ended ? [] : [id])))
  const markers = [...sessions.marked(token, now), ...read]
  const others = listed.flatMap(({ id, metadata }): SessionSummary[] => {
    if (id === own || !begun.has(id) || sessions.hasEnded(token.user, id, now)) return []
    const { browser = '', country = '', startedAt = 0, usedAt = 0 } = metadata ?? {}
    const summary = {
      id,
      isThis: false,
      browser: String(browser),
      country: String(country),
      startedAt: Number(startedAt),
      lastUsedAt: Number(usedAt),
    }
    // A whole second: rather shown for too long than hidden while it lives.
    const hasEnded = isEndedBy(markers, id, { ...record, startedAt: summary.startedAt + 1 })
    return hasEnded ? [] : [summary]
  })
  return [current, ...others.sort((a, b) => b.lastUsedAt - a.lastUsedAt)]
}
