import { expect, test } from 'vitest'
import { atCallback, startApp, visit } from './app.ts'
import { attemptMissing, callbackMalformed, expectRefused, expectSignedIn } from './refused.ts'

/** What is wrong with the answer, how it is made from the right one, and what the log says. */
const MALFORMED: [name: string, spoil: (url: URL) => void, reason: string][] = [
  ['without a state', ({ searchParams }) => searchParams.delete('state'), 'no_state'],
  ['with an empty state', ({ searchParams }) => searchParams.set('state', ''), 'no_state'],
  ['with the state twice', ({ searchParams: q }) => q.append('state', q.get('state') ?? ''), 'doubled'],
  ['with another state beside it', ({ searchParams }) => searchParams.append('state', 'x'), 'doubled'],
  ['with the code twice', ({ searchParams: q }) => q.append('code', q.get('code') ?? ''), 'doubled'],
  ['with a second, empty code', ({ searchParams }) => searchParams.append('code', ''), 'doubled'],
  [
    'with an unknown parameter twice',
    ({ searchParams: q }) => [q.append('x', '1'), q.append('x', '1')],
    'doubled',
  ],
  ['with code and error', ({ searchParams }) => searchParams.set('error', 'access_denied'), 'code_and_error'],
  ['with neither code nor error', ({ searchParams }) => searchParams.delete('code'), 'no_code'],
  ['with an empty code', ({ searchParams }) => searchParams.set('code', ''), 'no_code'],
  ['with an ID token', ({ searchParams }) => searchParams.set('id_token', 'a.b.c'), 'token_in_query'],
  ['with an access token', ({ searchParams }) => searchParams.set('access_token', 'a'), 'token_in_query'],
  ['with a token type', ({ searchParams }) => searchParams.set('Token_Type', 'Bearer'), 'token_in_query'],
]

test.each(MALFORMED)(
  'an answer %s is refused, and the right one is taken after it',
  async (_, spoil, reason) => {
    const { app, browser, callback } = await atCallback()
    const spoilt = new URL(callback)
    spoil(spoilt)
    const outboundBefore = [...app.outbound]

    await expectRefused(app, browser, spoilt, callbackMalformed(reason))
    expect(app.outbound).toEqual(outboundBefore)

    await expectSignedIn(app, browser, callback)
  },
)

test.each([
  [
    'changed in one character',
    (state: string) => (state.startsWith('A') ? 'B' : 'A') + state.slice(1),
    'no_cookie',
  ],
  ['of another length', (state: string) => `${state}A`, 'state_malformed'],
  ['that is a cookie’s syntax', (state: string) => `${state}; x=`, 'state_malformed'],
  ['that is not ASCII', () => 'ä'.repeat(43), 'state_malformed'],
  ['of 64 KB', () => 'A'.repeat(65536), 'state_malformed'],
])('a state %s is refused, and the right one is taken after it', async (_, change, reason) => {
  const { app, browser, callback } = await atCallback()
  const changed = new URL(callback)
  changed.searchParams.set('state', change(callback.searchParams.get('state') ?? ''))
  const outboundBefore = [...app.outbound]

  await expectRefused(app, browser, changed, attemptMissing(reason))
  expect(app.outbound).toEqual(outboundBefore)

  await expectSignedIn(app, browser, callback)
})

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

test('a script that opens the callback gets the refusal as JSON', async () => {
  const app = await startApp()
  const response = await app.fetch('/callback?code=x', { headers: { accept: 'application/json' } })
  expect(response.status).toBe(400)
  expect(await response.json()).toMatchObject({ error: 'callback_malformed' })
})
