import { base64url } from 'jose'
import { expect, test } from 'vitest'
import { atCallback } from './app.ts'
import { type AttemptFields, attemptCookie, encodeAttempt, readAttempt } from './attempt-cookie.ts'
import { attemptMissing, expectRefused, expectSignedIn, tokenResponseRefused } from './refused.ts'

/** A browser that is back from Entra, and what its attempt's cookie says. */
async function reachCallback() {
  const visit = await atCallback()
  const name = attemptCookie(visit.callback)
  return { ...visit, name, attempt: readAttempt(visit.browser, name) }
}

const malformed = attemptMissing('cookie_malformed')

test.each<[string, (attempt: AttemptFields) => Partial<AttemptFields>]>([
  ['without a verifier', ({ verifier, ...attempt }) => attempt],
  ['with a verifier of one character', (attempt) => ({ ...attempt, verifier: 'a' })],
  ['with a start that is no number', (attempt) => ({ ...attempt, startedAt: '0' })],
  ['with scopes that are no list', (attempt) => ({ ...attempt, scopes: 'openid' })],
  ['with a correlation id that is no GUID', (attempt) => ({ ...attempt, correlationId: 'evil\r\nline' })],
  ['that is an empty list', () => ({})],
])('an attempt %s is rejected', async (_, change) => {
  const { app, browser, callback, name, attempt } = await reachCallback()
  browser.cookies.set(name, encodeAttempt(change(attempt)))
  const outboundBefore = [...app.outbound]
  await expectRefused(app, browser, callback, malformed)
  expect(app.outbound).toEqual(outboundBefore)
  expect(browser.attempts).toEqual([])
})

test.each([
  ['that is not base64url', '%%%'],
  ['that is an object', base64url.encode('{}')],
  ['that is not JSON', base64url.encode('{"state":')],
  ['that is not UTF-8', base64url.encode(Uint8Array.of(0xff, 0xfe, 0x00))],
  ['of 10 KB', 'A'.repeat(10_240)],
])('a cookie %s is rejected as an attempt', async (_, value) => {
  const { app, browser, callback, name } = await reachCallback()
  browser.cookies.set(name, value)
  await expectRefused(app, browser, callback, malformed)
})

test('an attempt cookie sent twice is rejected, because one of the two was planted', async () => {
  const { app, browser, callback, name } = await reachCallback()
  const value = browser.cookies.get(name)
  const response = await browser.get(callback.href, { cookie: `${name}=${value}; ${name}=${value}` })
  expect(response.status).toBe(400)
  expect(app.lastLog('error')).toMatchObject({ code: 'attempt_missing', reason: 'no_cookie' })
  expect(browser.sessionToken).toBeUndefined()
})

test('an attempt cookie without the __Host- prefix is rejected', async () => {
  const { app, browser, callback, name } = await reachCallback()
  browser.cookies.set(name.replace('__Host-', ''), browser.cookies.get(name) ?? '')
  browser.cookies.delete(name)
  await expectRefused(app, browser, callback, { ...malformed, reason: 'no_cookie' })
})

test('an unchanged attempt cookie is accepted', async () => {
  const { app, browser, callback, name, attempt } = await reachCallback()
  browser.cookies.set(name, encodeAttempt(attempt))
  await expectSignedIn(app, browser, callback)
})

test('an attempt with another attempt’s verifier, and so its nonce, redeems nothing', async () => {
  const { app, browser, callback, name, attempt } = await reachCallback()
  browser.cookies.set(name, encodeAttempt({ ...attempt, verifier: 'A'.repeat(43) }))
  await expectRefused(app, browser, callback, tokenResponseRefused('entra'))
})
