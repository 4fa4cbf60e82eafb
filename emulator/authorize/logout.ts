// GET and POST /logout: ends the SSO session, notifies every app by front channel, and returns to the calling app.
import { type Context, Hono } from 'hono'
import type { AppRegistration } from '../directory/app-registration.ts'
import { type Authority, findAuthority } from '../directory/authority.ts'
import { loginHintOf, personOfLoginHint } from '../directory/lookup.ts'
import { isRegistered } from '../directory/redirect-uri.ts'
import { tenantOf } from '../directory/tenants.ts'
import { errorPage } from '../pages/error-page.ts'
import { form, type Parameters, passedOn, query } from '../protocol/parameters.ts'
import { type Account, signedIn, signOut } from '../state/sso-session.ts'
import type { State } from '../state/state.ts'
import { chooseSignOutPage, signedOutPage } from './sign-out-page.ts'

const isPersonal = ({ person }: Account) => tenantOf(person).kind === 'personal'

/** Whether Entra returns to this URL of the app: sign-out#rules-of-return. */
const leadsBackTo = (app: AppRegistration, { tenant }: Authority, account: Account, wanted: string) =>
  (app.tenantId === tenant?.id || app.signInAudience !== 'AzureADMyOrg') &&
  isRegistered(app, wanted) &&
  (!isPersonal(account) || app.frontChannelLogout !== null)

/** Where to redirect after sign-out; null: stay on Entra's page, as when there is no live session. */
function continueTo(
  { apps }: State,
  authority: Authority,
  parameters: Parameters,
  account: Account,
): string | null {
  const wanted = parameters.get('post_logout_redirect_uri')
  if (wanted === null) return null
  if (!apps.some((app) => leadsBackTo(app, authority, account, wanted))) return null
  const url = new URL(wanted)
  const passed = parameters.get('state')
  if (passed !== null) url.searchParams.set('state', passed)
  if (isPersonal(account)) url.searchParams.set('lc', '1033')
  return url.href
}

/**
 * The front-channel logout URL of each app that this account signed in to, with a sid and no iss. Personal accounts'
 * ID tokens have no sid, so their apps are not notified.
 */
function frontChannelUrls(state: State, origin: string, account: Account): string[] {
  if (isPersonal(account)) return []
  return state.apps.flatMap(({ clientId, frontChannelLogout }) => {
    if (!account.apps.has(clientId) || !frontChannelLogout) return []
    const url =
      'url' in frontChannelLogout
        ? new URL(frontChannelLogout.url)
        : new URL(frontChannelLogout.path, frontChannelLogout.at === 'app' ? state.appOrigin : origin)
    url.searchParams.set('sid', account.sid)
    return [url.href]
  })
}

/** v1: a single account is signed out without asking (sign-out#picker). */
function logout(c: Context, state: State, parameters: Parameters, version: 'v1' | 'v2.0') {
  const authority = findAuthority(c, state.tenants)
  const accounts = signedIn(c, state.browsers, authority)
  const hinted = personOfLoginHint(state.people, parameters.get('logout_hint') ?? '')
  const only = version === 'v1' && accounts.length === 1 ? accounts[0] : undefined
  const account = accounts.find(({ person }) => person === hinted) ?? only
  c.header('Cache-Control', 'no-store, no-cache')
  if (!account && !hinted && accounts.length > 0) {
    const choices = accounts.map(({ person }) => ({ person, signedIn: true, hint: loginHintOf(person) }))
    const fields = passedOn(parameters, ['post_logout_redirect_uri', 'state'])
    return c.html(chooseSignOutPage(authority, choices, fields))
  }
  if (!account) return c.html(signedOutPage([], null))
  const next = continueTo(state, authority, parameters, account)
  const urls = frontChannelUrls(state, new URL(c.req.url).origin, account)
  signOut(c, state.browsers, account)
  if (urls.length === 0 && next !== null) return c.redirect(next, 302)
  return c.html(signedOutPage(urls, next))
}

export function logoutRoutes(state: State): Hono {
  const app = new Hono()
  app.onError((error, c) => errorPage(c, error, state.now()))
  for (const [version, path] of [
    ['v2.0', '/:tenant/oauth2/v2.0/logout'],
    ['v1', '/:tenant/oauth2/logout'],
  ] as const) {
    app.get(path, (c) => logout(c, state, query(c), version))
    app.post(path, async (c) => logout(c, state, await form(c), version))
  }
  return app
}
