import { expect, test } from 'vitest'
import { signedIn, startApp, type TestApp } from './app.ts'
import type { Browser } from './browser.ts'
import { changeTokenAnswers, isTokenRequest, type Json, watchTokenRequests } from './changed-answers.ts'
import { HOUR, MINUTE, stopClock } from './clock.ts'

type Clock = ReturnType<typeof stopClock>

/** Signed in with a token of one hour, in a session that outlives it. */
async function withToken(change: Json = {}): Promise<{ app: TestApp; browser: Browser; clock: Clock }> {
  const clock = stopClock()
  const app = await startApp({ SESSION_IDLE_MINUTES: '240' })
  changeTokenAnswers(app, (json) => ({ ...json, expires_in: HOUR, ...change }))
  const browser = await app.browser().signedIn()
  app.outbound.length = 0
  return { app, browser, clock }
}

const tokenRequests = (app: TestApp) => app.outbound.filter((line) => line.endsWith('/token')).length

test.each([
  ['one second before five minutes before its end', HOUR - 5 * MINUTE - 1, 0],
  ['five minutes before its end', HOUR - 5 * MINUTE, 1],
])('an access token is used until %s: %i s, %i refreshes', async (_, seconds, refreshes) => {
  const { app, browser, clock } = await withToken()
  clock.pass(seconds)
  expect((await browser.get('/call_api')).status).toBe(200)
  expect(tokenRequests(app)).toBe(refreshes)
  expect(app.logs.filter(({ event }) => event === 'refresh')).toHaveLength(refreshes)
})

test('one refresh serves every page after it, in this isolate and in another', async () => {
  const { app, browser, clock } = await withToken()
  clock.pass(HOUR)
  await browser.get('/profile')
  await browser.get('/call_api')
  app.restart()
  await browser.get('/call_api')
  expect(tokenRequests(app)).toBe(1)
})

test('a refresh asks for the scopes of one API, with the session’s refresh token and the app’s secret', async () => {
  const { app, browser, clock } = await withToken()
  const forms = watchTokenRequests(app)
  clock.pass(HOUR)
  await browser.get('/call_api')
  expect(
    forms.map((form) => [form.get('grant_type'), form.get('scope'), form.getAll('refresh_token').length]),
  ).toEqual([['refresh_token', 'openid profile offline_access User.Read', 1]])
  expect([...(forms[0]?.keys() ?? [])].sort()).toEqual([
    'client_id',
    'client_secret',
    'grant_type',
    'refresh_token',
    'scope',
  ])
})

test('the newest refresh token is stored, and used next time in a new isolate', async () => {
  const { app, browser, clock } = await withToken()
  changeTokenAnswers(app, (json) => ({ ...json, expires_in: HOUR, refresh_token: 'first' }))
  clock.pass(HOUR)
  await browser.get('/call_api')
  app.restart()
  clock.pass(HOUR)
  const forms = watchTokenRequests(app)
  await browser.get('/call_api')
  expect(forms.map((form) => form.get('refresh_token'))).toEqual(['first'])
})

test('a refresh answer without a refresh token keeps the one there is', async () => {
  const { app, browser, clock } = await withToken({ refresh_token: 'kept' })
  app.intercept = async (request) => {
    if (!isTokenRequest(request)) return null
    return Response.json({ token_type: 'Bearer', access_token: 'fresh', expires_in: HOUR })
  }
  clock.pass(HOUR)
  await browser.get('/call_api')
  app.restart()
  clock.pass(HOUR)
  const forms = watchTokenRequests(app)
  await browser.get('/call_api')
  expect(forms.map((form) => form.get('refresh_token'))).toEqual(['kept'])
})

test('a token of one minute is used for half of it, and does not loop', async () => {
  const { app, browser, clock } = await withToken({ expires_in: 60 })
  clock.pass(29)
  await browser.get('/call_api')
  await browser.get('/call_api')
  expect(tokenRequests(app)).toBe(0)
  clock.pass(1)
  await browser.get('/call_api')
  await browser.get('/call_api')
  expect(tokenRequests(app)).toBe(1)
})

