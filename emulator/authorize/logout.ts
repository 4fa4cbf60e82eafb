// GET and POST /logout: ends the SSO session, tells every app by front channel, and goes on to the app that asked.
import { type Context, Hono } from 'hono'
import type { AppRegistration } from '../directory/app-registration.ts'
import { type Authority, findAuthority } from '../directory/authority.ts'
import { loginHintOf, personOfLoginHint } from '../directory/lookup.ts'
import { isRegistered } from '../directory/redirect-uri.ts'
import { errorPage } from '../pages/error-page.ts'
import { form, type Parameters, passedOn, query } from '../protocol/parameters.ts'
import { type Account, signedIn, signOut } from '../state/sso-session.ts'
import type { State } from '../state/state.ts'
import { chooseSignOutPage, signedOutPage } from './sign-out-page.ts'

/** Where to go afterwards: only to an address that is registered for some app of this authority. */
function continueTo(apps: AppRegistration[], { tenant }: Authority, parameters: Parameters): string | null {
  const wanted = parameters.get('post_logout_redirect_uri')
  if (wanted === null) return null
  const known = apps.some(
    (app) =>
      (app.tenantId === tenant?.id || app.signInAudience !== 'AzureADMyOrg') && isRegistered(app, wanted),
  )
  if (!known) return null
  const url = new URL(wanted)
  const passed = parameters.get('state')
  if (passed !== null) url.searchParams.set('state', passed)
  return url.href
}

/** The front-channel logout URL of each app that this account reached: a sid, and no iss. */
function frontChannelUrls(state: State, origin: string, { apps, sid }: Account): string[] {
  return state.apps.flatMap(({ clientId, frontChannelLogout }) => {
    if (!apps.has(clientId) || !frontChannelLogout) return []
    const url =
      'url' in frontChannelLogout
        ? new URL(frontChannelLogout.url)
        : new URL(frontChannelLogout.path, frontChannelLogout.at === 'app' ? state.appOrigin : origin)
    url.searchParams.set('sid', sid)
    return [url.href]
  })
}

function logout(c: Context, state: State, parameters: Parameters) {
  const authority = findAuthority(c, state.tenants)
  const next = continueTo(state.apps, authority, parameters)
  const accounts = signedIn(c, state.browsers, authority)
  const hinted = personOfLoginHint(state.people, parameters.get('logout_hint') ?? '')
  const account = accounts.find(({ person }) => person === hinted)
  c.header('Cache-Control', 'no-store, no-cache')
  if (!account && !hinted && accounts.length > 0) {
    const choices = accounts.map(({ person }) => ({ person, signedIn: true, hint: loginHintOf(person) }))
    const fields = passedOn(parameters, ['post_logout_redirect_uri', 'state'])
    return c.html(chooseSignOutPage(authority, choices, fields))
  }
  const urls = account ? frontChannelUrls(state, new URL(c.req.url).origin, account) : []
  if (account) signOut(c, state.browsers, account)
  if (urls.length === 0 && next !== null) return c.redirect(next, 302)
  return c.html(signedOutPage(urls, next))
}

export function logoutRoutes(state: State): Hono {
  const app = new Hono()
  const path = '/:tenant/oauth2/v2.0/logout'
  app.onError((error, c) => errorPage(c, error, state.now()))
  app.get(path, (c) => logout(c, state, query(c)))
  app.post(path, async (c) => logout(c, state, await form(c)))
  return app
}
