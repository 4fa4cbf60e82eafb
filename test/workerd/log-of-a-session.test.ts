// Every line of the log that is about a session says whose it is, by a keyed hash and the first characters of the session's id.
import { expect, test } from 'vitest'
import { type LogLine, signedIn, type TestApp } from './app.ts'
import { type Browser, SESSION_COOKIE } from './browser.ts'
import { refuseTokens } from './changed-answers.ts'
import { HOUR, MINUTE, stopClock } from './clock.ts'
import { twoLocations } from './two-locations.ts'

const events = (lines: LogLine[]) => lines.map(({ event, code }) => (code ? `${event} ${code}` : event))

test.each<
  [string, string[], (of: { app: TestApp; browser: Browser; pass(seconds: number): void }) => unknown]
>([
  ['a sign-in over it', ['sign_in_started'], ({ browser }) => browser.get('/login')],
  ['a step-up', ['sign_in_started'], ({ browser }) => browser.get('/power')],
  [
    'a refresh',
    ['refresh'],
    ({ browser, pass }) => {
      pass(2 * HOUR)
      return browser.get('/profile')
    },
  ],
  [
    'a page that asks for consent',
    ['consent_asked', 'sign_in_started'],
    ({ browser }) => browser.get('/profile/edit'),
  ],
  [
    'an API that fails',
    ['error api_failed'],
    ({ app, browser }) => {
      app.intercept = ({ url }) => (url.includes('/me') ? new Response('', { status: 500 }) : null)
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
  ['ending all', ['session_ended'], ({ browser }) => browser.post('/sessions?which=all')],
  [
    'use that is not stored',
    ['refresh', 'store_write_failed'],
    ({ app, browser, pass }) => {
      pass(2 * HOUR)
      app.kv.failing.add('put')
      return browser.get('/')
    },
  ],
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
])('%s', async (_, expected, act) => {
  const clock = stopClock()
  const { app, browser } = await signedIn({ SESSION_IDLE_MINUTES: '240' })
  const { person, session }: Partial<LogLine> = app.lastLog('sign_in') ?? {}
  app.logs.length = 0
  await act({ app, browser, pass: clock.pass })
  expect(events(app.logs)).toEqual(expected)
  expect(person).toMatch(/^[\w-]{16}$/)
  for (const line of app.logs) expect(line).toMatchObject({ person, session })
})

test('signing out where the session is not known yet', async () => {
  const { app, at, browser, kv } = await twoLocations()
  const visitor = await browser('here').signedIn()
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
