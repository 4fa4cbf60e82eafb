// The whole app on one screen.
import { Hono } from 'hono/tiny'
import { CallApiPage } from './call-api/page.tsx'
import { withAccessToken } from './entryway/access-token.ts'
import { answerError, answerNotFound } from './entryway/error-handler.tsx'
import { SignInRequired } from './entryway/errors/errors.ts'
import { optional } from './entryway/errors/or-null.ts'
import { getJson } from './entryway/http/api.ts'
import { type App, type AppContext, isCallback, onlyWhenAsked } from './entryway/http/request.ts'
import { methodsAt } from './entryway/middleware/allowed-methods.ts'
import { smallBodiesOnly } from './entryway/middleware/body-limit.ts'
import { sameOriginOnly } from './entryway/middleware/csrf.ts'
import { securityHeaders } from './entryway/middleware/security-headers.ts'
import { endsOf, loadSession, type Session } from './entryway/session/session.ts'
import { readSettings } from './entryway/settings/settings.ts'
import { callback, login } from './entryway/sign-in.ts'
import { confirmSignOut, frontChannelSignOut, signOut } from './entryway/sign-out.ts'
import { SignedInHomePage, SignedOutHomePage } from './home/page.tsx'
import { editProfile, saveProfile } from './profile/edit.tsx'
import { getPhoto, getProfile, graphUrl } from './profile/graph.ts'
import { InitialsImage } from './profile/initials.tsx'
import { ProfilePage } from './profile/page.tsx'
import { tokenRoutes, tokensTile } from './tokens/routes.tsx'

const app = new Hono<App>()
app.onError(answerError)
app.notFound((c) => answerNotFound(c, methodsAt(app, c.req.path)))

app.use(securityHeaders)
app.use((c, next) => {
  c.set('correlationId', crypto.randomUUID())
  c.set('arrivedAt', Date.now())
  c.set('settings', readSettings(c.env, isTaken))
  return next()
})
app.use(sameOriginOnly)
app.use(smallBodiesOnly)

app.get('/login', onlyWhenAsked, login)
app.get('*', (c, next) => (isCallback(c) ? onlyWhenAsked(c, () => callback(c)) : next()))
app.get('/logout', confirmSignOut)
app.post('/logout', signOut)
app.get('/logout/front-channel', onlyWhenAsked, frontChannelSignOut)
app.get('/healthz', (c) => c.text('ok'))

app.get('/', async (c) => {
  const session = await loadSession(c)
  if (!session) {
    const signedOut = c.req.query('signed-out')
    const notice = signedOut === undefined ? null : signedOut === 'here' ? 'signed_out_here' : 'signed_out'
    return c.html(<SignedOutHomePage notice={notice} signUp={c.get('settings').signUp} />)
  }
  const times = { now: Date.now() / 1000, ...endsOf(c.get('settings'), session) }
  return c.html(
    <SignedInHomePage identity={session.identity} times={times}>
      {await tokensTile(c, session)}
    </SignedInHomePage>,
  )
})

app.get('/profile', async (c) => {
  const profile = await getProfile(c, await requireSession(c))
  return c.html(<ProfilePage profile={profile} saved={c.req.query('saved') !== undefined} />)
})
app.get('/profile/edit', async (c) => editProfile(c, await requireSession(c)))
app.post('/profile/edit', async (c) => saveProfile(c, await loadSession(c)))

app.get('/profile/photo', async (c) => {
  const session = await requireSession(c)
  // Whatever keeps Graph from answering, a person has initials.
  const photo = await optional(c, getPhoto(c, session))
  if (photo) return c.body(photo.body, 200, { 'content-type': photo.type })
  return c.body(`${<InitialsImage identity={session.identity} />}`, 200, { 'content-type': 'image/svg+xml' })
})

app.get('/call_api', async (c) => {
  const session = await requireSession(c)
  const { endpoint, scopes } = c.get('settings')
  const url = endpoint?.href ?? (await graphUrl(c, session, '/me'))
  const answer = await withAccessToken(c, session, scopes, (token) => getJson(url, token))
  return c.html(<CallApiPage url={url} answer={answer} />)
})
app.get('/call_downstream_api', (c) => c.redirect('/call_api', 301))

tokenRoutes(app, requireSession)

/** The callback must have a path of its own. */
function isTaken(path: string): boolean {
  return methodsAt(app, path).length > 0
}

async function requireSession(c: AppContext): Promise<Session> {
  const session = await loadSession(c)
  if (!session) throw new SignInRequired()
  return session
}

export default app
