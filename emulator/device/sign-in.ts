// What a user does with a device code: enters it, picks an account, consents.
import { type Context, Hono } from 'hono'
import { choicesOf } from '../authorize/next-step.ts'
import { findAuthority } from '../directory/authority.ts'
import { grantConsent, needsAdmin } from '../directory/consent.ts'
import { findMember } from '../directory/lookup.ts'
import { isCustomer } from '../directory/person.ts'
import { installApp } from '../directory/service-principal.ts'
import { consentPage } from '../pages/consent-page.ts'
import { errorPage } from '../pages/error-page.ts'
import { signInPage } from '../pages/sign-in-page.ts'
import { EntraError } from '../protocol/entra-error.ts'
import { form, type Parameters, query, required } from '../protocol/parameters.ts'
import { type DeviceCode, findUserCode } from '../state/device-code.ts'
import { type Account, signedIn, signIn } from '../state/sso-session.ts'
import type { State } from '../state/state.ts'
import { deviceAnsweredPage, userCodePage } from './pages.ts'

const path = '/:tenant/oauth2/deviceauth'

const pathOf = ({ authority }: DeviceCode) => `/${authority.path}/oauth2/deviceauth`

function findWaiting(c: Context, state: State, parameters: Parameters): DeviceCode {
  const userCode = required(parameters, 'request')
  const record = findUserCode(state.deviceCodes, findAuthority(c, state.tenants), userCode, state.now())
  if (!record) throw new EntraError(70018)
  return record
}

/** The account picked for this code, in the browser where it was picked. */
function pickedAccount(c: Context, state: State, { authority, chosen }: DeviceCode): Account {
  const account = signedIn(c, state.browsers, authority).find(({ person }) => person.profile.id === chosen)
  if (!account) throw new EntraError(9002313)
  return account
}

function answer(c: Context, record: DeviceCode, given: Account | 'declined') {
  record.answer = given
  return c.html(deviceAnsweredPage(record.app, given !== 'declined'))
}

export function deviceSignInRoutes(state: State): Hono {
  const app = new Hono()
  app.onError((error, c) => errorPage(c, error, state.now()))
  app.use(`${path}/*`, async (c, next) => {
    c.header('Cache-Control', 'no-store, no-cache')
    await next()
  })

  // The URL that devices show: short, and not specific to a tenant.
  app.get('/device', (c) => c.redirect('/common/oauth2/deviceauth'))

  app.get(path, (c) => c.html(userCodePage(findAuthority(c, state.tenants), false)))

  app.post(path, async (c) => {
    const authority = findAuthority(c, state.tenants)
    const posted = await form(c)
    const record = findUserCode(state.deviceCodes, authority, posted.get('user_code') ?? '', state.now())
    if (!record) return c.html(userCodePage(authority, true), 400)
    const target = { action: `${pathOf(record)}/login`, id: record.userCode }
    const asked = { authority: record.authority, app: record.app, prompt: null, loginHint: null }
    // Customers sign in only on External ID's own pages.
    const members = state.people.filter((person) => !isCustomer(person))
    return c.html(
      signInPage(target, asked, choicesOf(members, asked, signedIn(c, state.browsers, record.authority))),
    )
  })

  app.post(`${path}/login`, async (c) => {
    const posted = await form(c)
    const record = findWaiting(c, state, posted)
    if (posted.get('cancel') !== null) return answer(c, record, 'declined')
    const person = findMember(state.people, record.authority, record.app, required(posted, 'username'))
    if (isCustomer(person)) throw new EntraError(500208)
    signIn(c, state.browsers, person, state.now())
    record.chosen = person.profile.id
    // This request doesn't carry the new cookie yet, so the next step needs a request of its own.
    return c.redirect(`${pathOf(record)}/consent?${new URLSearchParams({ request: record.userCode })}`, 303)
  })

  // Asked even if every scope is already granted: the code may come from someone else (RFC 8628 section 5.4).
  app.get(`${path}/consent`, (c) => {
    const record = findWaiting(c, state, query(c))
    const { person } = pickedAccount(c, state, record)
    const target = { action: `${pathOf(record)}/consent`, id: record.userCode }
    return c.html(consentPage(target, record, person, needsAdmin(state, person, record.app, record.scope)))
  })

  app.post(`${path}/consent`, async (c) => {
    const posted = await form(c)
    const record = findWaiting(c, state, posted)
    const account = pickedAccount(c, state, record)
    const needsApproval = needsAdmin(state, account.person, record.app, record.scope)
    if (posted.get('action') !== 'accept' || needsApproval) return answer(c, record, 'declined')
    grantConsent(state, account.person, record.app, record.scope)
    installApp(state, account.person.tenantId, record.app, state.now())
    account.apps.add(record.app.clientId)
    return answer(c, record, account)
  })
  return app
}
