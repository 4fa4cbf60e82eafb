import { expect, test } from 'vitest'
import { signedIn, startApp, type TestApp } from './app.ts'
import type { Browser } from './browser.ts'

const OWN = 'https://entryway.example'
const FORM = 'application/x-www-form-urlencoded'

type Headers = Record<string, string>

/** A POST with the visitor's cookie and nothing but these headers. */
function send(
  { app, browser }: { app: TestApp; browser: Browser },
  headers: Headers,
  body = 'everywhere=yes',
) {
  const cookie = `__Host-entryway-session=${browser.sessionToken}`
  const bytes = new TextEncoder().encode(body)
  return app.fetch('/logout', {
    method: 'POST',
    body: bytes,
    headers: { accept: 'text/html', cookie, ...headers },
  })
}

const FOREIGN: [string, Headers, string][] = [
  [
    'another site’s form',
    { 'sec-fetch-site': 'cross-site', origin: 'https://evil.example' },
    'sec_fetch_site',
  ],
  ['an address typed or bookmarked', { 'sec-fetch-site': 'none' }, 'sec_fetch_site'],
  [
    'a good origin with a bad Sec-Fetch-Site',
    { 'sec-fetch-site': 'cross-site', origin: OWN },
    'sec_fetch_site',
  ],
  ['another origin', { origin: 'https://evil.example' }, 'origin'],
  ['Origin: null, of a sandboxed frame', { origin: 'null' }, 'origin'],
  ['a bad origin with a good Sec-Fetch-Site', { 'sec-fetch-site': 'same-origin', origin: 'null' }, 'origin'],
  ['our host over http', { origin: 'http://entryway.example' }, 'origin'],
]

const TYPES = [FORM, 'multipart/form-data; boundary=x', 'text/plain', 'application/json', '']

test.each(FOREIGN)(
  'a POST from %s changes nothing, whatever its content type',
  async (_, headers, reason) => {
    const visitor = await signedIn()
    const keys = await visitor.app.kv.keys()
    visitor.app.kv.operations.length = 0
    for (const type of TYPES) {
      visitor.app.logs.length = 0
      const response = await send(visitor, { ...headers, ...(type !== '' && { 'content-type': type }) })
      expect([type, response.status, response.headers.getSetCookie()]).toEqual([type, 403, []])
      expect(visitor.app.logs).toMatchObject([{ event: 'error', code: 'cross_site', reason }])
    }
    expect([visitor.app.kv.operations, await visitor.app.kv.keys()]).toEqual([[], keys])
  },
)

test.each(TYPES)(
  'a POST of type %j that says nothing of where it comes from changes nothing',
  async (type) => {
    const visitor = await signedIn()
    const response = await send(visitor, type === '' ? {} : { 'content-type': type })
    expect(response.status).toBe(403)
    expect(visitor.app.lastLog('error')).toMatchObject({ code: 'cross_site', reason: 'no_sign' })
    expect(await (await visitor.browser.get('/')).text()).toContain('Adele Vance')
  },
)

test.each([
  ['Sec-Fetch-Site and Origin', { 'sec-fetch-site': 'same-origin', origin: OWN }],
  ['Sec-Fetch-Site alone', { 'sec-fetch-site': 'same-origin' }],
  ['Origin alone, of an older browser', { origin: OWN }],
])('our own form, told by %s, signs out', async (_, headers) => {
  for (const type of [FORM, 'text/plain', 'application/json']) {
    const visitor = await signedIn()
    const response = await send(visitor, { ...headers, 'content-type': type })
    expect([response.status, await visitor.app.kv.keys('session:')]).toEqual([200, []])
  }
})

test.each(['PUT', 'post'])('rejects %s from another site before any route', async (method) => {
  const app = await startApp()
  const response = await app.fetch('/profile', { method, headers: { origin: 'https://evil.example' } })
  expect([response.status, await response.json()]).toMatchObject([403, { error: 'cross_site' }])
})

test('a link from another site still opens a page: GET changes nothing', async () => {
  const { browser } = await signedIn()
  const response = await browser.get('/', { 'sec-fetch-site': 'cross-site', origin: 'https://evil.example' })
  expect([response.status, (await response.text()).includes('Adele Vance')]).toEqual([200, true])
})

test.each([
  ['another site', { 'sec-fetch-site': 'cross-site', origin: 'https://evil.example' }, 403],
  ['nowhere', {}, 403],
  ['our own pages', { 'sec-fetch-site': 'same-origin', origin: OWN }, 200],
])('a WebSocket, which begins as a GET and may change something, from %s', async (_, headers, status) => {
  const { browser } = await signedIn()
  const response = await browser.get('/', { upgrade: 'WebSocket', ...(headers as Headers) })
  expect(response.status).toBe(status)
})
