// The core's own routes. They claim their own paths and nothing else of the app they are mounted in.
import { type Context, Hono, type MiddlewareHandler } from 'hono'
import { baseRoutePath, matchedRoutes } from 'hono/route'
import type { CoreContext, CoreEnv } from './context.ts'
import { EntrywayError } from './errors/entryway-error.ts'
import { health } from './health.ts'
import { isPrefetch } from './http/request.ts'
import { me } from './me.ts'
import { coreVariables, TAKEN_PROBLEM } from './settings/core-variables.ts'
import { SettingsError } from './settings/settings.ts'
import { callback } from './sign-in/callback.ts'
import { login } from './sign-in/sign-in.ts'
import { confirmSignOut, frontChannelSignOut, signOut } from './sign-out.ts'

/** What the routes need of their instance. */
type Needs = {
  protect: MiddlewareHandler
  /** The path of REDIRECT_URI; null while the settings are wrong. */
  redirectPathOf: (c: Context) => string | null
  respond: (thrown: unknown, c: Context) => Promise<Response>
}

const mountedElsewhere = (path: string) =>
  `Entryway's routes are mounted below ${path}. Mount them at the root: app.route('/', auth.routes), on an app without Hono's basePath(). For /auth/login, pass { basePath: '/auth' } to entryway()`

/** @param basePath where they are; the redirect URI is wherever its setting says */
export function coreRoutes(basePath: string, { protect, redirectPathOf, respond }: Needs): Hono {
  // Without an onError: what passes through here is the app's, and Hono would make an empty 200 of a handler that returns nothing.
  const app = new Hono<CoreEnv>()
  // The redirect URI is a setting, and routes are made before there are settings: its path is matched here, and nowhere else.
  let mountedAt: string | undefined
  app.use(async (c, next) => {
    // No guard and no page would lead there. Pages beneath show the mistake, before they send anyone to a /login that is not there.
    mountedAt ??= baseRoutePath(c)
    if (mountedAt !== '/') c.res = await respond(new TypeError(mountedElsewhere(mountedAt)), c)
    else if (!isAt(c.req.path, redirectPathOf(c))) await next()
    else {
      await protect(c, async () => {
        c.res = await callbackResponse(c).catch((error: unknown) => respond(error, c))
      })
    }
  })
  const routes = new Hono<CoreEnv>()
  routes.onError(respond)
  routes.get('/login', protect, ignorePrefetch, login)
  routes.get('/logout', protect, confirmSignOut)
  routes.post('/logout', protect, signOut)
  routes.get('/logout/front-channel', protect, ignorePrefetch, frontChannelSignOut)
  routes.get('/healthz', protect, health)
  routes.get('/api/me', protect, me)
  app.route(basePath || '/', routes)
  return app as unknown as Hono
}

/** An app with Hono's `strict: false` sees no slash at the end of a path. */
const isAt = (path: string, redirectPath: string | null) =>
  path === redirectPath || `${path}/` === redirectPath

/** For routes whose GET does something. Browsers discard a failed prefetch, and send the request again when the link is followed. */
const ignorePrefetch: MiddlewareHandler = async (c, next) => {
  if (isPrefetch(c)) return c.body(null, c.req.method === 'HEAD' ? 204 : 503)
  return next()
}

async function callbackResponse(c: CoreContext): Promise<Response> {
  // A page of the app's own has this path: the code in the URL is not for it, and its visitors are not for us.
  if (matchedRoutes(c).some(({ path, method }) => path === c.req.path && method !== 'ALL')) {
    const problem = {
      variable: 'REDIRECT_URI',
      problem: TAKEN_PROBLEM,
      expected: coreVariables.REDIRECT_URI.expected,
    }
    throw new SettingsError([problem])
  }
  if (c.req.method !== 'GET' && c.req.method !== 'HEAD') {
    c.header('allow', 'GET, HEAD')
    throw new EntrywayError('method_not_allowed')
  }
  return (await ignorePrefetch(c, async () => undefined)) ?? callback(c)
}
