import { base64url } from 'jose'
import { expect, test } from 'vitest'
import { adele, alex } from '../../emulator/seed.ts'
import { cookieHeader } from '../support/cookies.ts'
import { atCallback, signedIn, startApp, visit } from './app.ts'
import { type AttemptFields, attemptCookie, encodeAttempt, readAttempt } from './attempt-cookie.ts'
import { ATTEMPT_COOKIE } from './browser.ts'
import { MINUTE, stopClock } from './clock.ts'
import {
  attemptMissing,
  entraUnavailable,
  expectRefused,
  expectSignedIn,
  tokenResponseRefused,
} from './refused.ts'

const missing = attemptMissing('no_cookie')

test('rejects an answer to another browser’s attempt, and keeps this browser’s own', async () => {
  const app = await startApp()
  const attacker = app.browser()
  const victim = app.browser()
  const [planted, own] = [await attacker.reachCallback(), await victim.reachCallback()]
  await expectRefused(app, victim, planted, missing)
  expect(victim.attempts).toHaveLength(1)
  await expectSignedIn(app, victim, own)
})

test('rejects a code of another sign-in', async () => {
  const app = await startApp()
  const attacker = app.browser()
  const victim = app.browser()
  const [stolen, own] = [await attacker.reachCallback(), await victim.reachCallback()]
  own.searchParams.set('code', stolen.searchParams.get('code') ?? '')
  await expectRefused(app, victim, own, tokenResponseRefused('entra'))
  expect(app.lastLog('error')?.aadsts).toBe(501481)
})

test('the attempt’s cookie is of this host only, out of scripts’ reach, and outlives the attempt', async () => {
  const app = await startApp()
  const response = await app.browser().get('/login')
  const state = new URL(response.headers.get('location') ?? '').searchParams.get('state')
  const [cookie = '', ...others] = response.headers.getSetCookie()
  expect(others).toEqual([])
  const [pair = '', ...attributes] = cookie.split('; ')
  expect(pair.split('=')[0]).toBe(ATTEMPT_COOKIE + state)
  expect(attributes.sort()).toEqual(['HttpOnly', 'Max-Age=86400', 'Path=/', 'SameSite=Lax', 'Secure'])
})

test('rejects an attempt one second older, says so, and keeps its deep link', async () => {
  const clock = stopClock()
  const { app, browser } = await visit()
  const request = await browser.startSignIn('?return_to=/profile')
  clock.pass(65 * MINUTE + 1)
  const callback = await browser.entra.signIn(request.href, adele.profile.userPrincipalName)
  const outboundBefore = [...app.outbound]
  const page = await expectRefused(app, browser, callback, { status: 400, code: 'attempt_expired' })
  expect(page).toContain('href="/login?return_to=%2Fprofile"')
  expect(app.outbound).toEqual(outboundBefore)
  expect(browser.attempts).toEqual([])
})

test('rejects an attempt from the future, further than clocks differ', async () => {
  const clock = stopClock()
  const { app, browser, callback } = await atCallback()
  clock.pass(-5 * MINUTE - 1)
  await expectRefused(app, browser, callback, { status: 400, code: 'attempt_expired' })
})

test('an attempt is used once: Back to its answer leads into the app, and redeems nothing', async () => {
  const { app, browser, callback } = await atCallback()
  await expectSignedIn(app, browser, callback)
  const outboundBefore = [...app.outbound]
  const back = await browser.get(callback.href)
  expect([back.status, back.headers.get('location'), back.headers.getSetCookie()]).toEqual([303, '/', []])
  const { sessionToken } = browser
  browser.cookies.clear()
  await expectRefused(app, browser, callback, missing)
  expect([app.outbound, sessionToken]).toEqual([outboundBefore, expect.any(String)])
})

test.each([
  ['an error', 'error=server_error', null, 'entra'],
  ['a token answer that was refused', '', 'token_503', 'status_503'],
] as const)('uses an attempt once, after %s too', async (_, error, fault, reason) => {
  const { app, browser, callback } = await atCallback()
  if (fault) app.emulator.setFault(fault)
  const declined = `/callback?${error}&state=${callback.searchParams.get('state')}`
  await expectRefused(app, browser, error ? declined : callback, entraUnavailable(reason))
  await expectRefused(app, browser, callback, missing)
})

