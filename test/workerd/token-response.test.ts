import { expect, test } from 'vitest'
import { EntraTokenError, readTokenAnswer, TokenResponseError } from '../../src/entryway/entra/provider.ts'
import { atCallback } from './app.ts'
import { changeTokenAnswers, isTokenRequest, type Json, refuseTokens } from './changed-answers.ts'
import { expectRefused, idTokenRefused, tokenResponseRefused } from './refused.ts'

const TOKENS = {
  token_type: 'Bearer',
  scope: 'openid profile User.Read',
  expires_in: 3599,
  access_token: 'an-access-token',
  refresh_token: 'a-refresh-token',
  id_token: 'an.id.token',
}
const read = (json: unknown, status = 200) => readTokenAnswer(status, JSON.stringify(json))
/** Why an answer breaks the protocol; undefined = it does not. */
function reasonOf(reading: () => unknown): string | undefined {
  try {
    reading()
  } catch (error) {
    if (error instanceof TokenResponseError) return error.context.reason
    throw error
  }
}

test.each<[string, Json]>([
  ['as Entra sends it', {}],
  ['with its token type in small letters', { token_type: 'bearer' }],
  ['without expires_in', { expires_in: undefined }],
  ['without a refresh token', { refresh_token: undefined }],
  ['with text for its expires_in, as v1 writes it', { expires_in: '3599' }],
  ['with an empty refresh token', { refresh_token: '' }],
  ['with a field that nobody knows', { foci: '1', ['__proto__']: { error: 'x' } }],
])('accepts a token response %s', (_, change) => {
  expect(read({ ...TOKENS, ...change }).accessToken()).toBe(TOKENS.access_token)
})

test.each<[string, Json, string]>([
  ['without a token type', { token_type: undefined }, 'token_type'],
  ['of another token type', { token_type: 'DPoP' }, 'token_type'],
  ['without an access token', { access_token: undefined }, 'access_token'],
  ['with a line break in its access token', { access_token: 'a\r\nb' }, 'access_token'],
  ['with an access token outside ASCII', { access_token: 'ä' }, 'access_token'],
  ['with an expires_in of zero', { expires_in: 0 }, 'expires_in'],
  ['with an infinite text for its expires_in', { expires_in: '1e999' }, 'expires_in'],
  ['with a negative expires_in', { expires_in: -1 }, 'expires_in'],
  ['with true for its expires_in', { expires_in: true }, 'expires_in'],
  ['with a list for its expires_in', { expires_in: [3599] }, 'expires_in'],
  ['with a line break in its refresh token', { refresh_token: 'a\nb' }, 'refresh_token'],
  ['with a list for its scope', { scope: ['openid'] }, 'scope'],
  ['with an object for its ID token', { id_token: {} }, 'id_token'],
])('rejects a token response %s', (_, change, field) => {
  expect(reasonOf(() => read({ ...TOKENS, ...change }))).toBe(`field_${field}`)
})

test.each<[string, unknown, status: number, string]>([
  ['tokens under status 203', TOKENS, 203, 'status_203'],
  ['tokens under status 302', TOKENS, 302, 'redirect'],
  ['a list of tokens', [TOKENS], 200, 'field_token_type'],
  ['null', null, 200, 'not_an_object'],
  ['an error beside the tokens', { ...TOKENS, error: 'server_error' }, 200, 'malformed_error'],
  ['an empty error', { error: '' }, 400, 'malformed_error'],
  ['an error under status 200', { error: 'invalid_grant' }, 200, 'malformed_error'],
])('rejects %s in place of a token answer', (_, json, status, reason) => {
  expect(reasonOf(() => read(json, status))).toBe(reason)
})

test('an answer that breaks the protocol is a page, and signs nobody in', async () => {
  const { app, browser, callback } = await atCallback()
  changeTokenAnswers(app, (json) => ({ ...json, token_type: 'DPoP' }))
  await expectRefused(app, browser, callback, tokenResponseRefused('field_token_type'))
})

test('rejects a token answer without an ID token', async () => {
  const { app, browser, callback } = await atCallback()
  changeTokenAnswers(app, ({ id_token, ...tokens }) => tokens)
  await expectRefused(app, browser, callback, idTokenRefused('not_a_jwt'))
})

test.each<[string, Json, aadsts: number | null]>([
  [
    'null for the fields beside error',
    { error_description: null, error_codes: null, suberror: null, claims: null },
    null,
  ],
  [
    'an empty list of numbers, and one in its text',
    { error_codes: [], error_description: 'AADSTS54005: …' },
    54005,
  ],
  ['numbers as text', { error_codes: ['54005'] }, 54005],
  ['a number instead of a list', { error_codes: 54005, error_description: 'AADSTS54005: …' }, 54005],
  ['an object for its suberror', { error_codes: [54005], suberror: {} }, 54005],
])('an error with %s is read', (_, fields, aadsts) => {
  const reading = () => read({ error: 'invalid_grant', ...fields }, 400)
  expect(reading).toThrow(EntraTokenError)
  expect(reading).toThrow(
    expect.objectContaining({ code: 'sign_in_expired', answer: expect.objectContaining({ aadsts }) }),
  )
})

test('empty claims start no new sign-in, and the user sees an error', async () => {
  const { app, browser, callback } = await atCallback()
  refuseTokens(app, { error: 'interaction_required', error_codes: [50076], suberror: '', claims: '' })
  await expectRefused(app, browser, callback, { status: 403, code: 'more_proof_needed', reason: 'entra' })
})

test('says on the page and to the browser how long Entra asks to wait', async () => {
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
