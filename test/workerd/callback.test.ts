import { expect, test } from 'vitest'
import { atCallback, startApp, visit } from './app.ts'
import { isTokenRequest, type Json, refuseTokens } from './changed-answers.ts'
import {
  attemptMissing,
  callbackMalformed,
  type Expected,
  expectRefused,
  expectSignedIn,
  signInUnavailable,
} from './refused.ts'

type Query = URLSearchParams

/** What is wrong with the answer, how it is made from the right one, and what the log says. */
const MALFORMED: [name: string, spoil: (query: Query) => void, expected: Expected][] = [
  ['without a state', (query) => query.delete('state'), callbackMalformed('no_state')],
  ['with another state beside it', (query) => query.append('state', 'x'), callbackMalformed('doubled')],
  [
    'with an unknown name twice',
    (q) => [q.append('x', '1'), q.append('x', '1')],
    callbackMalformed('doubled'),
  ],
  [
    'with code and error',
    (query) => query.set('error', 'access_denied'),
    callbackMalformed('code_and_error'),
  ],
  ['with neither code nor error', (query) => query.delete('code'), callbackMalformed('no_code')],
  ['with an empty code', (query) => query.set('code', ''), callbackMalformed('no_code')],
  ['with an ID token', (query) => query.set('id_token', 'a.b.c'), callbackMalformed('token_in_query')],
  ['with an unknown state', (query) => query.set('state', 'A'.repeat(43)), attemptMissing('no_cookie')],
  ...[
    ['of another length', 'A'.repeat(44)],
    ['that is a cookie’s syntax', `${'A'.repeat(43)}; x=`],
    ['that is not ASCII', 'ä'.repeat(43)],
    ['of 64 KB', 'A'.repeat(65_536)],
  ].map(([name, state = '']): [string, (query: Query) => void, Expected] => [
    `with a state ${name}`,
    (query) => query.set('state', state),
    attemptMissing('state_malformed'),
  ]),
]

test.each(MALFORMED)(
  'rejects an answer %s, and the right one is accepted after it',
  async (_, spoil, expected) => {
    const { app, browser, callback } = await atCallback()
    const spoilt = new URL(callback)
    spoil(spoilt.searchParams)
    const outboundBefore = [...app.outbound]

    await expectRefused(app, browser, spoilt, expected)
    expect(app.outbound).toEqual(outboundBefore)

    await expectSignedIn(app, browser, callback)
  },
)

test.each([
  ['the browser’s own form', { origin: 'https://entryway.example', 'sec-fetch-site': 'same-origin' }, 405],
  ['Entra’s form_post', { origin: 'https://login.microsoftonline.com', 'sec-fetch-site': 'cross-site' }, 403],
])('rejects a POST of the answer: %s', async (_, headers, status) => {
  const { app, browser, callback } = await atCallback()
  const outboundBefore = [...app.outbound]

  const response = await browser.post('/callback', Object.fromEntries(callback.searchParams), headers)
  expect(response.status).toBe(status)
  expect(response.headers.getSetCookie()).toEqual([])
  expect(app.outbound).toEqual(outboundBefore)
  expect(app.kv.operations).toEqual([])

  await expectSignedIn(app, browser, callback)
})

test('success is a 303 to a clean address, and the attempt’s cookie goes', async () => {
  const { browser } = await visit()
  const response = await browser.signIn(undefined, '?return_to=/profile')
  expect([response.status, response.headers.get('location')]).toEqual([303, '/profile'])
  expect(response.headers.get('cache-control')).toBe('no-store')
  expect(await response.text()).toBe('')
  expect(browser.attempts).toEqual([])
})

test('the callback with no parameter, where Entra returns after sign-out, leads home', async () => {
  const { app, browser } = await visit()
  await browser.startSignIn()
  const response = await browser.get('/callback')
  expect([response.status, response.headers.get('location')]).toEqual([303, '/?signed-out'])
  expect(browser.attempts).toHaveLength(1)
  expect(app.logs.filter(({ event }) => event === 'error')).toEqual([])
})

test('a script that opens the callback gets the error as JSON', async () => {
  const app = await startApp()
  const response = await app.fetch('/callback?code=x', { headers: { accept: 'application/json' } })
  expect(response.status).toBe(400)
  expect(await response.json()).toMatchObject({ error: 'callback_malformed' })
})

