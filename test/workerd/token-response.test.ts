import { expect, test } from 'vitest'
import { atCallback } from './app.ts'
import { changeTokenAnswers, isTokenRequest, type Json, refuseTokens } from './changed-answers.ts'
import { expectRefused, expectSignedIn, idTokenRefused, tokenResponseRefused } from './refused.ts'

const without = (name: string) => (json: Json) =>
  Object.fromEntries(Object.entries(json).filter(([key]) => key !== name))

test.each([
  ['as Entra sends it', (json) => json],
  ['with its token type in capitals', (json) => ({ ...json, token_type: 'BEARER' })],
  ['with its token type in small letters', (json) => ({ ...json, token_type: 'bearer' })],
  ['without expires_in', without('expires_in')],
  ['without scope', without('scope')],
  ['without a refresh token', without('refresh_token')],
  ['with text for its expires_in, as v1 writes it', (json) => ({ ...json, expires_in: '3599' })],
  ['with a null expires_in', (json) => ({ ...json, expires_in: null })],
  ['with a null refresh token', (json) => ({ ...json, refresh_token: null })],
  ['with an empty refresh token', (json) => ({ ...json, refresh_token: '' })],
  ['with a null scope', (json) => ({ ...json, scope: null })],
  ['with a field that nobody knows', (json) => ({ ...json, foci: '1', ['__proto__']: { error: 'x' } })],
] satisfies [string, (json: Json) => Json][])('a token answer %s is taken', async (_, change) => {
  const { app, browser, callback } = await atCallback()
  changeTokenAnswers(app, change)
  await expectSignedIn(app, browser, callback)
})

test.each([
  ['without a token type', without('token_type'), 'field_token_type'],
  ['of another token type', (json) => ({ ...json, token_type: 'DPoP' }), 'field_token_type'],
  ['with a list for its token type', (json) => ({ ...json, token_type: ['Bearer'] }), 'field_token_type'],
  ['without an access token', without('access_token'), 'field_access_token'],
  ['with an empty access token', (json) => ({ ...json, access_token: '' }), 'field_access_token'],
  ['with a null access token', (json) => ({ ...json, access_token: null }), 'field_access_token'],
  ['with a number for its access token', (json) => ({ ...json, access_token: 1 }), 'field_access_token'],
  [
    'with a line break in its access token',
    (json) => ({ ...json, access_token: 'a\r\nb' }),
    'field_access_token',
  ],
  ['with NUL in its access token', (json) => ({ ...json, access_token: 'a\0b' }), 'field_access_token'],
  ['with a blank in its access token', (json) => ({ ...json, access_token: 'a b' }), 'field_access_token'],
  ['with an access token outside ASCII', (json) => ({ ...json, access_token: 'ä' }), 'field_access_token'],
  ['with an expires_in of zero', (json) => ({ ...json, expires_in: 0 }), 'field_expires_in'],
  ['with a text of zero for its expires_in', (json) => ({ ...json, expires_in: '0' }), 'field_expires_in'],
  ['with words for its expires_in', (json) => ({ ...json, expires_in: '1 hour' }), 'field_expires_in'],
  [
    'with an infinite text for its expires_in',
    (json) => ({ ...json, expires_in: '1e999' }),
    'field_expires_in',
  ],
  ['with a negative expires_in', (json) => ({ ...json, expires_in: -1 }), 'field_expires_in'],
  [
    'with a line break in its refresh token',
    (json) => ({ ...json, refresh_token: 'a\nb' }),
    'field_refresh_token',
  ],
  ['with a list for its scope', (json) => ({ ...json, scope: ['openid'] }), 'field_scope'],
  ['with an object for its ID token', (json) => ({ ...json, id_token: {} }), 'field_id_token'],
  ['with an error beside the tokens', (json) => ({ ...json, error: 'server_error' }), 'malformed_error'],
  ['with a null error beside the tokens', (json) => ({ ...json, error: null }), 'malformed_error'],
] satisfies [string, (json: Json) => Json, string][])(
  'a token answer %s is refused',
  async (_, change, reason) => {
    const { app, browser, callback } = await atCallback()
    changeTokenAnswers(app, change)
    await expectRefused(app, browser, callback, tokenResponseRefused(reason))
  },
)

