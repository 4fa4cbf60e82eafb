// What sessions need of a task.
import type { Log } from '../log.ts'
import type { Settings } from '../settings/settings.ts'
import type { SessionStore } from '../store/session-store.ts'
import type { SessionCache } from './cache.ts'
import type { StoredSession } from './stored-session.ts'

export type SessionTask = {
  settings: Settings
  store: SessionStore
  sessions: SessionCache
  log: Log
  /** Keeps the Worker alive for work that the response does not wait for. */
  waitUntil: (work: Promise<unknown>) => void
  /** Sessions whose use this request has to write when it is done. */
  unsaved: Set<StoredSession>
}
