import { expect, test } from 'vitest'
import { atCallback, startApp, visit } from './app.ts'
import { attemptMissing, callbackMalformed, type Expected, expectRefused, expectSignedIn } from './refused.ts'

type Query = URLSearchParams

/** What is wrong with the answer, how it is made from the right one, and what the log says. */
const MALFORMED: [name: string, spoil: (query: Query) => void, expected: Expected][] = [
  ['without a state', (query) => query.delete('state'), callbackMalformed('no_state')],
  ['with an empty state', (query) => query.set('state', ''), callbackMalformed('no_state')],
  ['with another state beside it', (query) => query.append('state', 'x'), callbackMalformed('doubled')],
  ['with a second, empty code', (query) => query.append('code', ''), callbackMalformed('doubled')],
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
  ['with a token type', (query) => query.set('Token_Type', 'Bearer'), callbackMalformed('token_in_query')],
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
  'an answer %s is refused, and the right one is taken after it',
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
])('a POST of the answer is refused: %s', async (_, headers, status) => {
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
