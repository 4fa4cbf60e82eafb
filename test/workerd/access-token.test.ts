import { expect, test } from 'vitest'
import { startApp, type TestApp } from './app.ts'
import type { Browser } from './browser.ts'
import { changeTokenAnswers, isTokenRequest, type Json } from './changed-answers.ts'
import { HOUR, MINUTE, stopClock } from './clock.ts'

type Clock = ReturnType<typeof stopClock>

/** Signed in with a token of one hour, in a session that outlives it. */
async function signedIn(change: Json = {}): Promise<{ app: TestApp; browser: Browser; clock: Clock }> {
  const clock = stopClock()
  const app = await startApp({ SESSION_IDLE_MINUTES: '240' })
  changeTokenAnswers(app, (json) => ({ ...json, expires_in: HOUR, ...change }))
  const browser = await app.browser().signedIn()
  app.outbound.length = 0
  return { app, browser, clock }
}

const tokenRequests = (app: TestApp) => app.outbound.filter((line) => line.endsWith('/token')).length

/** The forms that the app sends to the token endpoint; Entra answers them. */
function watchTokenRequests(app: TestApp): URLSearchParams[] {
  const forms: URLSearchParams[] = []
  app.intercept = async (request) => {
    if (isTokenRequest(request)) forms.push(new URLSearchParams(await request.clone().text()))
    return null
  }
  return forms
}

test.each([
  ['one second before five minutes before its end', HOUR - 5 * MINUTE - 1, 0],
  ['five minutes before its end', HOUR - 5 * MINUTE, 1],
])('an access token is used until %s: %i s, %i refreshes', async (_, seconds, refreshes) => {
  const { app, browser, clock } = await signedIn()
  clock.pass(seconds)
  expect((await browser.get('/call_api')).status).toBe(200)
  expect(tokenRequests(app)).toBe(refreshes)
  expect(app.logs.filter(({ event }) => event === 'refresh')).toHaveLength(refreshes)
})

test('one refresh serves every page after it, in this isolate and in another', async () => {
  const { app, browser, clock } = await signedIn()
  clock.pass(HOUR)
  await browser.get('/profile')
  await browser.get('/call_api')
  app.restart()
  await browser.get('/call_api')
  expect(tokenRequests(app)).toBe(1)
})

test('a refresh asks for the scopes of one API, with the session’s refresh token and the app’s secret', async () => {
  const { app, browser, clock } = await signedIn()
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
  const { app, browser, clock } = await signedIn()
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
  const { app, browser, clock } = await signedIn({ refresh_token: 'kept' })
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

test('the fresh token is the one that the API sees', async () => {
  const { app, browser, clock } = await signedIn()
  const seen: (string | null)[] = []
  let tokens = 0
  app.intercept = (request) => {
    if (isTokenRequest(request)) {
      tokens += 1
      return Response.json({ token_type: 'Bearer', access_token: `fresh-${tokens}`, expires_in: HOUR })
    }
    if (request.url.endsWith('/me')) {
      seen.push(request.headers.get('authorization'))
      return Response.json({})
    }
    return null
  }
  clock.pass(HOUR)
  await browser.get('/call_api')
  clock.pass(HOUR)
  await browser.get('/call_api')
  expect(seen).toEqual(['Bearer fresh-1', 'Bearer fresh-2'])
})

test('a token of one minute is used for half of it, and does not loop', async () => {
  const { app, browser, clock } = await signedIn({ expires_in: 60 })
  clock.pass(29)
  await browser.get('/call_api')
  await browser.get('/call_api')
  expect(tokenRequests(app)).toBe(0)
  clock.pass(1)
  await browser.get('/call_api')
  await browser.get('/call_api')
  expect(tokenRequests(app)).toBe(1)
})

test('a token of one second costs one refresh a page, not more', async () => {
  const { app, browser, clock } = await signedIn({ expires_in: 1 })
  clock.pass(1)
  expect((await browser.get('/call_api')).status).toBe(200)
  expect(tokenRequests(app)).toBe(1)
})

test('a token whose lifetime Entra does not say is used for minutes, not for ever', async () => {
  const { app, browser, clock } = await signedIn({ expires_in: undefined })
  clock.pass(60)
  await browser.get('/call_api')
  expect(tokenRequests(app)).toBe(0)
  clock.pass(4 * MINUTE)
  await browser.get('/call_api')
  expect(tokenRequests(app)).toBe(1)
})

test('a session without a refresh token sends to sign in once the access token ends, and back', async () => {
  const { app, browser, clock } = await signedIn({ refresh_token: undefined })
  expect((await browser.get('/call_api')).status).toBe(200)
  clock.pass(HOUR)
  const away = await browser.get('/call_api?again')
  expect([away.status, tokenRequests(app)]).toEqual([302, 0])
  const back = await browser.followToEntra(away)
  expect([back.status, back.headers.get('location')]).toEqual([303, '/call_api?again'])
  expect((await browser.get('/call_api?again')).status).toBe(200)
})
