import { expect, test } from 'vitest'
import {
  adele,
  casey,
  contoso,
  entryway,
  entrywayCustomers,
  entrywayEverywhere,
  fabrikam,
  robin,
} from '../../emulator/seed.ts'
import { EntraBrowser } from '../support/entra-browser.ts'
import { atCallback, CALLBACK, signedIn, startApp, type TestApp, visit } from './app.ts'
import { HOUR, stopClock } from './clock.ts'
import { attemptMissing, callbackMalformed, expectRefused, expectSignedIn } from './refused.ts'

const EVERYTHING = 'openid profile offline_access User.Read User.Read.All'
const EXTERNAL_ID = 'https://fourthcoffee.ciamlogin.com'
const CUSTOMERS_PATH = `${EXTERNAL_ID}/fourthcoffee.onmicrosoft.com`
const customers = { AUTHORITY: EXTERNAL_ID, CLIENT_ID: entrywayCustomers.clientId }

function approvalUrl(at: string, client_id: string, scope: string): string {
  const query = { client_id, scope, redirect_uri: CALLBACK, state: 'admin_consent' }
  return `${at}/v2.0/adminconsent?${new URLSearchParams(query)}`
}

const forCustomers = (scope: string) => approvalUrl(CUSTOMERS_PATH, entrywayCustomers.clientId, scope)

/** The administrator has a browser of their own, which knows neither the app nor the sign-in. */
async function approve(app: TestApp, url: string): Promise<Response> {
  const back = await new EntraBrowser(app.emulator).adminConsent(url)
  return app.browser().get(back.href)
}

const needed = { status: 403, code: 'admin_consent_needed', reason: 'entra' } as const

/** "Need admin approval" comes back as a cancel does, so the page says what both need. */
const wentBack = { status: 400, code: 'canceled', reason: 'entra' } as const

const WORK = `https://login.microsoftonline.com/${contoso.id}`
const US = `https://login.microsoftonline.us/${contoso.id}`
const COMMON = 'https://login.microsoftonline.com/common'
const ORGANIZATIONS = 'https://login.microsoftonline.com/organizations'
const APPROVED = { admin_consent: 'True', tenant: contoso.id, scope: 'User.Read', state: 'admin_consent' }
const everywhere = { CLIENT_ID: entrywayEverywhere.clientId }

test.each([
  ['of one tenant', { AUTHORITY: WORK }, WORK, entryway.clientId],
  ['of a sovereign cloud', { AUTHORITY: US }, US, entryway.clientId],
  ['of any account', { AUTHORITY: COMMON, ...everywhere }, ORGANIZATIONS, entrywayEverywhere.clientId],
  [
    'of any organization',
    { AUTHORITY: ORGANIZATIONS, ...everywhere },
    ORGANIZATIONS,
    entrywayEverywhere.clientId,
  ],
])(
  'a permission that only an administrator grants: %s the page has the link, and once it is approved the person signs in',
  async (_, settings, at, clientId) => {
    const { app, browser } = await visit({ ...settings, SCOPE: 'User.Read.All' })
    const approval = approvalUrl(at, clientId, EVERYTHING)
    const page = await expectRefused(app, browser, await browser.reachCallback(), { ...wentBack, approval })
    expect(page).toContain('send your administrator the link')
    expect(app.lastLog('error')).toMatchObject({ operator: expect.any(String) })

    const approved = await approve(app, approval)
    expect([approved.status, approved.headers.get('cache-control')]).toEqual([200, 'no-store'])
    expect(await approved.text()).toContain('The app is approved')
    await expectSignedIn(app, browser, await browser.reachCallback())
  },
)

test('a customer, who cannot consent, sees from /login on that it is the administrator’s to do', async () => {
  const app = await startApp(customers)
  app.emulator.setFault('admin_consent_revoked')
  const browser = app.browser()
  const approval = forCustomers('openid profile offline_access User.Read')
  const callback = await browser.reachCallback(robin.signInName)
  expect(callback.searchParams.get('error_description')).toContain('AADSTS65001')
  await expectRefused(app, browser, callback, { ...needed, approval })

  expect((await approve(app, approval)).status).toBe(200)
  await expectSignedIn(app, browser, await browser.reachCallback(robin.signInName))
})

