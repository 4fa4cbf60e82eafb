// /sessions: where the user is signed in, and how to end that.
import { Hono } from 'hono'
import { type Context, type Entryway, formOwner } from '../entryway/index.ts'
import { accountKind } from '../ui/account-kind.ts'
import { consumeFlash, setFlash } from '../ui/flash.ts'
import { clockOf } from '../ui/time.ts'
import { type Ended, MicrosoftPage, SessionsPage } from './page.tsx'

/** Requested only by the page that needs it. Source: Microsoft Graph, "user: revokeSignInSessions". */
const REVOKE_SCOPES = ['User.RevokeSessions.All']

function ended(c: Context, which: Ended): Response {
  setFlash(c, `ended.${which}`)
  return c.redirect('/sessions', 303)
}

export function sessions(auth: Entryway<Env>) {
  const routes = new Hono<{ Bindings: Env }>()
  // On each route: a path's other methods get 405, not a sign-in.
  const signedIn = auth.requireSession()
  routes.get('/sessions', signedIn, async (c) => {
    const own = await auth.sessions(c)
    const notice = consumeFlash(c, /^ended\.(one|others|microsoft)$/) as Ended | null
    const kind = accountKind(auth.settings(c), c.var.session.identity)
    const page = <SessionsPage {...{ sessions: await own.list(), kind, notice }} clock={clockOf(c)} />
    return c.render(page, { title: 'Your sessions' })
  })
  routes.post('/sessions/end', signedIn, async (c) => {
    const form: Record<string, unknown> = await c.req.parseBody().catch(() => ({}))
    const id = typeof form.id === 'string' ? form.id : ''
    // Ending the current session also deletes the cookie.
    if (id === c.var.session.id) return c.redirect('/logout', 303)
    const own = await auth.sessions(c)
    // Only sessions on the list: an ID may belong to another user.
    if ((await own.list()).some((session) => session.id === id)) await own.end(id)
    return ended(c, 'one')
  })
  routes.post('/sessions/end-others', signedIn, async (c) => {
    await (await auth.sessions(c)).endOthers()
    return ended(c, 'others')
  })
  routes.get('/sessions/microsoft', signedIn, async (c) => {
    // Before the button is shown, so that consent is requested now.
    await c.var.session.accessToken(REVOKE_SCOPES)
    return c.render(<MicrosoftPage owner={formOwner(c, c.var.session)} />, {
      title: 'Sign out of Microsoft on every device',
    })
  })
  routes.post('/sessions/microsoft', signedIn, async (c) => {
    const form: Record<string, unknown> = await c.req.parseBody().catch(() => ({}))
    // It was another user who was asked.
    if (form.form !== formOwner(c, c.var.session)) return c.redirect('/sessions/microsoft', 303)
    await c.var.session.fetchJson('/me/revokeSignInSessions', REVOKE_SCOPES, { method: 'POST' })
    auth.log(c)('microsoft_sessions_revoked', { tid: c.var.session.identity.tenantId })
    return ended(c, 'microsoft')
  })

  const tile = () => (
    <a class="card" href="/sessions">
      <strong>Your sessions</strong>
      <span>See where you’re signed in, and sign out there</span>
    </a>
  )
  const link = () => ({ href: '/sessions', label: 'Sessions' })
  return { routes, tile, link }
}