test('a token whose lifetime Entra does not say is used for minutes, not for ever', async () => {
  const { app, browser, clock } = await withToken({ expires_in: undefined })
  clock.pass(60)
  await browser.get('/call_api')
  expect(tokenRequests(app)).toBe(0)
  clock.pass(4 * MINUTE)
  await browser.get('/call_api')
  expect(tokenRequests(app)).toBe(1)
})

test('a session without a refresh token sends to sign in once the access token ends, and back', async () => {
  const { app, browser, clock } = await withToken({ refresh_token: undefined })
  expect((await browser.get('/call_api')).status).toBe(200)
  clock.pass(HOUR)
  const away = await browser.get('/call_api?again')
  expect([away.status, tokenRequests(app)]).toEqual([302, 0])
  const back = await browser.followToEntra(away)
  expect([back.status, back.headers.get('location')]).toEqual([303, '/call_api?again'])
  expect((await browser.get('/call_api?again')).status).toBe(200)
})

const ME = 'https://graph.microsoft.com/v1.0/me'

/** Graph refuses the first `times` tokens; gives the tokens that it was shown. */
function refuseAtGraph(app: TestApp, times: number): (string | null)[] {
  const shown: (string | null)[] = []
  app.intercept = (request) => {
    if (request.url !== ME) return null
    shown.push(request.headers.get('authorization'))
    return shown.length <= times ? Response.json({ error: {} }, { status: 401 }) : null
  }
  return shown
}

test('renews a cached token that the API rejects, once, and shows the page', async () => {
  const { app, browser } = await signedIn()
  const shown = refuseAtGraph(app, 1)
  const response = await browser.get('/profile')
  expect([response.status, (await response.text()).includes('Retail Manager')]).toEqual([200, true])
  expect(shown).toHaveLength(2)
  expect(shown[1]).not.toBe(shown[0])
})

test('a token that an API rejects is renewed once for two requests at the same time, and both show the page', async () => {
  const { app, browser } = await signedIn()
  let [rejected, renewed] = ['', 0]
  const both = Promise.withResolvers<void>()
  app.intercept = async (request) => {
    if (isTokenRequest(request)) {
      renewed++
      await both.promise
    }
    if (request.url !== ME) return null
    const shown = request.headers.get('authorization') ?? ''
    if (rejected === shown) both.resolve()
    rejected ||= shown
    return rejected === shown ? Response.json({ error: {} }, { status: 401 }) : null
  }
  const pages = await Promise.all([browser.get('/profile'), browser.get('/profile')])
  expect([...pages.map(({ status }) => status), renewed]).toEqual([200, 200, 1])
})

test('asks an API that rejects the renewed token too no more, and shows an error page', async () => {
  const { app, browser } = await signedIn()
  const shown = refuseAtGraph(app, 9)
  const response = await browser.get('/profile')
  expect([response.status, app.lastLog('error')?.code]).toEqual([502, 'api_unauthorized'])
  expect(shown).toHaveLength(2)
  expect(browser.sessionToken).toBeDefined()
})

test('fetches no second token if the API rejects one that was fetched for this request', async () => {
  const ENDPOINT = 'https://api.contoso.example/contoso-api/hello'
  const { app, browser } = await signedIn({ SCOPE: 'api://contoso-api/access_as_user', ENDPOINT })
  await browser.followToEntra(await browser.get('/call_api'))
  await browser.signIn()
  let tokenRequests = 0
  app.intercept = (request) => {
    if (isTokenRequest(request)) tokenRequests++
    return request.url === ENDPOINT ? new Response(null, { status: 401 }) : null
  }
  const response = await browser.get('/call_api')
  expect([response.status, tokenRequests]).toEqual([502, 1])
})
