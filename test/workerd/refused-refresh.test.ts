import { expect, test } from 'vitest'
import { adele } from '../../emulator/seed.ts'
import { ORIGIN, startApp, type TestApp } from './app.ts'
import type { Browser } from './browser.ts'
import { changeTokenAnswers, isTokenRequest, type Json, refuseTokens } from './changed-answers.ts'
import { HOUR, MINUTE, stopClock, stopDeadlines, timed } from './clock.ts'

type Time = 'old token still good' | 'old token over'

/** Signed in, with a token that is due. */
async function due(time: Time, clock = stopClock()): Promise<{ app: TestApp; browser: Browser }> {
  const app = await startApp({ SESSION_IDLE_MINUTES: '240' })
  changeTokenAnswers(app, (json) => ({ ...json, expires_in: HOUR }))
  const browser = await app.browser().signedIn()
  await clock.pass(time === 'old token over' ? HOUR : HOUR - MINUTE)
  app.intercept = () => null
  return { app, browser }
}

const claims = '{"access_token":{"capolids":{"essential":true,"values":["a b&c=d"]}}}'
const NEEDS_PERSON: [string, Json][] = [
  ['another factor', { error: 'invalid_grant', error_codes: [50076], suberror: 'basic_action' }],
  ['interaction_required', { error: 'interaction_required', suberror: 'basic_action' }],
  ['consent_required', { error: 'consent_required' }],
  ['a suberror alone', { error: 'something_new', suberror: 'additional_action' }],
]

for (const time of ['old token still good', 'old token over'] as const) {
  test.each(NEEDS_PERSON)(`%s sends the person to sign in and back (${time})`, async (_, json) => {
    const { app, browser } = await due(time)
    const [token, keys] = [browser.sessionToken, await app.kv.keys()]
    refuseTokens(app, { ...json, error_description: 'secret words', claims })
    const away = await browser.get('/call_api?x=1')
    expect(away.status).toBe(302)
    const authorize = new URL(away.headers.get('location') ?? '').searchParams
    expect(authorize.getAll('claims')).toEqual([claims])
    expect(authorize.getAll('login_hint')).toEqual([adele.profile.userPrincipalName])
    expect([authorize.has('prompt'), authorize.get('scope')]).toEqual([
      false,
      'openid profile offline_access User.Read',
    ])
    expect([browser.sessionToken, await app.kv.keys()]).toEqual([token, keys])
    const isConsent = json.error === 'consent_required'
    expect(app.lastLog(isConsent ? 'consent_asked' : 'error')).toMatchObject({ tid: adele.tenantId })

    app.intercept = () => null
    const back = await browser.followToEntra(away)
    expect([back.status, back.headers.get('location')]).toEqual([303, '/call_api?x=1'])
    expect((await browser.get('/call_api?x=1')).status).toBe(200)
  })
}

const FINAL: [string, Json][] = [
  ['a disabled account', { error: 'invalid_grant', error_codes: [50057] }],
  ['a changed password', { error: 'invalid_grant', error_codes: [50173], suberror: 'bad_token' }],
  ['a sign-in frequency that is over', { error: 'interaction_required', error_codes: [70043] }],
  ['no reason', { error: 'invalid_grant' }],
]

for (const time of ['old token still good', 'old token over'] as const) {
  test.each(FINAL)(`%s ends the session in the store (${time})`, async (_, json) => {
    const { app, browser } = await due(time)
    const cookie = `__Host-entryway-session=${browser.sessionToken}`
    refuseTokens(app, json)
    const away = await browser.get('/call_api')
    expect([away.status, new URL(away.headers.get('location') ?? '').host]).toEqual([
      302,
      'login.microsoftonline.com',
    ])
    expect(await app.kv.keys()).toEqual([])
    expect(app.lastLog('session_ended')).toMatchObject({ reason: 'entra' })
    for (const start of [() => undefined, () => app.restart()]) {
      start()
      expect(await app.browser().home({ cookie })).toContain('Sign in to continue')
    }
  })
}

test.each(['application/json', '*/*', 'image/*'])(
  'a request that accepts %s gets 401 JSON instead',
  async (accept) => {
    const { app, browser } = await due('old token over')
    refuseTokens(app, { error: 'invalid_grant' })
    const response = await browser.get('/call_api', { accept })
    expect([response.status, await response.json()]).toMatchObject([401, { error: 'session_missing' }])
    expect([response.headers.get('location'), browser.attempts]).toEqual([null, []])
    expect(browser.sessionToken).toBeDefined()
  },
)

const FAULTS: [string, number, string, () => Response | Promise<Response>][] = [
  ['503', 503, 'entra_unavailable', () => new Response('', { status: 503 })],
  ['429', 503, 'entra_unavailable', () => new Response('', { status: 429 })],
  [
    'temporarily_unavailable',
    503,
    'entra_unavailable',
    () => Response.json({ error: 'temporarily_unavailable' }, { status: 400 }),
  ],
  [
    'a circle of requests that Entra breaks off',
    503,
    'entra_unavailable',
    () => Response.json({ error: 'invalid_grant', error_codes: [50196] }, { status: 400 }),
  ],
  ['a redirect', 502, 'token_response_refused', () => Response.redirect('https://evil.example/', 307)],
  [
    'tokens beside an error',
    502,
    'token_response_refused',
    () => Response.json({ error: 'invalid_grant', access_token: 'x' }),
  ],
  [
    'a wrong secret',
    503,
    'sign_in_unavailable',
    () => Response.json({ error: 'invalid_client', error_codes: [7000215] }, { status: 401 }),
  ],
]

