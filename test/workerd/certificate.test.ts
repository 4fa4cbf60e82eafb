import { decodeJwt, decodeProtectedHeader } from 'jose'
import { expect, test, vi } from 'vitest'
import { entryway, secret } from '../../emulator/seed.ts'
import { fromEnv } from '../../src/entryway/index.ts'
import { contosoSettings, startApp, type TestApp, visit } from './app.ts'
import { type Json, watchTokenRequests } from './changed-answers.ts'
import { HOUR, stopClock } from './clock.ts'
import { makeKeyPair, pem } from './key-pair.ts'
import { expectRefused, signInUnavailable } from './refused.ts'

const TOKEN_ENDPOINT = `${contosoSettings.AUTHORITY}/oauth2/v2.0/token`
const good = await makeKeyPair()
const other = await makeKeyPair()
const withCertificate = {
  CLIENT_SECRET: undefined,
  CLIENT_CERTIFICATE: good.certificate,
  CLIENT_CERTIFICATE_KEY: good.key,
}

test('signs in with a certificate: an assertion of five minutes, with an id of its own, and no secret', async () => {
  stopClock()
  const app = await startApp(withCertificate)
  await app.emulator.registerCertificate(entryway.clientId, good.certificate)
  const requests = watchTokenRequests(app)
  const browser = app.browser()
  expect((await browser.signIn()).status).toBe(303)
  expect(await browser.home()).toContain('Adele Vance')

  expect(requests).toHaveLength(1)
  expect(requests[0]?.has('client_secret')).toBe(false)
  const assertion = String(requests[0]?.get('client_assertion'))
  expect(decodeProtectedHeader(assertion)).toMatchObject({ alg: 'PS256', typ: 'JWT' })
  const { aud, iss, sub, iat = 0, nbf, exp = 0 } = decodeJwt(assertion)
  expect([aud, iss, sub]).toEqual([TOKEN_ENDPOINT, entryway.clientId, entryway.clientId])
  expect([nbf, exp - iat]).toEqual([iat, 300])

  await app.browser().signIn()
  const ids = requests.map((request) => decodeJwt(String(request.get('client_assertion'))).jti)
  expect([ids.length, new Set(ids).size]).toEqual([2, 2])
})

test('signs nobody in with a certificate that Entra does not know, which the operator can fix', async () => {
  const { app, browser } = await visit(withCertificate)
  expect((await browser.signIn()).status).toBe(503)
  expect(app.lastLog('error')).toMatchObject({ code: 'sign_in_unavailable', aadsts: 700027 })
  expect(browser.sessionToken).toBeUndefined()
})

test('while both are set, the secret takes over once Entra refuses the certificate, and the log says so', async () => {
  const app = await startApp({ ...withCertificate, CLIENT_SECRET: secret })
  const requests = watchTokenRequests(app)
  const browser = app.browser()
  expect((await browser.signIn()).status).toBe(303)
  expect(requests.map((request) => request.has('client_secret'))).toEqual([false, true])
  expect(app.lastLog('credential_rejected')).toMatchObject({
    reason: 'certificate',
    fixableBy: 'operator',
    aadsts: 700027,
  })
})

test('while both are set, the certificate is used alone when Entra knows it', async () => {
  const app = await startApp({ ...withCertificate, CLIENT_SECRET: secret })
  await app.emulator.registerCertificate(entryway.clientId, good.certificate)
  const requests = watchTokenRequests(app)
  expect((await app.browser().signIn()).status).toBe(303)
  expect(requests.map((request) => request.has('client_secret'))).toEqual([false])
  expect(app.lastLog('credential_rejected')).toBeUndefined()
})

/** Both are set, and Entra knows the certificate; `answer` stands in for what it says. */
async function redeemWithBoth(answer: Json): Promise<{ app: TestApp; status: number; requests: number }> {
  const app = await startApp({ ...withCertificate, CLIENT_SECRET: secret })
  await app.emulator.registerCertificate(entryway.clientId, good.certificate)
  let requests = 0
  app.intercept = (request) => {
    if (request.url !== TOKEN_ENDPOINT) return null
    requests += 1
    return requests === 1 ? Response.json(answer, { status: 400 }) : null
  }
  const { status } = await app.browser().signIn()
  return { app, status, requests }
}

