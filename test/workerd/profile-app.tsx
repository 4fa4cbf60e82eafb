// The profile pages in an app of their own.
import { Hono } from 'hono'
import { methodNotAllowed } from 'hono/method-not-allowed'
import { entryway, fromEnv } from '../../src/entryway/index.ts'
import { home } from '../../src/home/routes.tsx'
import { profile } from '../../src/profile/routes.tsx'
import { frame, pages } from '../../src/ui/frame.tsx'
import { startApp, type TestApp } from './app.ts'
import { storeOf } from './kv.ts'

const auth = entryway<Env>((env) => ({ ...fromEnv(env), store: storeOf(env), pages }))
const feature = profile(auth)

const app = new Hono<{ Bindings: Env }>({ strict: false })
app.use(auth.protect())
app.use(frame(() => []))
app.use(methodNotAllowed({ app, onMethodNotAllowed: auth.methodNotAllowed }))
app.onError(auth.onError)
app.notFound(auth.notFound)
app.route('/', auth.routes)
app.route('/', home(auth, [feature]))
app.route('/', feature.routes)

export function startProfileApp(settings: Record<string, unknown> = {}): Promise<TestApp> {
  return startApp(settings, app)
}