test('tells an administrator who cancels that nothing was granted', async () => {
  const app = await startApp(customers)
  app.emulator.setFault('admin_consent_revoked')
  const url = forCustomers('openid profile offline_access User.Read')
  const back = await new EntraBrowser(app.emulator).cancel(url)
  const page = await expectRefused(app, app.browser(), back, {
    status: 403,
    code: 'admin_consent_refused',
    reason: 'entra',
  })
  expect(page).toContain('>Sign in again<')
  expect(app.lastLog('error')?.operator).toMatch(/canceled|declined/)
  expect(app.emulator.state.adminConsents.size).toBe(0)
})

test('an approval needs neither attempt nor session, and changes neither', async () => {
  const { app, browser } = await signedIn()
  const callback = await browser.reachCallback()
  const before = { cookies: [...browser.cookies], keys: await app.kv.keys(), outbound: [...app.outbound] }
  const answer = new URLSearchParams({ ...APPROVED, tenant: fabrikam.id })
  const response = await browser.get(`/callback?${answer}`)
  const page = await response.text()
  expect([response.status, response.headers.getSetCookie()]).toEqual([200, []])
  // Anybody may write it there, so it is neither believed nor shown.
  expect(page).not.toContain(fabrikam.id)
  expect(JSON.stringify(app.logs)).not.toContain(fabrikam.id)
  expect({ cookies: [...browser.cookies], keys: await app.kv.keys(), outbound: app.outbound }).toEqual(before)
  expect(await browser.home()).toContain(contoso.id)
  expect((await browser.get(callback.href)).status).toBe(303)
})

test('an approval is confirmed to a browser with a session too while the store does not answer', async () => {
  const { app, browser } = await signedIn()
  app.restart()
  app.kv.failing.add('get')
  const response = await browser.get(`/callback?${new URLSearchParams(APPROVED)}`)
  expect([response.status, await response.text()]).toEqual([200, expect.stringContaining('is approved')])
})

const hostile = '"><script>evil</script>\r\n{"event":"sign_in"}\u202e'

/** The answer, what is wrong with it, and the log's word for it. */
const ATTACKS: [name: string, change: Record<string, string>, reason: string, twice?: string][] = [
  ['with a code', { code: 'a-code' }, 'code_and_admin_consent'],
  ['with an empty code', { code: '' }, 'code_and_admin_consent'],
  ['with an ID token', { id_token: 'a.b.c' }, 'token_in_query'],
  ['that says no', { admin_consent: 'False' }, 'no_admin_consent'],
  ['that says something else', { admin_consent: hostile }, 'no_admin_consent'],
  ['that says yes twice', {}, 'doubled', 'admin_consent'],
]

test.each(ATTACKS)('rejects an approval %s', async (_, change, reason, twice) => {
  const { app, browser, callback } = await atCallback()
  const outbound = [...app.outbound]
  const query = new URLSearchParams({ ...APPROVED, ...change })
  if (twice) query.append(twice, 'True')
  const page = await expectRefused(app, browser, `/callback?${query}`, callbackMalformed(reason))
  expect(page + JSON.stringify(app.logs)).not.toMatch(/evil|a-code/)
  expect([browser.attempts.length, app.outbound]).toEqual([1, outbound])
  await expectSignedIn(app, browser, callback)
})

test('an approval under the state of a sign-in does not use that sign-in up', async () => {
  const { app, browser, callback } = await atCallback()
  const query = new URLSearchParams({ ...APPROVED, state: callback.searchParams.get('state') ?? '' })
  expect(await browser.text(`/callback?${query}`)).toContain('The app is approved')
  expect(browser.attempts.length).toBe(1)
  expect(await app.kv.keys()).toEqual([])
  await expectSignedIn(app, browser, callback)
})

