// Checks that the account is still valid by refreshing tokens, even if no page needs them.
import { refreshOnce } from './access-token.ts'
import { EntrywayError, SignInRequired } from './errors/entryway-error.ts'
import type { StoredSession } from './session/cache.ts'
import { endUnvouched } from './session/ending.ts'
import { WRITTEN_EVERY_PART } from './session/session.ts'
import { saveUse } from './session/use.ts'
import type { Task } from './task.ts'
import { sleep } from './wait.ts'

/** Seconds since Entra last issued tokens: when to refresh in the background, and when a page waits for it (a second at most). */
const ASK_AFTER_SECONDS = 55 * 60
const WAIT_AFTER_SECONDS = 70 * 60
const WAIT_MS = 1000

/**
 * Before a page: asks Entra if that was 70 minutes ago, or every token has expired.
 * @returns why the session is over; null = it goes on
 * @throws {EntrywayError} `session_pending`: a prefetch asks nothing, and anyone can call a request one, so it is not answered
 */
export function vouchBefore(
  task: Task,
  session: StoredSession,
  isUse: () => boolean,
): Promise<SignInRequired | null> | null {
  if (!isDue(session, WAIT_AFTER_SECONDS)) return null
  if (!isUse()) throw new EntrywayError('session_pending')
  const asked = ask(task, session)
  return Promise.race([asked, sleep(WAIT_MS).then(() => null)])
}

/** After a page, in the background. @returns whether Entra is asked: then use is written once it has answered */
export function vouchAfter(task: Task, session: StoredSession, isUse: () => boolean): boolean {
  // If use is written now, ask for what would be due before the next write, and write once.
  const before = session.unsaved ? task.settings.sessionIdleMinutes * 60 * WRITTEN_EVERY_PART : 0
  if (!isDue(session, ASK_AFTER_SECONDS - before) || !isUse()) return false
  ask(task, session)
  return true
}

function isDue({ use, vouchAgainAt }: StoredSession, afterSeconds: number): boolean {
  const now = Date.now()
  if (now < vouchAgainAt) return false
  const age = now / 1000 - use.vouchedAt
  // Entra cannot be asked.
  if (use.refreshToken === null) return age >= WAIT_AFTER_SECONDS
  if (use.accessTokens.length === 0) return false
  return use.accessTokens.every(({ expiresAt }) => now / 1000 >= expiresAt) || age >= afterSeconds
}

function ask(task: Task, session: StoredSession): Promise<SignInRequired | null> {
  if (session.use.refreshToken === null) {
    const { username } = session.record.identity
    const ended = endUnvouched(task, session, { reason: 'no_refresh_token' })
    task.waitUntil(ended)
    return ended.then(() => new SignInRequired({ username }))
  }
  const scopes = session.use.accessTokens[0]?.scopes ?? []
  const asked = refreshOnce(task, session, scopes).then(
    () => null,
    (error: unknown) => {
      // Unless the session has ended, Entra only requires more: the page that needs the token sends the user there.
      if (error instanceof SignInRequired)
        return task.sessions.hasEnded(session.token.user, session.id, Date.now()) ? error : null
      if (error instanceof EntrywayError) task.log.error(error)
      else task.log.exception(error)
      return null
    },
  )
  task.waitUntil(asked.then(() => saveUse(task, session)))
  return asked
}
