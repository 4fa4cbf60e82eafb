// A session as an isolate holds it: what its records say, and what has become of it since.
import type { SessionRecord, UseRecord } from './record.ts'
import type { SessionToken } from './session-token.ts'

/** One for all requests of an isolate: what one of them learns, the others have. Times are milliseconds. */
export type StoredSession = {
  readonly id: string
  readonly token: SessionToken
  record: SessionRecord
  use: UseRecord
  /** The last write of `use`, and whether it is older than what is here. */
  writtenAt: number
  unsaved: boolean
  /** A request is writing; should it be cut off, another may from then on. */
  writingUntil: number
  /** By API: a request is asking Entra for a token, until then at the latest. */
  refreshingUntil: Map<string, number>
  /** Entra is not asked again before this time whether the account is still valid. */
  vouchAgainAt: number
}
