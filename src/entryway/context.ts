// What the core keeps in a request's context. An app sees `c.var.session`, and uses the rest through the door.
import type { Context } from 'hono'
import type { SignInRequired } from './errors/entryway-error.ts'
import type { Task } from './instance.ts'
import type { Sources } from './pages/scripts.ts'
import type { StoredSession } from './session/stored-session.ts'
import type { Session } from './signed-in-session.ts'

type CoreVariables = {
  entryway: Task
  /** Of this request, once it was asked for. */
  entrywaySession?: Session | null
  /** As the pages see it. Null = nobody is signed in, or it is unknown. */
  session?: Session | null
  entrywayStored?: StoredSession | null
  /** Why the session of this request ended just now. */
  entrywayOver?: SignInRequired
  /** `protect()` has seen the request: the core's own routes need not do it again. */
  protected?: true
  /** May be framed by Entra: front-channel sign-out. */
  framed?: true
  /** What was thrown and has a response. */
  answered?: unknown
  /** What this page may load, beyond what every page may. */
  sources?: Sources
  /** A request from elsewhere that `csrf: { except }` accepts. It never has a signed-in user. */
  anonymous?: true
}

// biome-ignore lint/suspicious/noExplicitAny: the bindings are the owner's, and nothing here reads them.
export type CoreEnv = { Bindings: any; Variables: CoreVariables }

export type CoreContext = Context<CoreEnv>
