import { expect, test } from 'vitest'
import { contoso } from '../../emulator/seed.ts'
import { contosoSettings, signedIn, startApp, type TestApp, visit } from './app.ts'
import type { Browser } from './browser.ts'
import { changeTokenAnswers } from './changed-answers.ts'
import { HOUR, stopClock } from './clock.ts'
import { changeDocument } from './hostile-entra.ts'
import { entraUnavailable, expectRefused } from './refused.ts'

const METADATA = `GET https://login.microsoftonline.com/${contoso.id}/v2.0/.well-known/openid-configuration?appid=${contosoSettings.CLIENT_ID}`
const lines = (app: TestApp) => app.logs.filter(({ event }) => event === 'metadata_failed')
const metadataRequests = (app: TestApp) => app.outbound.filter((line) => line === METADATA).length

test('metadata is asked for once, and again after a day', async () => {
  const clock = stopClock()
  const { app, browser } = await visit()
  await browser.startSignIn()
  clock.pass(24 * HOUR - 1)
  await browser.startSignIn()
  expect(metadataRequests(app)).toBe(1)
  clock.pass(1)
  await browser.startSignIn()
  expect(metadataRequests(app)).toBe(2)
  expect(lines(app)).toEqual([])
})

test.each<[string, (app: TestApp) => void, object]>([
  [
    '503',
    (app) => app.emulator.setFault('metadata_503', { times: 0 }),
    { code: 'entra_unavailable', reason: 'status_503' },
  ],
  [
    'another issuer',
    (app) =>
      changeDocument(app, '/openid-configuration', (real) => ({ ...real, issuer: 'https://evil.example/' })),
    {
      code: 'sign_in_unavailable',
      reason: 'metadata names a foreign issuer',
      fixableBy: 'operator',
      operator: expect.stringContaining(': check AUTHORITY'),
    },
  ],
])(
  'the last good metadata goes on serving when newer is %s, asked for every ten seconds, and the log says so each time',
  async (_, spoil, line) => {
    const clock = stopClock()
    const { app, browser } = await signedIn()
    clock.pass(24 * HOUR)
    spoil(app)
    expect((await browser.signIn()).status).toBe(303)
    clock.pass(9)
    expect((await browser.signIn()).status).toBe(303)
    expect(metadataRequests(app)).toBe(2)
    expect(lines(app)).toMatchObject([line])
    clock.pass(1)
    expect((await browser.signIn()).status).toBe(303)
    expect(metadataRequests(app)).toBe(3)
    expect(lines(app)).toMatchObject([line, line])
    expect(app.lastLog('error')).toBeUndefined()
  },
)

test.each([
  ['status 429', answering(() => new Response('', { status: 429 })), 'status_429'],
  ['a page', answering(() => new Response('<h1>Proxy</h1>')), 'not_json'],
])('a first try that meets %s is not remembered', async (_, spoil, reason) => {
  const { app, browser } = await visit()
  spoil(app)
  const page = await expectRefused(app, browser, '/login?return_to=/profile', entraUnavailable(reason))
  expect(page).toContain('href="/login?return_to=%2Fprofile">Try again<')
  expect(browser.attempts).toEqual([])
  app.intercept = () => null
  expect((await browser.get('/login')).status).toBe(302)
})

function answering(answer: () => Response) {
  return (app: TestApp) => {
    app.intercept = answer
  }
}

test.each([
  ['metadata', 24 * HOUR, '/openid-configuration'],
  ['key set', HOUR, '/discovery/v2.0/keys'],
])('while a newer %s hangs, the last good one is served at once', async (_, age, path) => {
  const clock = stopClock()
  const app = await startApp()
  const [first, second] = [app.browser(), app.browser()]
  await first.signIn()
  clock.pass(age)
  const ofKeys = path.includes('keys')
  const callbacks = ofKeys ? [await first.reachCallback(), await second.reachCallback()] : []
  const hangs = Promise.withResolvers<Response>()
  let asked = 0
  app.intercept = (request) => {
    if (!new URL(request.url).pathname.endsWith(path)) return null
    asked++
    return hangs.promise
  }
  app.waitsForWork = false
  // The one that asks does not wait either, nor does the next one.
  for (const [index, browser] of [first, second].entries()) {
    const response = await browser.get(callbacks[index]?.href ?? '/login')
    expect([response.status, asked]).toEqual([ofKeys ? 303 : 302, 1])
  }
  hangs.resolve(new Response('', { status: 503 }))
})

test('public pages and live sessions go on while Entra is away', async () => {
  const { app, browser } = await signedIn()
  app.restart()
  app.intercept = () => new Response('', { status: 503 })
  expect(await browser.home()).toContain('Adele Vance')
  expect((await app.browser().get('/')).status).toBe(200)
  expect((await app.browser().get('/healthz')).status).toBe(200)
})

const PAGES = ['/profile', '/call_api']

/** Signed in, and then in a cold isolate, with the metadata away. */
async function coldWithoutMetadata(): Promise<{ app: TestApp; browser: Browser }> {
  const app = await startApp({ SESSION_IDLE_MINUTES: '240' })
  changeTokenAnswers(app, (json) => ({ ...json, expires_in: HOUR }))
  const browser = await app.browser().signedIn()
  app.restart()
  app.intercept = ({ url }) =>
    url.includes('openid-configuration') ? new Response('', { status: 503 }) : null
  app.outbound.length = 0
  return { app, browser }
}

test.each(PAGES)('a token that still holds needs no metadata for %s, in a cold isolate too', async (path) => {
  const { app, browser } = await coldWithoutMetadata()
  const response = await browser.get(path)
  await response.body?.cancel()
  expect(response.status).toBe(200)
  expect(app.outbound).toEqual([expect.stringContaining('GET https://graph.microsoft.com/v1.0/me')])
})

test('a token that is over does need it: a page says so, and the session stays', async () => {
  const clock = stopClock()
  const { app, browser } = await coldWithoutMetadata()
  clock.pass(HOUR)
  const refused = await browser.get('/profile')
  expect([refused.status, app.lastLog('error')?.code]).toEqual([503, 'entra_unavailable'])
  expect(app.outbound).toEqual([METADATA])
  app.intercept = () => null
  expect((await browser.get('/profile')).status).toBe(200)
})
