// The session of a request: who may pass, and what is written of it at the end.
import type { Context, MiddlewareHandler } from 'hono'
import { type CoreContext, currentTask, type GuardedSession, stateOf } from './context.ts'
import { EntrywayError, SignInRequired } from './errors/entryway-error.ts'
import { isPrefetch } from './http/request.ts'
import { liveSession } from './session/session.ts'
import { readSessionCookie } from './session/session-cookie.ts'
import { saveUse } from './session/use.ts'
import { type Session, SignedInSession } from './signed-in-session.ts'
import type { Task } from './task.ts'
import { vouchAfter, vouchBefore } from './vouch.ts'

/** The request's live session, for a page that shows who is signed in. Looking is no use of it. Throws as `liveSession`. */
export async function peekSession(c: CoreContext): Promise<Session | null> {
  const { peeked } = stateOf(c)
  if (peeked !== undefined) return peeked
  const task = currentTask(c)
  const stored = await storedSessionOf(c, task, () => false)
  return show(c, stored && new SignedInSession(task, stored))
}

function storedSessionOf(c: CoreContext, task: Task, isUse: () => boolean): ReturnType<typeof liveSession> {
  const state = stateOf(c)
  // Whatever comes of it, the store is asked once.
  state.peeked = null
  const cookie = state.isAnonymous ? null : readSessionCookie(c)
  return cookie === null ? null : liveSession(task, cookie, isUse)
}

function show(c: CoreContext, session: Session | null): Session | null {
  stateOf(c).peeked = session
  c.set('session', session)
  return session
}

export function createGuards(
  taskOf: (c: Context) => Task,
  respond: (thrown: unknown, c: Context) => Promise<Response>,
) {
  async function guardedSessionOf(c: CoreContext): Promise<GuardedSession> {
    const task = taskOf(c)
    const state = stateOf(c)
    if (state.guarded) return state.guarded
    const isUse = () => !isPrefetch(c)
    const stored = await storedSessionOf(c, task, isUse)
    // Not before a POST: sending it to sign in would lose what was typed.
    const isView = c.req.method === 'GET' || c.req.method === 'HEAD'
    const over = stored && isView ? await vouchBefore(task, stored, isUse) : null
    const live = over ? null : stored
    state.guarded = { stored: live, session: show(c, live && new SignedInSession(task, live)), over }
    return state.guarded
  }

  /** One write at the end, however often the request has changed its session. */
  function finish(c: CoreContext): void {
    const { task, guarded } = stateOf(c)
    if (!task || !guarded?.stored) return
    const isAsked = vouchAfter(task, guarded.stored, () => !isPrefetch(c))
    if (!isAsked) saveUse(task, guarded.stored)
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
      if (c.error instanceof EntrywayError && stateOf(c).answered !== c.error)
        c.res = await respond(c.error, c)
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
