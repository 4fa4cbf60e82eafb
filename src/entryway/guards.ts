// Who may pass: the session of a request, loaded once, and what is written of it at the end.
import type { Context, MiddlewareHandler } from 'hono'
import type { CoreContext } from './context.ts'
import { EntrywayError, SignInRequired } from './errors/entryway-error.ts'
import { isPrefetch } from './http/request.ts'
import type { Task } from './instance.ts'
import { loadSession } from './session/session.ts'
import { readSessionCookie } from './session/session-cookie.ts'
import type { StoredSession } from './session/stored-session.ts'
import { writeUnsaved } from './session/use.ts'
import { type Session, signedInSession } from './signed-in-session.ts'
import { vouchAfter, vouchBefore } from './vouch.ts'

export function createGuards(
  taskOf: (c: Context) => Task,
  respond: (thrown: unknown, c: Context) => Promise<Response>,
) {
  async function sessionOf(c: CoreContext): Promise<Session | null> {
    const known = c.get('entrywaySession')
    if (known !== undefined) return known
    c.set('entrywayPeeked', null)
    const task = taskOf(c)
    const token = c.get('anonymous') ? null : readSessionCookie(c)
    const stored = token === null ? null : await loadSession(task, token, () => !isPrefetch(c))
    // A form that is sent keeps what was typed: its handler finds out by itself.
    const over =
      stored && c.req.method === 'GET' ? await vouchBefore(task, stored, () => !isPrefetch(c)) : null
    if (over) c.set('entrywayOver', over)
    const session = stored && !over ? signedInSession(task, stored) : null
    c.set('entrywayStored', over ? null : stored)
    c.set('entrywaySession', session)
    c.set('entrywayPeeked', session)
    c.set('session', session)
    return session
  }

  /** One write at the end, however often the request has changed its session. */
  function finish(c: CoreContext): void {
    const task: Task | undefined = c.get('entryway')
    if (!task) return
    const stored = c.get('entrywayStored')
    if (stored && vouchAfter(task, stored, () => !isPrefetch(c))) return
    writeUnsaved(task)
  }

  /** @param judge throws if the request must be rejected */
  function guard(judge: (session: Session | null, c: CoreContext) => void): MiddlewareHandler {
    return async (c, next) => {
      try {
        judge(await sessionOf(c), c)
      } catch (error) {
        finish(c)
        return respond(error, c)
      }
      await next()
      finish(c)
      // An app without `auth.onError` would answer these with 500.
      if (c.error instanceof EntrywayError && c.get('answered') !== c.error) c.res = await respond(c.error, c)
    }
  }

  return {
    session: () => guard(() => undefined),
    requireSession: ({ roles, maxAge }: { roles?: string[]; maxAge?: number } = {}) =>
      guard((session, c) => {
        if (!session) throw c.get('entrywayOver') ?? new SignInRequired()
        if (roles && !roles.some((role) => session.identity.roles.includes(role))) {
          throw new EntrywayError('forbidden', { reason: 'role', roles })
        }
        if (maxAge !== undefined && !session.isFresh(maxAge)) {
          const { username } = session.identity
          throw new SignInRequired({ code: 'step_up_needed', maxAge, username })
        }
      }),
    async storedSessionOf(c: CoreContext): Promise<StoredSession | null> {
      await sessionOf(c)
      return c.get('entrywayStored') ?? null
    },
  }
}
