// entryway(): one instance for an app. Its middleware, its routes, and what they share in an isolate.
import type { Context, ErrorHandler, Hono, MiddlewareHandler, NotFoundHandler } from 'hono'
import { type CoreContext, stateOf } from './context.ts'
import { warnBeforeExpiry } from './credential-expiry.ts'
import { EntrywayError, SignInRequired } from './errors/entryway-error.ts'
import { answerError, answerSettings, errorResponse } from './errors/error-handler.ts'
import { createGuards } from './guards.ts'
import { createBuild, createTask, type EntrywayOptions } from './instance.ts'
import { type Log, logSettings } from './log.ts'
import { checkRequest, type ProtectOptions, setHeaders } from './middleware/protect.ts'
import { securityHeadersFor } from './middleware/security-headers.ts'
import { coreRoutes } from './routes.ts'
import { type OwnSessions, ownSessions } from './session/own-sessions.ts'
import { isBasePath, type Mount, pathsOf, type Settings, SettingsError } from './settings/settings.ts'
import type { Parsed, Variables } from './settings/variables.ts'
import type { Session } from './signed-in-session.ts'
import type { Task } from './task.ts'

/** The environment of handlers behind `session()`: `new Hono<MaybeSignedIn<Env>>()`. */
export type MaybeSignedIn<Bindings extends object> = {
  Bindings: Bindings
  Variables: { session: Session | null }
}
/** The environment of handlers behind `requireSession()`: `new Hono<SignedIn<Env>>()`. */
export type SignedIn<Bindings extends object> = { Bindings: Bindings; Variables: { session: Session } }

export type Entryway<Bindings extends object> = {
  /**
   * `/login`, `/logout`, `/logout/front-channel`, `/healthz`, `/api/me` and the path of REDIRECT_URI, for
   * `app.route('/', auth.routes)`, before the app's own pages. They are protected with or without `protect()`, and answer their own errors.
   */
  routes: Hono
  /** Security headers, CSRF check and body limit for all handlers after it: `app.use(auth.protect())`. */
  protect(options?: ProtectOptions): MiddlewareHandler<{ Bindings: Bindings }>
  /** For public pages: `c.var.session` is null if nobody is signed in. */
  session(): MiddlewareHandler<MaybeSignedIn<Bindings>>
  /**
   * For pages, and whole paths, of signed-in users: `app.use('/admin/*', auth.requireSession({ roles: ['Admin'] }))`, before
   * their routes. A page view without a session is sent to sign in and back; anything else gets 401. Without one of the app
   * roles it is 403. With `maxAge` Entra must have seen the user's credentials at most so many seconds ago; else a page view
   * is sent there to give them, and anything else gets 401. Errors of Entryway that the guarded handlers throw are answered too.
   */
  requireSession(options?: { roles?: string[]; maxAge?: number }): MiddlewareHandler<SignedIn<Bindings>>
  /** Lists and ends the signed-in user's sessions on all devices. @throws {SignInRequired} nobody is signed in */
  sessions(c: Context): Promise<OwnSessions>
  /** Pages for errors, the app's own exceptions among them: `app.onError(auth.onError)`. */
  onError: ErrorHandler
  /** `app.notFound(auth.notFound)` */
  notFound: NotFoundHandler
  /** For hono/method-not-allowed: `methodNotAllowed({ app, onMethodNotAllowed: auth.methodNotAllowed })` */
  methodNotAllowed: (c: Context, methods: string[]) => Promise<Response>
  /**
   * Variables of a feature. What is wrong with them stands on the settings page beside the core's.
   * @returns reads them in a request
   */
  variables<V extends Variables>(variables: V): (c: Context) => Parsed<V>
  /** The core's own settings. */
  settings(c: Context): Settings
  /**
   * The request's log: `auth.log(c)('report_ordered')` is one line with the correlation ID. Fixed words only: no names, no
   * addresses, nothing that somebody typed. `.error` is for an expected error that a page handles itself.
   */
  log(c: Context): Log
  /** A GUID: on error pages, in the log and in Entra's own sign-in log. */
  correlationId(c: Context): string
  /**
   * A cron trigger's handler, once a day: warns in the log and at ALERT_WEBHOOK before the app's own credential expires.
   * `export default { fetch: app.fetch, scheduled: auth.scheduled }`
   */
  scheduled(
    controller: { scheduledTime: number },
    env: Bindings,
    context: { waitUntil(work: Promise<unknown>): void },
  ): Promise<void>
  /** For what a page can do without: null on an expected error; anything else is logged as a bug, and null too. */
  orNull<T>(c: Context, promise: Promise<T>): Promise<T | null>
}

