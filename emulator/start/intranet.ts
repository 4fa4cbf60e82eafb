// Contoso Intranet: a second, honest app in the same SSO session, to sign in to and out of.
import { type Context, Hono } from 'hono'
import { deleteCookie, getCookie, setCookie } from 'hono/cookie'
import { html } from 'hono/html'
import { createLocalJWKSet, type JSONWebKeySet, jwtVerify } from 'jose'
import type { AppRegistration } from '../directory/app-registration.ts'
import { intranet, secret } from '../directory/apps.ts'
import { isRegistered } from '../directory/redirect-uri.ts'
import { contoso } from '../directory/tenants.ts'
import { page } from '../pages/frame.ts'
import { sha256 } from '../protocol/digest.ts'
import { randomToken } from '../protocol/random.ts'
import type { State } from '../state/state.ts'

const ATTEMPT = 'intranet-attempt'
const SESSION = 'intranet-session'
const cookie = { httpOnly: true, sameSite: 'Lax', path: '/intranet' } as const

type Attempt = { nonce: string; verifier: string }
type Session = { name: string; username: string; sid: string; loginHint: string }

type FetchEntra = (request: Request) => Promise<Response>

const urls = (c: Context) => {
  const { origin } = new URL(c.req.url)
  const tenant = `${origin}/${contoso.id}`
  return {
    authorize: `${tenant}/oauth2/v2.0/authorize`,
    token: `${tenant}/oauth2/v2.0/token`,
    logout: `${tenant}/oauth2/v2.0/logout`,
    keys: `${tenant}/discovery/v2.0/keys`,
    issuer: `${tenant}/v2.0`,
    callback: `${origin}/intranet/callback`,
    home: `${origin}/intranet`,
  }
}

/** The claims of the checked ID token; null when anything about it, or about the answer, is wrong. */
async function redeem(fetchEntra: FetchEntra, at: ReturnType<typeof urls>, code: string, attempt: Attempt) {
  const body = new URLSearchParams({
    grant_type: 'authorization_code',
    client_id: intranet.clientId,
    client_secret: secret,
    code,
    redirect_uri: at.callback,
    code_verifier: attempt.verifier,
  })
  try {
    const redeemed = await fetchEntra(new Request(at.token, { method: 'POST', body }))
    const { id_token: idToken } = (await redeemed.json()) as { id_token: string }
    const published = await fetchEntra(new Request(at.keys))
    const keySet = createLocalJWKSet((await published.json()) as JSONWebKeySet)
    const expected = { issuer: at.issuer, audience: intranet.clientId }
    const { payload } = await jwtVerify(idToken, keySet, expected)
    return payload.nonce === attempt.nonce ? payload : null
  } catch {
    return null
  }
}

const errorPage = (c: Context, sentence: string) =>
  c.html(
    page({
      title: 'Not signed in',
      body: html`<h1>Not signed in</h1><p>${sentence}</p><p><a href="/intranet">Contoso Intranet</a></p>`,
    }),
    400,
  )

const homePage = (session: Session | undefined) =>
  page({
    title: 'Contoso Intranet',
    body: html`<h1>Contoso Intranet</h1>
<p>A second app in the same organization. If you are already signed in to Entra, you get in without being asked again. Signing
out here signs you out everywhere.</p>
${
  session
    ? html`<p>Signed in as <strong>${session.name}</strong> (${session.username}).</p>
<form method="post" action="/intranet/sign-out"><button class="strong">Sign out</button></form>`
    : html`<p>You are not signed in.</p>
<form method="post" action="/intranet/sign-in"><button class="strong">Sign in</button></form>`
}`,
  })

/** It lives wherever this emulator is reached, and is registered with the redirect URIs of that place. */
function registerAt({ callback, home }: ReturnType<typeof urls>, registration: AppRegistration): void {
  for (const uri of [callback, home]) {
    if (!isRegistered(registration, uri)) registration.redirectUris.push(uri)
  }
}

/** Nothing is there where the app is not registered, as with a seed of one's own. */
export function intranetRoutes(state: State, fetchEntra: FetchEntra): Hono {
  const app = new Hono()
  const attempts = new Map<string, Attempt>()
  const sessions = new Map<string, Session>()

  app.use('/intranet/*', async (c, next) => {
    const registration = state.apps.find(({ clientId }) => clientId === intranet.clientId)
    if (!registration) return c.notFound()
    registerAt(urls(c), registration)
    return next()
  })

  app.get('/intranet', (c) => c.html(homePage(sessions.get(getCookie(c, SESSION) ?? ''))))

  app.post('/intranet/sign-in', async (c) => {
    const { authorize, callback } = urls(c)
    const state = randomToken(32)
    const attempt: Attempt = { nonce: randomToken(32), verifier: randomToken(32) }
    attempts.set(state, attempt)
    setCookie(c, ATTEMPT, state, cookie)
    const query = new URLSearchParams({
      client_id: intranet.clientId,
      response_type: 'code',
      redirect_uri: callback,
      scope: 'openid profile',
      state,
      nonce: attempt.nonce,
      code_challenge: await sha256(attempt.verifier),
      code_challenge_method: 'S256',
    })
    return c.redirect(`${authorize}?${query}`, 303)
  })

  app.get('/intranet/callback', async (c) => {
    const state = c.req.query('state') ?? ''
    const attempt = getCookie(c, ATTEMPT) === state ? attempts.get(state) : undefined
    attempts.delete(state)
    deleteCookie(c, ATTEMPT, cookie)
    const code = c.req.query('code')
    if (!attempt || !code)
      return errorPage(c, c.req.query('error') ?? 'This sign-in did not start in this browser.')
    const claims = await redeem(fetchEntra, urls(c), code, attempt)
    if (!claims) return errorPage(c, 'The response from Entra is invalid.')
    const id = randomToken(32)
    sessions.set(id, {
      name: String(claims.name),
      username: String(claims.preferred_username),
      sid: String(claims.sid),
      loginHint: String(claims.login_hint),
    })
    setCookie(c, SESSION, id, cookie)
    return c.redirect('/intranet', 303)
  })

  app.post('/intranet/sign-out', (c) => {
    const id = getCookie(c, SESSION) ?? ''
    const session = sessions.get(id)
    sessions.delete(id)
    deleteCookie(c, SESSION, cookie)
    const { logout, home } = urls(c)
    const query = new URLSearchParams({ post_logout_redirect_uri: home })
    if (session) query.set('logout_hint', session.loginHint)
    return c.redirect(`${logout}?${query}`, 303)
  })

  // Front channel: Entra's frame brings the sid, and perhaps no cookie.
  app.get('/intranet/logout', (c) => {
    for (const [id, session] of sessions) if (session.sid === c.req.query('sid')) sessions.delete(id)
    return c.text('Signed out', 200, { 'Cache-Control': 'no-store' })
  })
  return app
}
