// A session as the core holds it, and what its functions need of a task.
import type { Identity } from '../entra/id-token.ts'
import type { Log } from '../log.ts'
import type { Settings } from '../settings/settings.ts'
import type { SessionStore } from '../store/session-store.ts'
import type { CachedSession, SessionCache } from './cache.ts'
import type { SessionRecord, UseRecord } from './record.ts'
import type { SessionToken } from './session-token.ts'

/** What sessions need of a task. */
export type SessionTask = {
  settings: Settings
  store: SessionStore
  sessions: SessionCache
  log: Log
  waitUntil: (work: Promise<unknown>) => void
  /** Sessions whose use this request has to write when it is done. */
  unsaved: Set<StoredSession>
}

export type StoredSession = {
  id: string
  token: SessionToken
  identity: Identity
  record: SessionRecord
  /** Shared by the requests of an isolate. */
  cached: CachedSession
  readonly use: UseRecord
}