test.each([
  ['the code was redeemed', 'invalid_grant', 54005, 400],
  ['the registration lacks the API permission', 'invalid_client', 65005, 503],
])('%s, told as %s, is not tried again with the other credential', async (_, error, number, refused) => {
  const { app, status, requests } = await redeemWithBoth({ error, error_codes: [number] })
  expect([status, requests, app.lastLog('error')?.aadsts]).toEqual([refused, 1, number])
  expect(app.lastLog('credential_rejected')).toBeUndefined()
})

test.each([
  ['the certificate is not registered', 700027],
  ['no number', undefined],
])('the twin: %s, and the secret takes over', async (_, number) => {
  const answer = { error: 'invalid_client', ...(number && { error_codes: [number] }) }
  const { app, status, requests } = await redeemWithBoth(answer)
  expect([status, requests]).toEqual([303, 2])
  expect(app.lastLog('credential_rejected')).toMatchObject({
    reason: 'certificate',
    ...(number && { aadsts: number }),
  })
})

function problems(change: Record<string, unknown>): string[] {
  return fromEnv({ ...contosoSettings, ...withCertificate, ...change }).problems.map(
    ({ variable, problem }) => `${variable} ${problem}`,
  )
}

const DAY = 86_400_000
const past = await makeKeyPair(Date.UTC(2020, 0, 1), Date.UTC(2021, 0, 1))
const elliptic = (await crypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, true, [
  'sign',
  'verify',
])) as CryptoKeyPair
const ellipticKey = await pkcs8(elliptic)

async function pkcs8({ privateKey }: CryptoKeyPair): Promise<string> {
  return pem(
    'PRIVATE KEY',
    new Uint8Array((await crypto.subtle.exportKey('pkcs8', privateKey)) as ArrayBuffer),
  )
}

/** The good key with its DER changed. */
function changed(change: (der: Uint8Array) => void): string {
  const der = Uint8Array.from(atob(good.key.replace(/-----[^-]+-----|\s/g, '')), (each) => each.charCodeAt(0))
  change(der)
  return pem('PRIVATE KEY', der)
}
/** Nothing but arithmetic tells it from a good one. */
const untrueKey = changed((der) => {
  der[der.length - 200] = 255 - (der[der.length - 200] ?? 0)
})
const weak = (await crypto.subtle.generateKey(
  { name: 'RSA-PSS', modulusLength: 1024, publicExponent: Uint8Array.of(1, 0, 1), hash: 'SHA-256' },
  true,
  ['sign', 'verify'],
)) as CryptoKeyPair
const weakKey = await pkcs8(weak)
const relabeled = (label: string) => good.key.replaceAll('PRIVATE KEY', label)

const pairOf = (pair: typeof good) => ({
  CLIENT_CERTIFICATE: pair.certificate,
  CLIENT_CERTIFICATE_KEY: pair.key,
})
const OF_KEY = {
  converted:
    'is encrypted or in the PKCS#1 form; convert it with: openssl pkcs8 -topk8 -nocrypt -in key.pem -out key-pkcs8.pem',
  algorithm: 'is not a key of the algorithm rsaEncryption',
  whole: 'is not a whole RSA private key',
}
const cutShort = Uint8Array.of(0x30, 0x82, 0x01)

test.each([
  ['no key', undefined, 'is missing'],
  ['somebody else’s key', other.key, 'does not belong to CLIENT_CERTIFICATE'],
  ['an encrypted key', relabeled('ENCRYPTED PRIVATE KEY'), OF_KEY.converted],
  ['an elliptic-curve key', ellipticKey, OF_KEY.algorithm],
  ['a key cut short', pem('PRIVATE KEY', cutShort), OF_KEY.whole],
  ['a key of 1024 bits', weakKey, 'has fewer than 2048 bits'],
])('rejects settings with %s', (_, key, problem) => {
  expect(problems({ CLIENT_CERTIFICATE_KEY: key })).toEqual([`CLIENT_CERTIFICATE_KEY ${problem}`])
})

