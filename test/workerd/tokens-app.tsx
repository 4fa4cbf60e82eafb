// The pages for personal access tokens in an app of their own, whose home page is their tile, and whose
// other page calls another API.
import { Hono } from 'hono'
import { methodNotAllowed } from 'hono/method-not-allowed'
import { entryway, fromEnv } from '../../src/entryway/index.ts'
import { tokens } from '../../src/tokens/routes.tsx'
import { frame, pages } from '../../src/ui/frame.tsx'
import { storeOf } from './kv.ts'

/** As a new isolate has it: nothing is remembered. */
export function createTokensApp() {
  const auth = entryway<Env>((env) => ({ ...fromEnv(env), store: storeOf(env), pages }))

  const { routes, tile, link } = tokens(auth)

  const app = new Hono<{ Bindings: Env }>({ strict: false })
  app.use(auth.protect())
  app.use(frame((c) => [link(c) ?? []].flat()))
  app.use(methodNotAllowed({ app, onMethodNotAllowed: auth.methodNotAllowed }))
  app.onError(auth.onError)
  app.notFound(auth.notFound)
  app.route('/', auth.routes)
  app.get('/', auth.session(), async (c) => {
    const { session } = c.var
    if (!session) return c.text('Sign in to continue')
    return c.html(
      <main>
        <h1>{session.identity.name}</h1>
        {await tile(c, session)}
      </main>,
    )
  })
  app.get('/profile', auth.requireSession(), async (c) =>
    c.json(await c.var.session.fetchJson('/me', ['User.Read'])),
  )
  app.route('/', routes)
  return app
}

export default createTokensApp()
