// An app on the door of the core, as small as can be: what the tests of sign-in and sessions visit. The pages of `src` are an
// owner's to replace, so they are visited by the tests of their own feature alone.
import { Hono } from 'hono'
import { methodNotAllowed } from 'hono/method-not-allowed'
import { entryway, fromEnv, type Session, WrongSetting } from '../../src/entryway/index.ts'
import { storeOf } from './kv.ts'

const auth = entryway<Env>((env) => ({
  ...fromEnv(env),
  store: storeOf(env),
  rateLimit: env.SIGN_OUT_LIMIT,
}))

/** A feature's own variable. */
const settings = auth.variables({
  ENDPOINT: {
    expected: 'an https URL',
    parse(text: string | undefined): string | null {
      if (text !== undefined && !text.startsWith('https://')) throw new WrongSetting('is not an https URL')
      return text ?? null
    },
  },
})
const nameOf = ({ identity }: Session) => identity.name ?? identity.username ?? 'an account without a name'

const app = new Hono<{ Bindings: Env }>({ strict: false })
app.use(auth.protect())
app.use(methodNotAllowed({ app, onMethodNotAllowed: auth.methodNotAllowed }))
app.onError(auth.onError)
app.notFound(auth.notFound)
app.route('/', auth.routes)

app.get('/', auth.session(), (c) => {
  const { session } = c.var
  if (!session) {
    const signedOut = c.req.query('signed-out')
    return c.html(
      <p>
        {signedOut === '' && 'You’re signed out. '}
        {signedOut === 'here' && 'Microsoft couldn’t be reached. '}
        Sign in to continue: <a href="/login">Sign in</a>
        {auth.settings(c).signUp && <a href="/login?prompt=create">Create account</a>}
      </p>,
    )
  }
  return c.html(
    <>
      <h1>
        Welcome, <bdi>{nameOf(session)}</bdi>
      </h1>
      <code>{session.identity.tenantId}</code>
    </>,
  )
})
app.get('/profile', auth.requireSession(), async (c) =>
  c.html(<pre>{JSON.stringify(await c.var.session.fetchJson('/me', ['User.Read']))}</pre>),
)
app.on(['GET', 'POST'], '/profile/edit', auth.requireSession(), async (c) =>
  c.html(<pre>{JSON.stringify(await c.var.session.fetchJson('/me', ['User.Read', 'User.ReadWrite']))}</pre>),
)
app.get('/sessions', auth.requireSession(), async (c) => c.json(await (await auth.sessions(c)).list()))
app.post('/sessions', auth.requireSession(), async (c) => {
  const sessions = await auth.sessions(c)
  const which = c.req.query('which') ?? ''
  if (which === 'others') await sessions.endOthers()
  else if (which === 'all') await sessions.endAll()
  else await sessions.end(which)
  return c.text('done')
})
app.get('/power', auth.requireSession({ maxAge: 300 }), (c) => c.text('powerful'))
app.get('/reports', auth.requireSession({ roles: ['Reports.Read', 'Reports.Admin'] }), (c) =>
  c.text('reports'),
)
app.on(['GET', 'POST'], '/greeting', auth.requireSession(), (c) => c.text(`Hello, ${nameOf(c.var.session)}`))
app.get('/profile/photo', auth.requireSession(), (c) => c.text(`a picture of ${nameOf(c.var.session)}`))
app.get('/call_api', auth.requireSession(), async (c) => {
  const url = settings(c).ENDPOINT ?? c.var.session.graphUrl('/me')
  return c.html(<pre>{JSON.stringify(await c.var.session.fetchJson(url, auth.settings(c).scopes))}</pre>)
})

export default Object.assign(app, { scheduled: auth.scheduled })
