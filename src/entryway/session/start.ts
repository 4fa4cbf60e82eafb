// A session begins, at sign-in.
import type { Identity } from '../entra/id-token.ts'
import type { Task } from '../instance.ts'
import { newStoredSession } from './cache.ts'
import { endSession } from './ending.ts'
import { personHash, sidHash } from './person.ts'
import type { UseRecord } from './record.ts'
import { deleteLater, writeSession } from './record-store.ts'
import { deriveKeys } from './seal.ts'
import { createSessionToken, type SessionToken } from './session-cookie.ts'

/**
 * Creates a session, and ends the one that this browser had before.
 * @returns its token, for the cookie
 * @throws {StoreError} it could not be stored
 */
export async function startSession(
  task: Task,
  about: {
    identity: Identity
    graphOrigin: string
    authenticatedAt: number | null
    contexts: string[]
    browser: string
    country: string
    tokens: Pick<UseRecord, 'refreshToken' | 'accessTokens'>
    previousToken: SessionToken | null
  },
): Promise<SessionToken> {
  const { settings, sessions } = task
  const { identity, graphOrigin, authenticatedAt, contexts, browser, country, tokens, previousToken } = about
  const now = Date.now()
  const startedAt = now / 1000
  const user = personHash(identity)
  const sid = identity.sid === null ? null : sidHash(identity.sid)
  const token = createSessionToken({ user, sid, startedAt }, settings.credentials)
  const keys = await deriveKeys(token.value)
  const session = newStoredSession(
    {
      id: keys.id,
      token,
      record: {
        ...{ kind: 'session', version: 1, identity, startedAt, graphOrigin, authenticatedAt, contexts },
        authority: settings.authority.url,
      },
      use: {
        ...{ kind: 'use', version: 1, lastUsedAt: startedAt, vouchedAt: startedAt, browser, country },
        ...tokens,
      },
    },
    now,
  )
  try {
    await writeSession(task, session, keys)
  } catch (error) {
    // Not before the answer: a store that hangs would hang it twice as long.
    deleteLater(task, token, keys.id)
    throw error
  }
  sessions.set(token.value, session, now)
  if (previousToken !== null) await endPreviousSession(task, previousToken)
  task.log.about(session)
  return token
}

/** Without reading it: the store would remember the miss. */
async function endPreviousSession(task: Task, token: SessionToken): Promise<void> {
  const { id } = await deriveKeys(token.value)
  await endSession(task, { id, token }).catch(() => {
    task.log('store_write_failed', { reason: 'previous_session' })
  })
}