test('a token answer without an ID token is refused', async () => {
  const { app, browser, callback } = await atCallback()
  changeTokenAnswers(app, without('id_token'))
  await expectRefused(app, browser, callback, idTokenRefused('not_a_jwt'))
})

/** What takes the place of a good answer with these tokens. */
const OTHER_ANSWERS: [name: string, answer: (tokens: Json) => Response, reason: string][] = [
  ['tokens under status 201', (tokens) => Response.json(tokens, { status: 201 }), 'status_201'],
  ['tokens under status 203', (tokens) => Response.json(tokens, { status: 203 }), 'status_203'],
  ['tokens under status 400', (tokens) => Response.json(tokens, { status: 400 }), 'status_400'],
  ['tokens under status 302', (tokens) => Response.json(tokens, { status: 302 }), 'redirect'],
  ['a list of tokens', (tokens) => Response.json([tokens]), 'field_token_type'],
  ['null', () => Response.json(null), 'not_an_object'],
  ['text', () => Response.json('tokens'), 'not_an_object'],
  ['true', () => Response.json(true), 'not_an_object'],
  ['an error that is no text', () => Response.json({ error: 1 }, { status: 400 }), 'malformed_error'],
  ['an empty error', () => Response.json({ error: '' }, { status: 400 }), 'malformed_error'],
  ['an error under status 200', () => Response.json({ error: 'invalid_grant' }), 'malformed_error'],
]

test.each(OTHER_ANSWERS)('%s in place of a token answer is refused', async (_, answer, reason) => {
  const { app, browser, callback } = await atCallback()
  app.intercept = async (request) =>
    isTokenRequest(request) ? answer(await (await app.emulator.fetch(request)).json()) : null
  await expectRefused(app, browser, callback, tokenResponseRefused(reason))
})

test.each<[string, Json, aadsts: number | undefined]>([
  [
    'null for the fields beside error',
    { error_description: null, error_codes: null, suberror: null, claims: null },
    undefined,
  ],
  [
    'null for its numbers, and one in its text',
    { error_codes: null, error_description: 'AADSTS54005: …' },
    54005,
  ],
  [
    'an empty list of numbers, and one in its text',
    { error_codes: [], error_description: 'AADSTS54005: …' },
    54005,
  ],
  ['numbers as text', { error_codes: ['54005'] }, 54005],
  ['a number instead of a list', { error_codes: 54005, error_description: 'AADSTS54005: …' }, 54005],
  ['words for its numbers', { error_codes: ['none'] }, undefined],
  ['an object for its suberror', { error_codes: [54005], suberror: {} }, 54005],
])('an error with %s is read', async (_, fields, aadsts) => {
  const { app, browser, callback } = await atCallback()
  refuseTokens(app, { error: 'invalid_grant', ...fields })
  await expectRefused(app, browser, callback, { status: 400, code: 'sign_in_expired', reason: 'entra' })
  expect(app.lastLog('error')?.aadsts).toBe(aadsts)
})

test('claims that are empty ask for nothing: the person is told, and not sent round once more', async () => {
  const { app, browser, callback } = await atCallback()
  refuseTokens(app, { error: 'interaction_required', error_codes: [50076], suberror: '', claims: '' })
  await expectRefused(app, browser, callback, { status: 403, code: 'more_proof_needed', reason: 'entra' })
})

test('how long Entra asks to wait is said on the page and to the browser', async () => {
  const { app, browser, callback } = await atCallback()
  app.intercept = (request) =>
    isTokenRequest(request) ? new Response('', { status: 429, headers: { 'retry-after': '5' } }) : null
  const response = await browser.get(callback.href)
  expect([response.status, response.headers.get('retry-after')]).toEqual([503, '5'])
  expect(await response.text()).toContain('5 seconds')
})

test('a redirect of the token endpoint is not followed, with the code and the secret in it', async () => {
  const { app, browser, callback } = await atCallback()
  app.intercept = (request) =>
    isTokenRequest(request) ? Response.redirect('https://evil.example/token', 307) : null
  await expectRefused(app, browser, callback, tokenResponseRefused('redirect'))
  expect(app.outbound.filter((line) => line.startsWith('POST'))).toHaveLength(1)
  expect(app.outbound.join()).not.toContain('evil')
})
