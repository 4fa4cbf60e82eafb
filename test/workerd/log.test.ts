import { expect, test } from 'vitest'
import { contoso, fabrikam } from '../../emulator/seed.ts'
import { atCallback, contosoSettings, type LogLine, signedIn, startApp, type TestApp } from './app.ts'
import { type Browser, SESSION_COOKIE } from './browser.ts'
import { refuseTokens } from './changed-answers.ts'
import { HOUR, MINUTE, stopClock } from './clock.ts'
import { twoLocations } from './two-locations.ts'

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

test('logs a rejected sign-in as one line with code, reason, tenant and what the operator should do', async () => {
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
  'logs nothing for an anonymous visitor to %s',
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

const linesOf = (lines: LogLine[]) => lines.map(({ event, code }) => (code ? `${event} ${code}` : event))

test.each<
  [string, string[], (of: { app: TestApp; browser: Browser; pass(seconds: number): void }) => unknown]
>([
  ['a sign-in over it', ['sign_in_started'], ({ browser }) => browser.get('/login')],
  [
    'a refresh',
    ['refresh'],
    ({ browser, pass }) => {
      pass(2 * HOUR)
      return browser.get('/profile')
    },
  ],
  [
    'a final refusal',
    ['error sign_in_expired', 'session_ended', 'sign_in_started'],
    ({ app, browser, pass }) => {
      pass(2 * HOUR)
      refuseTokens(app, { error: 'invalid_grant', error_codes: [50173] })
      return browser.get('/profile')
    },
  ],
  ['ending the others', ['session_ended'], ({ browser }) => browser.post('/sessions?which=others')],
  ['signing out', ['sign_out'], ({ browser }) => browser.post('/logout')],
  [
    'signing out that fails',
    ['error sign_out_incomplete'],
    ({ app, browser, pass }) => {
      pass(3 * MINUTE)
      app.kv.failing.add('delete')
      return browser.post('/logout')
    },
  ],
])('names the session in every line of %s', async (_, expected, act) => {
  const clock = stopClock()
  const { app, browser } = await signedIn({ SESSION_IDLE_MINUTES: '240' })
  const { person, session }: Partial<LogLine> = app.lastLog('sign_in') ?? {}
  app.logs.length = 0
  await act({ app, browser, pass: clock.pass })
  expect(linesOf(app.logs)).toEqual(expected)
  expect(person).toMatch(/^[\w-]{16}$/)
  for (const line of app.logs) expect(line).toMatchObject({ person, session })
})

test('signing out where the session is not known yet', async () => {
  const clock = stopClock()
  const { app, at, browser, kv } = await twoLocations()
  const visitor = await browser('here').signedIn()
  clock.pass(1)
  const { person, session }: Partial<LogLine> = app.lastLog('sign_in') ?? {}
  kv.hide('there')
  const headers = { cookie: `${SESSION_COOKIE}=${visitor.sessionToken}`, origin: 'https://entryway.example' }
  await at('there').fetch('/logout', { method: 'POST', headers })
  expect(app.lastLog('sign_out')).toMatchObject({ person, session })
  // An invented cookie is nobody's.
  app.logs.length = 0
  const invented = headers.cookie.replace(/=./, (first) => (first === '=A' ? '=B' : '=A'))
  await at('there').fetch('/logout', { method: 'POST', headers: { ...headers, cookie: invented } })
  expect(app.logs).toEqual([])
})
