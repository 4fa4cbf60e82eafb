// The session of a request: who may pass, and what is written of it at the end.
import type { Context, MiddlewareHandler } from 'hono'
import type { CoreContext, GuardedSession } from './context.ts'
import { EntrywayError, SignInRequired } from './errors/entryway-error.ts'
import { isPrefetch } from './http/request.ts'
import type { Task } from './instance.ts'
import type { StoredSession } from './session/cache.ts'
import { loadSession } from './session/session.ts'
import { readSessionCookie } from './session/session-cookie.ts'
import { writeUnsaved } from './session/use.ts'
import { type Session, signedInSession } from './signed-in-session.ts'
import { vouchAfter, vouchBefore } from './vouch.ts'

/** The request's live session, for a page that shows who is signed in. Looking is no use of it. Throws as `loadSession`. */
export async function peekSession(c: CoreContext): Promise<Session | null> {
  const known = c.get('entrywayPeeked')
  if (known !== undefined) return known
  const stored = await storedSessionOf(c, () => false)
  return show(c, stored && signedInSession(c.var.entryway, stored))
}

async function storedSessionOf(c: CoreContext, isUse: () => boolean): Promise<StoredSession | null> {
  // Whatever comes of it, the store is asked once.
  c.set('entrywayPeeked', null)
  const token = c.get('anonymous') ? null : readSessionCookie(c)
  return token && loadSession(c.var.entryway, token, isUse)
}

function show(c: CoreContext, session: Session | null): Session | null {
  c.set('entrywayPeeked', session)
  c.set('session', session)
  return session
}

export function createGuards(
  taskOf: (c: Context) => Task,
  respond: (thrown: unknown, c: Context) => Promise<Response>,
) {
  async function guardedSessionOf(c: CoreContext): Promise<GuardedSession> {
    const known = c.get('entrywayGuarded')
    if (known) return known
    const task = taskOf(c)
    const isUse = () => !isPrefetch(c)
    const stored = await storedSessionOf(c, isUse)
    // A form that is sent keeps what was typed: its handler finds out by itself.
    const over = stored && c.req.method === 'GET' ? await vouchBefore(task, stored, isUse) : null
    const live = over ? null : stored
    const guarded = { stored: live, session: show(c, live && signedInSession(task, live)), over }
    c.set('entrywayGuarded', guarded)
    return guarded
  }

  /** One write at the end, however often the request has changed its session. */
  function finish(c: CoreContext): void {
    const task: Task | undefined = c.get('entryway')
    if (!task) return
    const stored = c.get('entrywayGuarded')?.stored
    if (stored && vouchAfter(task, stored, () => !isPrefetch(c))) return
    writeUnsaved(task)
  }

  /** @param check throws if the request must be rejected */
  function guard(check: (guarded: GuardedSession) => void): MiddlewareHandler {
    return async (c, next) => {
      try {
        check(await guardedSessionOf(c))
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
      guard(({ session, over }) => {
        if (!session) throw over ?? new SignInRequired()
        if (roles && !roles.some((role) => session.identity.roles.includes(role))) {
          throw new EntrywayError('forbidden', { reason: 'role', roles })
        }
        if (maxAge !== undefined && !session.isFresh(maxAge)) {
          const { username } = session.identity
          throw new SignInRequired({ code: 'step_up_needed', maxAge, username })
        }
      }),
    guardedSessionOf,
  }
}