test.each([
  ['without a state', ''],
  ['with a state of their own', 'anything'],
])('an approval by a link %s is one too, and signs nobody in', async (_, state) => {
  const { app, browser } = await visit()
  const response = await browser.get(`/callback?${new URLSearchParams({ ...APPROVED, state })}`)
  expect([response.status, response.headers.getSetCookie(), app.outbound]).toEqual([200, [], []])
  expect(await response.text()).toContain('The app is approved')
})

test('admin_consent beside another person’s code spares it no check, and beside one’s own changes nothing', async () => {
  const app = await startApp()
  const [browser, victim] = [app.browser(), app.browser()]
  const callback = await browser.reachCallback()
  callback.searchParams.set('admin_consent', 'True')
  await expectRefused(app, victim, callback, attemptMissing('no_cookie'))
  await expectSignedIn(app, browser, callback)
})

test('what an answer’s texts say reaches neither page, header nor log', async () => {
  const { app, browser } = await visit()
  const texts = { tenant: hostile, scope: hostile, state: 'admin_consent' }
  const approved = await browser.get(`/callback?${new URLSearchParams({ ...texts, admin_consent: 'True' })}`)
  expect(approved.status).toBe(200)
  const refused = await expectRefused(
    app,
    browser,
    `/callback?${new URLSearchParams({ ...texts, error: hostile, error_description: hostile, error_uri: hostile })}`,
    { status: 403, code: 'admin_consent_refused', reason: 'entra' },
  )
  const seen = (await approved.text()) + refused + JSON.stringify([app.logs, [...approved.headers]])
  expect(seen).not.toMatch(/evil|\u202e|\\u202e/)
})

test('a script is answered with JSON: that it is approved, or with the link where it has to be', async () => {
  const app = await startApp({ SCOPE: 'User.Read.All' })
  const json = { accept: 'application/json' }
  const browser = app.browser()
  const refused = await browser.get((await browser.reachCallback()).href, json)
  expect([refused.status, await refused.json()]).toEqual([
    400,
    {
      error: 'canceled',
      message: 'The sign-in wasn’t completed',
      correlation_id: app.lastLog('error')?.correlationId,
      approval_url: approvalUrl(WORK, entryway.clientId, EVERYTHING),
    },
  ])
  const approved = await browser.get(`/callback?${new URLSearchParams(APPROVED)}`, json)
  expect([approved.status, await approved.json()]).toEqual([200, { approved: true }])
  const missing = await browser.get('/profile', json)
  expect(await missing.json()).not.toHaveProperty('approval_url')
})

test('where Entra refuses the refresh itself the link is of the tenant that tried', async () => {
  const clock = stopClock()
  const { app, browser } = await signedIn({ AUTHORITY: COMMON, ...everywhere, SESSION_IDLE_MINUTES: '240' })
  clock.pass(2 * HOUR)
  app.intercept = (request) =>
    request.method === 'POST'
      ? Response.json({ error: 'access_denied', error_codes: [90094] }, { status: 400 })
      : null
  const approval = approvalUrl(WORK, entrywayEverywhere.clientId, 'openid profile offline_access User.Read')
  const page = await expectRefused(app, browser, '/profile', {
    status: 403,
    code: 'admin_consent_needed',
    reason: 'refresh',
    approval,
  })
  expect(page).toContain(adele.tenantId)
})

test('a personal account, which has no administrator, is shown no link to one', async () => {
  const app = await startApp({ AUTHORITY: 'https://login.microsoftonline.com/consumers', ...everywhere })
  app.emulator.setFault('aadsts', { aadsts: 90094 })
  const browser = app.browser()
  const back = await browser.entra.signIn(
    (await browser.get('/login')).headers.get('location') ?? '',
    casey.profile.userPrincipalName,
  )
  const page = await expectRefused(app, browser, back, {
    status: 403,
    code: 'permission_impossible',
    reason: 'entra',
  })
  expect(page).not.toContain('adminconsent')
  expect(app.lastLog('error')).toMatchObject({ fixableBy: 'operator', aadsts: 90094 })
})
