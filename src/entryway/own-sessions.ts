// A person's sessions as an app sees them: on every device, to list and to end.
import type { Task } from './instance.ts'
import {
  endOtherSessions,
  endSessionById,
  endSessionsOfPerson,
  listSessionsOf,
  type SessionSummary,
} from './session/ending.ts'
import type { StoredSession } from './session/stored-session.ts'

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

export function ownSessions(task: Task, stored: StoredSession): OwnSessions {
  const about = { tid: stored.record.identity.tenantId }
  return {
    list: () => listSessionsOf(task, stored),
    async end(id) {
      await endSessionById(task, stored, id)
      task.log('session_ended', { ...about, reason: 'one' })
    },
    async endOthers() {
      await endOtherSessions(task, stored)
      task.log('session_ended', { ...about, reason: 'others' })
    },
    async endAll() {
      await endSessionsOfPerson(task, stored)
      task.log('session_ended', { ...about, reason: 'all' })
    },
  }
}
