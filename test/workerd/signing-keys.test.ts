import { expect, test } from 'vitest'
import { contoso, entryway, fabrikam } from '../../emulator/seed.ts'
import { readSigningKeys } from '../../src/entryway/entra/signing-keys.ts'
import { atCallback, signedIn, startApp, type TestApp, visit } from './app.ts'
import { isTokenRequest, type Json } from './changed-answers.ts'
import { MINUTE, stopClock } from './clock.ts'
import { changeDocument, forgeIdTokens, sign } from './hostile-entra.ts'
import { entraUnavailable, expectIdToken, expectRefused, expectSignedIn, idTokenRefused } from './refused.ts'

const KEYS = `GET https://login.microsoftonline.com/${contoso.id}/discovery/v2.0/keys?appid=${entryway.clientId}`
const keyRequests = (app: TestApp) => app.outbound.filter((line) => line === KEYS).length

const unknownKey = idTokenRefused('unknown_key')
const unavailable = entraUnavailable('status_503')

/** ID tokens that name a key which is not published. */
const nameUnknownKeys = (app: TestApp) =>
  forgeIdTokens(app, ({ claims, header, key }) => sign(claims, { ...header, kid: 'evil' }, key.privateKey))

test('the keys are asked for once, and again after an hour', async () => {
  const clock = stopClock()
  const { app, browser } = await signedIn()
  clock.pass(60 * MINUTE - 1)
  await browser.signIn()
  expect(keyRequests(app)).toBe(1)
  clock.pass(1)
  await browser.signIn()
  expect(keyRequests(app)).toBe(2)
})

test('the first sign-in of an isolate asks for the keys while Entra redeems its code', async () => {
  const { app, browser, callback } = await atCallback()
  // The token endpoint answers once the keys were asked for, and the keys once the code was sent.
  const [codeSent, keysAsked] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
  app.intercept = async (request) => {
    const isToken = isTokenRequest(request)
    ;(isToken ? codeSent : keysAsked).resolve()
    await (isToken ? keysAsked : codeSent).promise
    return null
  }
  await expectSignedIn(app, browser, callback)
  expect(keyRequests(app)).toBe(1)
})

test('reports Entra’s error about the code, whatever becomes of the keys meanwhile', async () => {
  const { app, browser, callback } = await atCallback()
  app.emulator.setFault('keys_unreachable')
  const keysAsked = Promise.withResolvers<void>()
  app.intercept = async (request) => {
    if (!isTokenRequest(request)) {
      keysAsked.resolve()
      return null
    }
    await keysAsked.promise
    return Response.json({ error: 'invalid_grant', error_codes: [54005] }, { status: 400 })
  }
  await expectRefused(app, browser, callback, { status: 400, code: 'sign_in_expired', reason: 'entra' })
  expect(keyRequests(app)).toBe(1)
})

test('fetches the keys once for an unknown kid, and at most once in five minutes', async () => {
  const clock = stopClock()
  const { app, browser } = await signedIn()
  nameUnknownKeys(app)
  await expectRefused(app, browser, await browser.reachCallback(), unknownKey)
  expect(keyRequests(app)).toBe(2)
  await expectRefused(app, browser, await browser.reachCallback(), unknownKey)
  clock.pass(5 * MINUTE - 1)
  await expectRefused(app, browser, await browser.reachCallback(), unknownKey)
  expect(keyRequests(app)).toBe(2)
  clock.pass(1)
  await expectRefused(app, browser, await browser.reachCallback(), unknownKey)
  expect(keyRequests(app)).toBe(3)
})

test('fetches the keys once for a flood of unknown kids', async () => {
  const app = await startApp()
  await app.browser().signIn()
  nameUnknownKeys(app)
  const browsers = Array.from({ length: 10 }, () => app.browser())
  const callbacks = await Promise.all(browsers.map((browser) => browser.reachCallback()))
  const answers = await Promise.all(browsers.map((browser, n) => browser.get(callbacks[n]?.href ?? '')))
  expect(answers.map(({ status }) => status)).toEqual(Array(10).fill(502))
  expect(keyRequests(app)).toBe(2)
})