test('twenty equal callbacks at once make one session', async () => {
  const { app, browser, callback } = await atCallback()
  const cookie = cookieHeader(browser.cookies)
  const answers = await Promise.all(
    Array.from({ length: 20 }, () => app.fetch(callback.href, { headers: { accept: 'text/html', cookie } })),
  )
  expect(answers.map(({ status }) => status).sort()).toEqual([303, ...Array(19).fill(400)])
  expect(await app.kv.keys('session:')).toHaveLength(1)
})

test('two tabs sign in at once without disturbing each other', async () => {
  const { browser } = await visit()
  const first = await browser.startSignIn('?return_to=/profile')
  const second = await browser.startSignIn('?return_to=/call_api')
  expect(browser.attempts).toHaveLength(2)
  const opened = async (request: URL) =>
    browser.get((await browser.entra.signIn(request.href, adele.profile.userPrincipalName)).href)
  expect((await opened(second)).headers.get('location')).toBe('/call_api')
  expect((await opened(first)).headers.get('location')).toBe('/profile')
  expect(browser.attempts).toEqual([])
})

test('twenty tabs keep their attempts; with one more the oldest goes', async () => {
  const clock = stopClock()
  const { browser } = await visit()
  const requests: URL[] = []
  for (let tab = 0; tab < 22; tab++) {
    requests.push(await browser.startSignIn())
    clock.pass(1)
  }
  const kept = requests.slice(2).map(({ searchParams }) => ATTEMPT_COOKIE + searchParams.get('state'))
  expect(browser.attempts.sort()).toEqual(kept.sort())
  const size = [...browser.cookies].reduce((sum, [name, value]) => sum + name.length + value.length, 0)
  expect(size).toBeLessThan(10_000)
})

test('attempts with long deep links push out the oldest before the headers grow too large', async () => {
  const clock = stopClock()
  const { browser } = await visit()
  const long = `?return_to=/${'a'.repeat(1999)}`
  for (let tab = 0; tab < 5; tab++) {
    await browser.startSignIn(long)
    clock.pass(1)
  }
  expect(browser.attempts).toHaveLength(2)
})

test('popups of another site evict no attempt that was begun here, and it is finished', async () => {
  const { app, browser } = await visit()
  const request = await browser.startSignIn()
  for (let popup = 0; popup < 25; popup++) {
    await browser.get('/login', { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'navigate' })
  }
  expect(browser.attempts).toHaveLength(21)
  const callback = await browser.entra.signIn(request.href, adele.profile.userPrincipalName)
  await expectSignedIn(app, browser, callback)
})

test('a failed callback leaves the session of before untouched', async () => {
  const { app, browser } = await signedIn()
  app.emulator.setFault('token_html')
  const callback = await browser.reachCallback(alex.profile.userPrincipalName)
  await expectRefused(app, browser, callback, entraUnavailable('not_json'))
  app.restart()
  expect(await browser.home()).toContain('Adele Vance')
})

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
  ['with scopes that are no list', (attempt) => ({ ...attempt, scopes: 'openid' })],
  ['with a correlation id that is no GUID', (attempt) => ({ ...attempt, correlationId: 'evil\r\nline' })],
])('rejects an attempt %s', async (_, change) => {
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
  ['that is not UTF-8', base64url.encode(Uint8Array.of(0xff, 0xfe, 0x00))],
])('rejects as an attempt a cookie %s', async (_, value) => {
  const { app, browser, callback, name } = await reachCallback()
  browser.cookies.set(name, value)
  await expectRefused(app, browser, callback, malformed)
})

test('rejects an attempt cookie sent twice, because one of the two was planted', async () => {
  const { app, browser, callback, name } = await reachCallback()
  const value = browser.cookies.get(name)
  const response = await browser.get(callback.href, { cookie: `${name}=${value}; ${name}=${value}` })
  expect(response.status).toBe(400)
  expect(app.lastLog('error')).toMatchObject({ code: 'attempt_missing', reason: 'no_cookie' })
  expect(browser.sessionToken).toBeUndefined()
})

test('accepts an unchanged attempt cookie', async () => {
  const { app, browser, callback, name, attempt } = await reachCallback()
  browser.cookies.set(name, encodeAttempt(attempt))
  await expectSignedIn(app, browser, callback)
})

test.each([
  ['an hour old, by a clock that is five minutes fast', 65 * MINUTE],
  ['a moment old, by a clock that is five minutes slow', -5 * MINUTE],
])('accepts an attempt that is %s', async (_, seconds) => {
  const clock = stopClock()
  const { app, browser } = await visit()
  const request = await browser.startSignIn()
  clock.pass(seconds)
  const callback = await browser.entra.signIn(request.href, adele.profile.userPrincipalName)
  await expectSignedIn(app, browser, callback)
})
