// A session begins, at sign-in.
import type { Identity } from '../entra/id-token.ts'
import { personHash, sidHash } from './person.ts'
import type { SessionRecord, UseRecord } from './record.ts'
import { writeSession } from './record-store.ts'
import { deriveKeys } from './seal.ts'
import { deleteLater, removeSession, storedSession } from './session.ts'
import type { SessionTask } from './session-task.ts'
import { createSessionToken, type SessionToken } from './session-token.ts'
import { metadataOfUse } from './use.ts'

/**
 * Creates a session, and ends the one that this browser had before.
 * @returns its token, for the cookie
 * @throws {StoreError} it could not be stored
 */
export async function startSession(
  task: SessionTask,
  about: {
    identity: Identity
    graphOrigin: string
    authenticatedAt?: number | null
    contexts?: string[]
    browser?: string
    country?: string
    tokens: Pick<UseRecord, 'refreshToken' | 'accessTokens'>
    previousToken: SessionToken | null
  },
): Promise<SessionToken> {
  const { settings, store, sessions } = task
  const { identity, graphOrigin, tokens, previousToken } = about
  const { authenticatedAt = null, contexts = [], browser = '', country = '' } = about
  const now = Date.now()
  const startedAt = now / 1000
  const session: SessionRecord = {
    ...{ kind: 'session', version: 1, identity, startedAt, graphOrigin, authenticatedAt, contexts },
    authority: settings.authority.url,
  }
  const use: UseRecord = {
    ...{ kind: 'use', version: 1, lastUsedAt: startedAt, vouchedAt: startedAt, browser, country },
    ...tokens,
  }
  const user = personHash(identity)
  const sid = identity.sid === null ? null : sidHash(identity.sid)
  const token = createSessionToken({ user, sid, startedAt }, settings.credentials)
  const keys = await deriveKeys(token.value)
  const sessionSeconds = settings.sessionMaxHours * 3600
  const useSeconds = settings.sessionIdleMinutes * 60
  const metadata = metadataOfUse(token, session, use, settings)
  try {
    await writeSession(store, user, keys, { session, use, metadata }, { sessionSeconds, useSeconds })
  } catch (error) {
    // Not before the answer: a store that hangs would hang it twice as long.
    deleteLater(task, token, keys.id)
    throw error
  }
  sessions.set(token.value, storedSession(token, keys.id, session, use, now), now)
  if (previousToken !== null) await endPreviousSession(task, previousToken)
  task.log.about({ id: keys.id, token })
  return token
}

/** Without reading it: the store would remember the miss. */
async function endPreviousSession(task: SessionTask, token: SessionToken): Promise<void> {
  const { sessions, log } = task
  const { id } = await deriveKeys(token.value)
  sessions.end(token.user, [id], Date.now())
  await removeSession(task, token, id).catch(() => log('store_write_failed', { reason: 'previous_session' }))
}