test('fetches the keys again once for two sign-ins that began without keys and name an unknown one', async () => {
  const app = await startApp()
  const browsers = [app.browser(), app.browser()]
  const callbacks = await Promise.all(browsers.map((browser) => browser.reachCallback()))
  nameUnknownKeys(app)
  const forge = app.intercept
  const lookedAgain = Promise.withResolvers<void>()
  app.intercept = async (request) => {
    if (`GET ${request.url}` !== KEYS) return forge(request)
    const asked = keyRequests(app)
    if (asked === 2) await lookedAgain.promise
    if (asked === 3) lookedAgain.resolve()
    return null
  }
  const answers = await Promise.all(browsers.map((browser, n) => browser.get(callbacks[n]?.href ?? '')))
  expect(answers.map(({ status }) => status)).toEqual([502, 502])
  expect(keyRequests(app)).toBe(3)
})

test('finds a new key at the first sign-in it signs, without waiting', async () => {
  const { app, browser } = await signedIn()
  app.emulator.setFault('keys_rotated')
  expect((await browser.signIn()).status).toBe(303)
  expect(keyRequests(app)).toBe(2)
})

test('keys that cannot be had at first refuse the sign-in, and are asked for again at the next', async () => {
  const { app, browser } = await visit()
  app.emulator.setFault('keys_unreachable')
  await expectRefused(app, browser, await browser.reachCallback(), unavailable)
  await expectSignedIn(app, browser, await browser.reachCallback())
})

test('the last good keys go on serving while newer ones cannot be had, asked for every ten seconds', async () => {
  const clock = stopClock()
  const { app, browser } = await signedIn()
  clock.pass(60 * MINUTE)
  app.emulator.setFault('keys_unreachable', { times: 0 })
  expect((await browser.signIn()).status).toBe(303)
  clock.pass(9)
  expect((await browser.signIn()).status).toBe(303)
  expect(keyRequests(app)).toBe(2)
  clock.pass(1)
  expect((await browser.signIn()).status).toBe(303)
  expect(keyRequests(app)).toBe(3)
})

test('a new key that cannot be had is Entra being away, and is found ten seconds later', async () => {
  const clock = stopClock()
  const { app, browser } = await signedIn()
  app.emulator.setFault('keys_rotated')
  app.emulator.setFault('keys_unreachable')
  await expectRefused(app, browser, await browser.reachCallback(), unavailable)
  await expectRefused(app, browser, await browser.reachCallback(), unknownKey)
  expect(keyRequests(app)).toBe(2)
  clock.pass(10)
  expect((await browser.signIn()).status).toBe(303)
})

const [OWN, OTHER] = [contoso.id, fabrikam.id].map((id) => `https://login.microsoftonline.com/${id}/v2.0`)

/** What Entra says of each key since 2025: test/recorded/keys.json, common-2025. */
test.each([
  ['whose issuer is another tenant’s', { issuer: OTHER }, 'key_issuer'],
  ['whose issuer is the token’s', { issuer: OWN }, null],
  ['whose issuer is not stated', { issuer: undefined }, null],
  ['of another cloud', { cloud_instance_name: 'microsoftonline.us' }, 'key_cloud'],
  ['of the metadata’s cloud', { cloud_instance_name: 'microsoftonline.com' }, null],
  ['that names no cloud, as in 2024', { cloud_instance_name: undefined }, null],
])('a key %s', async (_, change, reason) => {
  const { app, browser } = await visit()
  changeKeys(app, (key) => ({ ...key, ...change }))
  await expectIdToken(app, browser, await browser.reachCallback(), reason)
})

test('accepts a key of another cloud where the metadata names none, as at External ID', async () => {
  const { app, browser } = await visit()
  changeDocument(app, '/openid-configuration', ({ cloud_instance_name, ...real }) => real)
  changeKeys(app, (key) => ({ ...key, cloud_instance_name: 'microsoftonline.us' }))
  await expectSignedIn(app, browser, await browser.reachCallback())
})

test.each([
  [
    'a key of another cloud',
    (key: Json) => ({ ...key, n: 'AAAA', cloud_instance_name: 'microsoftonline.us' }),
  ],
  ['another key, of the same cloud', (key: Json) => ({ ...key, n: `${'A'.repeat(340)}AQ` })],
])('accepts an ID token whose kid also names %s', async (_, change) => {
  const { app, browser } = await visit()
  changeDocument(app, '/discovery/v2.0/keys', ({ keys }) => ({
    keys: (keys as Json[]).flatMap((key) => [change(key), key]),
  }))
  await expectSignedIn(app, browser, await browser.reachCallback())
})

