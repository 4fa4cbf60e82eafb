// What the core keeps of a request. An app sees `c.var.session`, and uses the rest through the door.
import type { Context } from 'hono'
import type { SignInRequired } from './errors/entryway-error.ts'
import type { Sources } from './middleware/security-headers.ts'
import type { StoredSession } from './session/cache.ts'
import type { Session } from './signed-in-session.ts'
import type { Task } from './task.ts'

export type GuardedSession = {
  session: Session | null
  stored: StoredSession | null
  /** Why the session ended just now. */
  over: SignInRequired | null
}

/** Of one request. */
type RequestState = {
  /** Absent until it is asked for, and while the settings are wrong. */
  task?: Task
  /** The instance that began it. */
  build?: object
  /** The session of this request, once a guard has asked for it, and Entra where that was due. */
  guarded?: GuardedSession
  /** The session that pages show in their frame, also where no guard has loaded it. Null = nobody is signed in, or it is unknown. */
  peeked?: Session | null
  /** `protect()` has seen the request: the core's own routes need not do it again. */
  isProtected?: boolean
  /** May be framed by Entra: front-channel sign-out. */
  isFramed?: boolean
  /** The error that `respond` has answered, so that a guard does not answer it a second time. */
  answered?: unknown
  /** What this page may load, beyond what every page may. */
  sources?: Sources
  /** A request from elsewhere, or at another origin, that `csrf: { except }` accepts. It never has a signed-in user. */
  isAnonymous?: boolean
}

type CoreVariables = {
  /** For the app. Never read here: another library may have a session of this name. */
  session?: Session | null
}

// biome-ignore lint/suspicious/noExplicitAny: the bindings are the owner's, and nothing here reads them.
export type CoreEnv = { Bindings: any; Variables: CoreVariables }

export type CoreContext = Context<CoreEnv>

/** Not one of the context's variables, whose names are the app's. A WeakMap costs every request more. */
const STATE = Symbol()

export function stateOf(c: Context): RequestState {
  const holder = c as Context & { [STATE]?: RequestState }
  holder[STATE] ??= {}
  return holder[STATE]
}

/** For the core's routes and the pages of errors, which run once the instance has begun the request's task. */
export const currentTask = (c: CoreContext): Task => stateOf(c).task as Task