test.each(FAULTS)('%s at a refresh uses the old token while it is good', async (_, __, code, answer) => {
  const { app, browser } = await due('old token still good')
  app.intercept = (request) => (isTokenRequest(request) ? answer() : null)
  expect((await browser.get('/call_api')).status).toBe(200)
  expect(app.lastLog('error')).toMatchObject({ code, reason: expect.any(String) })
  expect(app.outbound.filter((sent) => sent.endsWith('/token'))).toHaveLength(2)
})

test.each(FAULTS)(
  '%s at a refresh is a page once the old token is over, and the session stays',
  async (_, status, code, answer) => {
    const { app, browser } = await due('old token over')
    app.intercept = (request) => (isTokenRequest(request) ? answer() : null)
    const [token, keys] = [browser.sessionToken, await app.kv.keys()]
    const response = await browser.get('/call_api')
    expect([response.status, app.lastLog('error')?.code]).toEqual([status, code])
    expect([browser.sessionToken, response.headers.getSetCookie(), await app.kv.keys()]).toEqual([
      token,
      [],
      keys,
    ])
    expect(app.outbound.filter((sent) => sent.endsWith('/token'))).toHaveLength(2)
    expect(await browser.home()).toContain('Adele Vance')
    app.intercept = () => null
    expect((await browser.get('/call_api')).status).toBe(200)
  },
)

test.each([
  ['is asked behind the page after 55 minutes, which does not wait', 55 * MINUTE, 0, 1],
  ['is waited for after 70 minutes, for a second at the most', 70 * MINUTE, 1, 1],
  ['is not asked after half an hour', 30 * MINUTE, 0, 0],
])('Entra, which does not answer, %s', async (_, seconds, waits, asked) => {
  const clock = stopDeadlines()
  const app = await startApp()
  changeTokenAnswers(app, (json) => ({ ...json, expires_in: 2 * HOUR }))
  const browser = await app.browser().signedIn()
  // In use, so that it does not idle out.
  await clock.pass(Math.min(seconds, 30 * MINUTE))
  await browser.get('/')
  await clock.pass(seconds - Math.min(seconds, 30 * MINUTE))
  app.outbound.length = 0
  app.waitsForWork = false
  app.intercept = () => new Promise(() => undefined)
  const page = await timed(browser.get('/'), app.kv)
  expect(page).toEqual({ status: 200, seconds: waits })
  expect(app.outbound.filter((sent) => sent.endsWith('/token'))).toHaveLength(asked)
})

const DISABLED: Json = { error: 'invalid_grant', error_codes: [50057] }

const PREFETCHES: [string, RequestInit][] = [
  ['a prefetch', { headers: { 'sec-purpose': 'prefetch' } }],
  ['a prefetch of an older Firefox', { headers: { 'x-moz': 'prefetch' } }],
  ['a HEAD request', { method: 'HEAD' }],
]

/** Signed in, in a session that idles out after a day; sends requests of its browser. */
async function inLongSession() {
  const clock = stopClock()
  const app = await startApp({ SESSION_IDLE_MINUTES: '1440' })
  changeTokenAnswers(app, (json) => ({ ...json, expires_in: 2 * HOUR }))
  const browser = await app.browser().signedIn()
  const cookie = `__Host-entryway-session=${browser.sessionToken}`
  const send = async ({ headers, ...init }: RequestInit) =>
    (await app.fetch('/greeting', { ...init, headers: { cookie, origin: ORIGIN, ...headers } })).status
  return { clock, app, browser, send }
}

test.each(PREFETCHES)(
  'whose account was disabled is let in for no longer than 70 minutes by calling each request %s',
  async (_, init) => {
    const { clock, app, browser, send } = await inLongSession()
    refuseTokens(app, DISABLED)
    clock.pass(70 * MINUTE - 1)
    expect(await send(init)).toBe(200)
    clock.pass(1)
    expect(await send(init)).toBe(503)
    expect(await browser.home()).toContain('Sign in to continue')
  },
)

test.each(PREFETCHES)(
  '%s after 70 minutes asks Entra nothing, and the click after it does',
  async (_, init) => {
    const { clock, app, browser, send } = await inLongSession()
    clock.pass(70 * MINUTE)
    app.outbound.length = 0
    expect([await send(init), app.outbound]).toEqual([503, []])
    expect(await browser.home()).toContain('Adele Vance')
    expect(await send(init)).toBe(200)
  },
)

test('a POST is no prefetch, whatever it says: Entra is asked behind it, and ends the session', async () => {
  const { clock, app, send } = await inLongSession()
  const post = { method: 'POST', headers: { purpose: 'prefetch' } }
  expect(await send(post)).toBe(200)
  clock.pass(70 * MINUTE)
  refuseTokens(app, DISABLED)
  expect(await send(post)).toBe(200)
  expect(await send(post)).toBe(401)
})