/** @param configure called once for each environment, at its first request */
export function entryway<Bindings extends object>(
  configure: (env: Bindings) => EntrywayOptions,
  mount: Mount = {},
): Entryway<Bindings> {
  const { basePath = '' } = mount
  if (!isBasePath(basePath)) throw new TypeError(`basePath should be like /auth, not ${basePath}`)
  const features: Variables[] = []
  const build = createBuild(configure, features, pathsOf(mount))

  /** @throws {SettingsError} */
  function taskOf(c: Context): Task {
    const state = stateOf(c)
    if (!state.task) {
      const { instance, error } = build(c.env)
      if (!instance) throw error
      state.task = createTask(instance, (work) => waitUntil(c, work))
      state.build = build
    }
    // Whoever another instance lets in is not signed in here.
    if (state.build !== build) throw new TypeError('A request passed two instances of entryway()')
    return state.task
  }

  async function respond<Thrown>(
    thrown: Thrown,
    c: Context,
    answer: (thrown: Thrown, c: CoreContext) => Promise<Response> = answerError,
  ): Promise<Response> {
    stateOf(c).answered = thrown
    const { error, pages } = build(c.env)
    const wrong = thrown instanceof SettingsError ? thrown : error
    if (wrong) return answerSettings(wrong, c, pages)
    if (!stateOf(c).task) taskOf(c)
    return answer(thrown, c)
  }

  /** What every visitor can cause is not worth a line in the log. */
  const respondQuietly = (code: 'not_found' | 'method_not_allowed', c: Context) =>
    respond(new EntrywayError(code), c, errorResponse)

  async function protectRequest(c: Context, next: () => Promise<unknown>, options?: ProtectOptions) {
    const { instance } = build(c.env)
    const state = stateOf(c)
    state.isProtected = true
    let response: Response | null = null
    try {
      response = await checkRequest(c, taskOf(c).settings.origin, options)
      // Hono gives its error handlers what is an Error, and lets anything else pass.
      if (!response) await next()
    } catch (thrown) {
      response = await respond(thrown, c)
    }
    if (response) c.res = response
    const { page, frame } = instance?.headers ?? securityHeadersFor(null)
    setHeaders(c, state.isFramed ? frame : page)
  }

  const { session, requireSession, guardedSessionOf } = createGuards(taskOf, respond)

  return {
    routes: coreRoutes(basePath, {
      protect: async (c, next) => {
        const { isProtected, isAnonymous } = stateOf(c)
        // What an app exempts is its own, even where it exempts every path.
        if (!isProtected || isAnonymous) return protectRequest(c, next)
        taskOf(c)
        await next()
      },
      redirectPathOf: (c) => build(c.env).instance?.settings.redirectUri.pathname ?? null,
      respond,
    }),
    protect: (options) => (c, next) => protectRequest(c, next, options),
    session,
    requireSession,
    sessions: async (c) => {
      const { stored } = await guardedSessionOf(c)
      if (!stored) throw new SignInRequired()
      return ownSessions(taskOf(c), stored)
    },
    onError: (error, c) => respond(error, c),
    notFound: (c) => respondQuietly('not_found', c),
    methodNotAllowed: (c, methods) => {
      c.header('allow', methods.join(', '))
      return respondQuietly('method_not_allowed', c)
    },
    variables: (variables) => {
      features.push(variables)
      return (c) => {
        const built = build(c.env)
        if (built.error) throw built.error
        return built.features.get(variables) as Parsed<typeof variables>
      }
    },
    settings: (c) => taskOf(c).settings,
    log: (c) => taskOf(c).log,
    correlationId: (c) => taskOf(c).correlationId,
    scheduled: async ({ scheduledTime }, env, context) => {
      const { instance, error } = build(env)
      if (!instance) return logSettings(error.problems)
      await warnBeforeExpiry(
        createTask(instance, (work) => context.waitUntil(work)),
        scheduledTime,
      )
    },
    orNull: (c, promise) =>
      promise.catch((error: unknown) => {
        if (!(error instanceof EntrywayError)) taskOf(c).log.exception(error)
        return null
      }),
  }
}

/** Outside of Workers there is nothing to keep alive. */
function waitUntil(c: Context, work: Promise<unknown>): void {
  try {
    c.executionCtx.waitUntil(work)
  } catch {
    work.catch(() => undefined)
  }
}