test.each([
  ['one key', 1, null],
  ['two keys', 2, 'kid'],
])('an ID token without a kid, where the authority has %s', async (_, count, reason) => {
  const { app, browser } = await visit()
  changeDocument(app, '/discovery/v2.0/keys', ({ keys }) => {
    const [key] = keys as Json[]
    return {
      keys: [{ kty: 'EC', crv: 'P-256', kid: 'ec' }, key, { ...key, kid: 'second' }].slice(0, count + 1),
    }
  })
  forgeIdTokens(app, ({ claims, header: { kid, ...header }, key }) => sign(claims, header, key.privateKey))
  const callback = await browser.reachCallback()
  await expectIdToken(app, browser, callback, reason)
})

test('the metadata is asked for with the app’s id, and the keys where it says', async () => {
  const { app, browser } = await visit()
  const ofApp = KEYS.slice('GET '.length)
  // Entra shows an app's own key to those alone who ask for it.
  const others = app.intercept
  app.intercept = (request) =>
    request.url === ofApp.split('?')[0] ? Response.json({ keys: [] }) : others(request)
  await expectSignedIn(app, browser, await browser.reachCallback())
  const [metadata = ''] = app.outbound
  expect(new URL(metadata.slice(4)).searchParams.get('appid')).toBe(entryway.clientId)
  expect(app.outbound).toContain(`GET ${ofApp}`)
})

function changeKeys(app: TestApp, change: (key: Json) => unknown): void {
  changeDocument(app, '/discovery/v2.0/keys', ({ keys }) => ({ keys: (keys as Json[]).map(change) }))
}

const KEY = { kty: 'RSA', kid: 'good', n: 'AQAB', e: 'AQAB' }

test.each([
  ['for encryption', { use: 'enc' }],
  ['for another algorithm', { alg: 'RS512' }],
  ['for encrypting', { key_ops: ['encrypt', 'wrapKey'] }],
  ['of another kind', { kty: 'oct', k: 'AAAA' }],
  ['without a modulus', { n: undefined }],
])('a key %s is passed over, and another one beside it is not', (_, change) => {
  const good = { ...KEY, use: 'sig', alg: 'RS256', key_ops: ['verify'] }
  const read = readSigningKeys({ keys: [null, { ...KEY, kid: 'other', ...change }, good, KEY] })
  expect(read).toEqual([good, KEY])
})

test.each([['a page', () => new Response('<h1>Proxy</h1>')]])(
  '%s in place of the keys does not replace the last good ones',
  async (_, answer) => {
    const clock = stopClock()
    const { app, browser } = await signedIn()
    clock.pass(60 * MINUTE)
    changeDocument(app, '/discovery/v2.0/keys', answer)
    expect((await browser.signIn()).status).toBe(303)
    expect(keyRequests(app)).toBe(2)
  },
)

test.each([
  ['of less than a day ago are used while they are read again', 24 * 60 * MINUTE - 1, 303],
  ['of a day ago are read again first, because Entra may have withdrawn one', 24 * 60 * MINUTE, 502],
])('keys %s', async (_, seconds, status) => {
  const clock = stopClock()
  const app = await startApp()
  await app.browser().signIn()
  clock.pass(seconds)
  // Entra has withdrawn the key that signs; a thief signs with it still.
  changeDocument(app, '/discovery/v2.0/keys', (real) => ({
    keys: (real.keys as Json[]).map((key) => ({ ...key, kid: `${key.kid}-new` })),
  }))
  const browser = app.browser()
  expect((await browser.signIn()).status).toBe(status)
  expect((await app.browser().signIn()).status).toBe(502)
})

test('metadata and keys come through Cloudflare’s cache, which keeps no failure; past it for an unknown key', async () => {
  const app = await startApp()
  const asked: unknown[] = []
  app.intercept = (request) => {
    if (!isTokenRequest(request)) asked.push([new URL(request.url).pathname.split('/').at(-1), request.cf])
    return null
  }
  const kept = { cacheTtlByStatus: { '200-299': 300, '300-599': -1 } }
  await app.browser().signIn()
  expect(asked).toEqual([
    ['openid-configuration', kept],
    ['keys', kept],
  ])
  nameUnknownKeys(app)
  await app.browser().signIn()
  expect(asked.slice(2)).toEqual([['keys', undefined]])
})

test('rejects a document without a key for RS256', async () => {
  const { app, browser } = await visit()
  changeKeys(app, (key) => ({ ...key, use: 'enc' }))
  await expectRefused(app, browser, await browser.reachCallback(), entraUnavailable('not_json'))
})