const HOSTILE = [
  ['a script', '<script>alert(1)</script>'],
  ['line breaks', 'AADSTS50105\r\n{"event":"sign_in"}'],
  ['bidi marks', '\u202eevil\u2066'],
  ['100 KB', 'evil '.repeat(20_000)],
] as const

test.each(HOSTILE)('shows %s in the error’s text on no page, in no header and in no log', async (_, text) => {
  const { app, browser } = await visit()
  const request = await browser.startSignIn()
  const callback = new URL('https://entryway.example/callback')
  callback.searchParams.set('state', request.searchParams.get('state') ?? '')
  for (const name of ['error', 'error_description', 'error_uri', 'error_subcode', 'error_codes']) {
    callback.searchParams.set(name, text)
  }
  const page = await expectRefused(app, browser, callback, {
    status: 403,
    code: text.includes('AADSTS50105') ? 'not_assigned' : 'entra_refused',
    reason: 'entra',
  })
  expect(page).not.toMatch(/<script|onerror|evil|\u202e|\{"event"/)
  expect(page.length).toBeLessThan(4096)
  expect(JSON.stringify(app.logs)).not.toMatch(/script|onerror|evil|\\u202e|\\"event\\"/)
})

test.each(['__proto__', 'constructor'])('treats an error called %s as unknown', async (error) => {
  const { app, browser } = await visit()
  const { searchParams } = await browser.startSignIn()
  const query = new URLSearchParams({ error, state: searchParams.get('state') ?? '' })
  await expectRefused(app, browser, `/callback?${query}`, {
    status: 403,
    code: 'entra_refused',
    reason: 'entra',
  })
})

test('error text of the token endpoint reaches neither page nor log', async () => {
  const { app, browser, callback } = await atCallback()
  app.intercept = ({ method }) =>
    method === 'POST'
      ? Response.json(
          {
            error: 'evil<script>',
            error_description: 'evil AADSTSevil',
            suberror: 'evil',
            error_uri: 'https://evil.example',
            claims: 'evil',
          },
          { status: 400 },
        )
      : null
  const page = await expectRefused(app, browser, callback, {
    status: 403,
    code: 'entra_refused',
    reason: 'entra',
  })
  expect(page).not.toContain('evil')
  expect(JSON.stringify(app.logs)).not.toContain('evil')
})

const CLAIMS = '{"access_token":{"acrs":{"essential":true,"values":["c1"]}}}'
const challenge: Json = {
  error: 'interaction_required',
  error_description: 'AADSTS50076: ...',
  error_codes: [50076],
  claims: CLAIMS,
}

test('passes the claims that Entra asks for when a code is redeemed on unchanged, and signs the user in', async () => {
  const { app, browser, callback } = await atCallback({}, undefined, '?return_to=/profile')
  refuseTokens(app, challenge)
  const asked = await browser.get(callback.href)
  const again = new URL(asked.headers.get('location') ?? '')
  expect([asked.status, again.searchParams.get('claims')]).toEqual([302, CLAIMS])
  expect([browser.sessionToken, await app.kv.keys()]).toEqual([undefined, []])

  app.intercept = () => null
  const back = await browser.get((await browser.entra.signIn(again.href, 'adele@contoso.example')).href)
  expect([back.status, back.headers.get('location')]).toEqual([303, '/profile'])
})

test('shows a page after a second challenge in a row, instead of looping', async () => {
  const { app, browser, callback } = await atCallback()
  refuseTokens(app, challenge)
  const again = (await browser.get(callback.href)).headers.get('location') ?? ''
  const second = await browser.entra.signIn(again, 'adele@contoso.example')
  await expectRefused(app, browser, second, { status: 403, code: 'more_proof_needed', reason: 'entra' })
})

test('starts no sign-in for claims beside an error that only the operator can fix', async () => {
  const { app, browser, callback } = await atCallback()
  app.intercept = (request) =>
    isTokenRequest(request)
      ? Response.json({ error: 'invalid_client', error_codes: [7000222], claims: CLAIMS }, { status: 401 })
      : null
  await expectRefused(app, browser, callback, signInUnavailable('entra'))
})
