// The Worker: sign-in, and an API for the front end. Everything else is the front end's files, which Cloudflare serves.
import { Hono } from 'hono'
// In a project of your own: from 'entryway', the package.
import { entryway, fromEnv, kvStore } from '../../../src/entryway/index.ts'

const auth = entryway<Env>((env) => ({ ...fromEnv(env), store: kvStore(env.SESSIONS) }))

const app = new Hono<{ Bindings: Env }>()
app.use(auth.protect())
app.onError(auth.onError)
app.notFound(auth.notFound)
app.route('/', auth.routes)
app.use('/api/*', auth.requireSession())
app.get('/api/report', auth.requireSession(), async (c) => {
  const { jobTitle } = (await c.var.session.fetchJson('/me', ['User.Read'])) as { jobTitle: string | null }
  return c.json({ jobTitle })
})

export default app
