// A person's sessions as an app sees them: on every device, to list and to end.
import type { Task } from './instance.ts'
import {
  endAllOf,
  endOtherSessions,
  endSessionById,
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
  const logEnd = (reason: string) =>
    task.log('session_ended', { tid: stored.record.identity.tenantId, reason })
  return {
    list: () => listSessionsOf(task, stored),
    end: (id) => endSessionById(task, stored, id).then(() => logEnd('one')),
    endOthers: () => endOtherSessions(task, stored).then(() => logEnd('others')),
    endAll: () => endAllOf(task, stored.token.user).then(() => logEnd('all')),
  }
}
