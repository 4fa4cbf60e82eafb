// A session begins, at sign-in.
import type { Task } from '../task.ts'
import { newStoredSession } from './cache.ts'
import { endSession } from './ending.ts'
import { personHash, sidHash } from './person.ts'
import type { SessionRecord, UseRecord } from './record.ts'
import { deleteLater, writeSession } from './record-store.ts'
import { deriveKeys } from './seal.ts'
import { createSessionToken, type SessionToken } from './session-token.ts'

/**
 * Creates a session, and ends the one that this browser had before.
 * @returns its token, for the cookie
 * @throws {StoreError} it could not be stored
 */
export async function startSession(
  task: Task,
  about: {
    record: Pick<SessionRecord, 'identity' | 'graphOrigin' | 'authenticatedAt' | 'contexts'>
    use: Pick<UseRecord, 'browser' | 'country' | 'refreshToken' | 'accessTokens'>
    previousToken: SessionToken | null
  },
): Promise<SessionToken> {
  const { settings, sessions } = task
  const { record, use, previousToken } = about
  const { identity } = record
  const now = Date.now()
  const startedAt = now / 1000
  const user = personHash(identity)
  const sid = identity.sid === null ? null : sidHash(identity.sid)
  const token = createSessionToken({ user, sid, startedAt }, settings.credentials)
  const keys = await deriveKeys(token.value)
  const session = newStoredSession({
    id: keys.id,
    token,
    record: {
      ...record,
      kind: 'session',
      version: 1,
      startedAt,
      authority: settings.authority.url,
      clientId: settings.clientId,
    },
    use: { ...use, kind: 'use', version: 1, lastUsedAt: startedAt, vouchedAt: startedAt },
  })
  try {
    await writeSession(task, session, keys)
  } catch (error) {
    // After the response, which a store that hangs would delay a second time.
    deleteLater(task, token, keys.id)
    throw error
  }
  sessions.set(token.value, session, now)
  if (previousToken !== null) await endPreviousSession(task, previousToken)
  task.log.about(session)
  return token
}

/** Not read first: if it isn't there yet, KV would cache that. */
async function endPreviousSession(task: Task, token: SessionToken): Promise<void> {
  const { id } = await deriveKeys(token.value)
  await endSession(task, { id, token }).catch(() => {
    task.log('store_write_failed', { reason: 'previous_session' })
  })
}
