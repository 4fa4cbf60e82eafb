// The whole app on one screen.
import { Hono } from 'hono'
import { methodNotAllowed } from 'hono/method-not-allowed'
import { callApi } from './call-api/routes.tsx'
import { entryway, fromEnv, kvStore } from './entryway/index.ts'
import { home } from './home/routes.tsx'
import { profile } from './profile/routes.tsx'
import { sessions } from './sessions/routes.tsx'
import { tokens } from './tokens/routes.tsx'
import { type Feature, navigation } from './ui/feature.ts'
import { frame, pages } from './ui/frame.tsx'

const auth = entryway<Env>((env) => ({
  ...fromEnv(env),
  store: kvStore(env.SESSIONS),
  pages,
  rateLimit: env.SIGN_OUT_LIMIT,
}))

const app = new Hono<{ Bindings: Env }>({ strict: false })
const features: Feature[] = [
  profile(auth), // /profile
  callApi(auth), // /call_api
  tokens(auth), // /tokens
  sessions(auth), // /sessions
]

app.use(auth.protect())
app.use(frame(navigation(features)))
app.use(methodNotAllowed({ app, onMethodNotAllowed: auth.methodNotAllowed }))
app.onError(auth.onError)
app.notFound(auth.notFound)

app.route('/', auth.routes)
app.route('/', home(auth, features))
for (const { routes } of features) app.route('/', routes)

// The cron trigger of wrangler.toml: a warning before the app's own credential expires.
export default Object.assign(app, { scheduled: auth.scheduled })
