import { expect, test } from 'vitest'
import { contoso, fabrikam } from '../../emulator/seed.ts'
import { atCallback, contosoSettings, signedIn, startApp, type TestApp, visit } from './app.ts'
import { refuseTokens } from './changed-answers.ts'
import { HOUR, stopClock } from './clock.ts'

const GUID = expect.stringMatching(/^[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}$/)
const TIMED = { correlationId: GUID, ms: expect.any(Number), level: 'info' }
const WARNING = { ...TIMED, level: 'warning' }
const WHO = { person: expect.stringMatching(/^[\w-]{16}$/), session: expect.stringMatching(/^[\w-]{8}$/) }

const events = (app: TestApp) => app.logs.map(({ event }) => event)

test('a whole visit is one line each for sign-in, refresh and sign-out', async () => {
  const clock = stopClock()
  const { app, browser } = await signedIn({ SESSION_IDLE_MINUTES: '240' })
  await browser.get('/profile')
  clock.pass(2 * HOUR)
  await browser.get('/profile')
  await browser.post('/logout')
  await browser.get('/')
  expect(app.logs).toEqual([
    { event: 'sign_in_started', ...TIMED },
    { event: 'sign_in', tid: contoso.id, ...WHO, ...TIMED },
    { event: 'refresh', tid: contoso.id, ...WHO, ...TIMED },
    { event: 'sign_out', tid: contoso.id, ...WHO, ...TIMED },
  ])
})

test('the start and the end of a sign-in have the correlation id that Entra was sent', async () => {
  const { app, browser } = await visit()
  const authorize = await browser.startSignIn()
  const callback = await browser.entra.signIn(authorize.href, 'adele@contoso.example')
  await browser.get(callback.href)
  const sent = authorize.searchParams.get('client-request-id')
  expect(app.logs.map(({ correlationId }) => correlationId)).toEqual([sent, sent])
})

test('each request without a sign-in has a correlation id of its own', async () => {
  const app = await startApp()
  await app.browser().get('/callback?code=1&state=2')
  await app.browser().get('/callback?code=1&state=2')
  expect(new Set(app.logs.map(({ correlationId }) => correlationId)).size).toBe(2)
})

test('the correlation id on the page is the one in the log', async () => {
  const app = await startApp()
  const page = await (await app.browser().get('/callback?code=1&state=2')).text()
  expect(page).toContain(`<code>${app.lastLog('error')?.correlationId}</code>`)
})

test('ms is how long the request took', async () => {
  const clock = stopClock()
  const { app, browser, callback } = await atCallback()
  app.intercept = () => {
    clock.pass(2)
    app.intercept = () => null
    return null
  }
  await browser.get(callback.href)
  expect(app.lastLog('sign_in')?.ms).toBe(2000)
})

test('a refused sign-in is one line with code, reason, tenant and what the operator should do', async () => {
  const app = await startApp({ AUTHORITY: contosoSettings.AUTHORITY, ALLOWED_TENANTS: fabrikam.id })
  await app.browser().signIn()
  expect(app.logs.slice(1)).toEqual([
    {
      event: 'error',
      code: 'tenant_refused',
      reason: 'tid',
      tid: contoso.id,
      fixableBy: 'person',
      operator: expect.stringContaining('ALLOWED_TENANTS'),
      ...WARNING,
    },
  ])

  const other = await startApp()
  refuseTokens(other, { error: 'invalid_client', error_codes: [7000222] }, 401)
  await other.browser().signIn()
  expect(other.logs.slice(1)).toEqual([
    {
      event: 'error',
      code: 'sign_in_unavailable',
      reason: expect.any(String),
      aadsts: 7000222,
      fixableBy: 'operator',
      operator: expect.stringContaining('secret has expired'),
      ...WARNING,
    },
  ])
})

test('a refused refresh is one line, and the sign-in after it another', async () => {
  const clock = stopClock()
  const { app, browser } = await signedIn({ SESSION_IDLE_MINUTES: '240' })
  clock.pass(2 * HOUR)
  app.emulator.setFault('refresh_revoked')
  app.logs.length = 0
  await browser.get('/call_api')
  expect(app.logs).toEqual([
    {
      event: 'error',
      code: 'sign_in_expired',
      reason: 'refresh',
      aadsts: 50173,
      tid: contoso.id,
      fixableBy: 'person',
      operator: expect.any(String),
      ...WHO,
      ...WARNING,
    },
    { event: 'session_ended', tid: contoso.id, reason: 'entra', aadsts: 50173, ...WHO, ...TIMED },
    { event: 'sign_in_started', ...WHO, ...TIMED },
  ])
})

test('a front-channel sign-out is a line, and for whom it is asked stays out', async () => {
  const app = await startApp()
  const sid = '00000000-0000-4000-8000-000000000000'
  await app.fetch(`/logout/front-channel?sid=${sid}`)
  expect(app.logs).toEqual([{ event: 'front_channel_sign_out', ...TIMED }])
  await app.fetch('/logout/front-channel?sid=x')
  expect(app.logs).toHaveLength(1)
})

test.each(['/', '/healthz', '/nothing', '/logout', '/profile'])(
  'an anonymous visitor to %s is no event',
  async (path) => {
    const app = await startApp()
    await app.browser().get(path)
    expect(events(app)).toEqual([])
  },
)

test('wrong settings are a line that names the variables and what is wrong, not their values', async () => {
  const app = await startApp({ CLIENT_ID: 'my-secret', CLIENT_SECRET: undefined })
  await app.browser().get('/')
  expect(app.logs).toEqual([
    {
      event: 'settings_error',
      fixableBy: 'operator',
      variables: ['CLIENT_ID is not a GUID', 'CLIENT_SECRET is missing'],
      ...WARNING,
    },
  ])
})

test('whoever has the log and a user’s two GUIDs cannot tell which lines are theirs: the hash is keyed with the credential', async () => {
  const { app, browser } = await signedIn()
  await browser.post('/sessions?which=others')
  const before = app.logs.filter(({ person }) => person !== undefined).map(({ person }) => person)
  app.restart({ CLIENT_SECRET: 'another~secret-of-the-same-app-0123456789' })
  await browser.post('/sessions?which=others')
  const after = app.lastLog('session_ended')?.person
  const { user } = browser.parsedToken
  expect(before).toEqual([before[0], before[0]])
  expect(after).toMatch(/^[\w-]{16}$/)
  expect([after === before[0], user.startsWith(String(after)), user.startsWith(String(before[0]))]).toEqual([
    ...[false, false, false],
  ])
})

test('the operator can tell: the log’s name for the user stands beside their sessions in the store, and beside the end of all', async () => {
  const { app, browser } = await signedIn()
  const person = app.lastLog('sign_in')?.person
  const stored = async (prefix: string) => {
    const { keys } = await app.kv.real.list<{ person: string }>({ prefix })
    return keys.map(({ metadata }) => metadata?.person)
  }
  expect(await stored('use:')).toEqual([person])
  await browser.post('/sessions?which=others')
  expect(await stored('ended:others:')).toEqual([person])
  await browser.post('/logout', { everywhere: 'yes' })
  expect([await stored('use:'), await stored('ended:user:')]).toEqual([[], [person]])
})