test.each([
  ['a pair that belongs together', {}, []],
  ['line ends written as \\n', { CLIENT_CERTIFICATE: good.certificate.replaceAll('\n', '\\n') }, []],
  ['no certificate', { CLIENT_CERTIFICATE: undefined }, ['is missing']],
  [
    'the key in place of the certificate',
    { CLIENT_CERTIFICATE: good.key },
    ['is not a PEM text that begins with -----BEGIN CERTIFICATE-----'],
  ],
  [
    'a certificate cut short',
    { CLIENT_CERTIFICATE: pem('CERTIFICATE', cutShort) },
    ['is not an X.509 certificate of an RSA key'],
  ],
])('checks settings with %s', (_, change, expected) => {
  expect(problems(change)).toEqual(expected.map((problem) => `CLIENT_CERTIFICATE ${problem}`))
})

/** Certificates that the settings took and that cannot be used when it comes to it. */
const UNUSABLE: [name: string, change: Record<string, unknown>, secondsLater: number, operator: RegExp][] = [
  ['whose key cannot sign', { CLIENT_CERTIFICATE_KEY: untrueKey }, 0, /the certificate’s key cannot sign$/],
  ['that expires while the isolate lives', {}, 48 * HOUR, /the certificate expired on \d{4}-\d\d-\d\d$/],
]

test.each(UNUSABLE)(
  'beside a secret a certificate %s is passed over, and the log says so once',
  async (_, change, secondsLater, operator) => {
    const clock = stopClock()
    const app = await startApp({ ...withCertificate, ...change, CLIENT_SECRET: secret })
    await app.emulator.registerCertificate(entryway.clientId, good.certificate)
    expect((await app.fetch('/healthz')).status).toBe(200)
    clock.pass(secondsLater)
    const requests = watchTokenRequests(app)
    for (const _ of [1, 2]) expect((await app.browser().signIn()).status).toBe(303)
    expect(requests.map((request) => request.has('client_secret'))).toEqual([true, true])
    const lines = app.logs.filter(({ event }) => event === 'credential_rejected')
    expect(lines).toMatchObject([
      { reason: 'certificate', fixableBy: 'operator', operator: expect.stringMatching(operator) },
    ])
    expect(lines[0]?.operator).toMatch(/^the secret was used: /)
  },
)

test.each(UNUSABLE)(
  'alone a certificate %s is the operator’s to mend, and nothing is sent to Entra',
  async (_, change, secondsLater, operator) => {
    const clock = stopClock()
    const app = await startApp({ ...withCertificate, ...change })
    await app.emulator.registerCertificate(entryway.clientId, good.certificate)
    expect((await app.fetch('/healthz')).status).toBe(200)
    clock.pass(secondsLater)
    const requests = watchTokenRequests(app)
    const browser = app.browser()
    const callback = await browser.reachCallback()
    await expectRefused(app, browser, callback, signInUnavailable('credential'))
    expect(app.lastLog('error')).toMatchObject({
      fixableBy: 'operator',
      operator: expect.stringMatching(operator),
    })
    expect(requests).toEqual([])
  },
)

test.each([['expired', past, /expired on 2021-01-01$/]])(
  'beside a secret a certificate %s closes the app to nobody',
  async (_, pair, operator) => {
    const change = pairOf(pair)
    const app = await startApp({ ...change, CLIENT_SECRET: secret })
    const requests = watchTokenRequests(app)
    expect((await app.browser().signIn()).status).toBe(303)
    expect(requests.map((request) => request.has('client_secret'))).toEqual([true])
    expect(app.lastLog('credential_rejected')?.operator).toMatch(operator)
    expect(problems({ ...change, CLIENT_CERTIFICATE_KEY: other.key, CLIENT_SECRET: secret })).toEqual([
      'CLIENT_CERTIFICATE_KEY does not belong to CLIENT_CERTIFICATE',
    ])
  },
)

test('a certificate is good from its first moment to the one before its last', async () => {
  const now = Math.floor(Date.now() / 1000) * 1000
  const pair = await makeKeyPair(now, now + DAY)
  stopClock()
  const judged = (time: number) => {
    vi.setSystemTime(time)
    return problems(pairOf(pair))
  }
  const day = (time: number) => new Date(time).toISOString().slice(0, 10)
  expect(judged(now)).toEqual([])
  expect(judged(now - 1)).toEqual([`CLIENT_CERTIFICATE is not valid before ${day(now)}`])
  expect(judged(now + DAY - 1)).toEqual([])
  expect(judged(now + DAY)).toEqual([`CLIENT_CERTIFICATE expired on ${day(now + DAY)}`])
})
