// Entryway in an app of its own, mounted as the README says.
import { Hono } from 'hono'
import { entryway, type FromEnv, fromEnv, kvStore } from '../../src/entryway/index.ts'
import { greeting } from './page.ts'

let settings: FromEnv | undefined
const auth = entryway<Env>((env) => {
  settings ??= fromEnv(env)
  return { ...settings, store: kvStore(env.SESSIONS) }
})

const app = new Hono<{ Bindings: Env }>()
app.use(auth.protect())
app.route('/', auth.routes)
app.get('/guarded', auth.requireSession(), (c) => c.html(greeting(c.var.session.identity.name ?? '')))
// An instance goes by its environment: with a copy of that, nothing is cached, and every request is the first one.
app.get('/guarded/cold', (c) =>
  app.fetch(new Request(new URL('/guarded', c.req.url), c.req.raw), { ...c.env }, c.executionCtx),
)
app.get('/unguarded', (c) => c.html(greeting('Adele Vance')))
app.onError(auth.onError)

export default app
