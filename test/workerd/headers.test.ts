import { expect, test } from 'vitest'
import { signedIn, startApp } from './app.ts'

const HOSTS =
  'https://login.microsoftonline.com https://login.windows.net https://login.microsoft.com https://sts.windows.net'
const policy = (ancestors = "'none'", forms = HOSTS) =>
  `default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none'; object-src 'none'; ` +
  `form-action 'self'${forms && ` ${forms}`}; frame-ancestors ${ancestors}`

const COMMON = {
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'same-origin',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'cache-control': 'no-store',
}
const NEVER = ['x-powered-by', 'server', 'access-control-allow-origin', 'access-control-allow-credentials']

function expectHeaders({ headers }: Response, expected: Record<string, string | null>): void {
  for (const [name, value] of Object.entries({ ...COMMON, ...expected })) {
    expect([name, headers.get(name)]).toEqual([name, value])
  }
  for (const name of NEVER) expect([name, headers.get(name)]).toEqual([name, null])
}

const ROUTES: [method: string, path: string, status: number][] = [
  ['GET', '/', 200],
  ['GET', '/login', 302],
  ['GET', '/callback?code=x&state=y', 400],
  ['GET', '/logout', 200],
  ['POST', '/logout', 200],
  ['GET', '/healthz', 200],
  ['GET', '/nothing', 404],
  ['POST', '/', 405],
  ['OPTIONS', '/profile', 405],
]

test.each(ROUTES)('%s %s of an anonymous visitor has every header', async (method, path, status) => {
  const app = await startApp()
  const headers = { accept: 'text/html', origin: 'https://entryway.example' }
  const response = await app.fetch(path, { method, headers })
  expect(response.status).toBe(status)
  expectHeaders(response, {
    'content-security-policy': policy(),
    'strict-transport-security': 'max-age=31536000',
    'x-frame-options': 'DENY',
  })
})

test.each(['/', '/profile', '/logout'])(
  '%s of somebody signed in has every header, and JSON and HTML alike',
  async (path) => {
    const { browser } = await signedIn()
    for (const accept of ['text/html', 'application/json']) {
      const response = await browser.get(path, { accept })
      expect(response.status).toBe(200)
      expectHeaders(response, { 'content-security-policy': policy(), 'x-frame-options': 'DENY' })
      await response.body?.cancel()
    }
  },
)

test.each([
  [
    'of another cloud',
    'https://login.microsoftonline.us/common',
    'https://login.microsoftonline.us https://login.usgovcloudapi.net',
  ],
  ['of customers', 'https://contoso.ciamlogin.com/', 'https://contoso.ciamlogin.com https://*.ciamlogin.com'],
])('at an authority %s no other host may frame front-channel sign-out', async (_, AUTHORITY, hosts) => {
  const app = await startApp({ AUTHORITY })
  expectHeaders(await app.fetch('/logout/front-channel?sid=x'), {
    'content-security-policy': policy(hosts, hosts),
  })
})

test.each(['/logout/front-channel/x', '/LOGOUT/FRONT-CHANNEL'])(
  '%s, which is another address, may not be framed',
  async (path) => {
    const app = await startApp()
    const response = await app.fetch(path)
    expectHeaders(response, { 'content-security-policy': policy(), 'x-frame-options': 'DENY' })
  },
)

const COOKIE = `${'A'.repeat(43)}.${'A'.repeat(43)}..abcdef.${'A'.repeat(22)}`

test.each([
  ['a cross-site POST', '/logout', { method: 'POST', headers: { origin: 'https://evil.example' } }, 403],
  ['a fault of KV', '/', { headers: { cookie: `__Host-entryway-session=${COOKIE}` } }, 503],
  ['a script that is not signed in', '/profile', { headers: { accept: 'application/json' } }, 401],
])('the answer to %s has every header', async (_, path, init, status) => {
  const app = await startApp()
  app.kv.failing.add('get')
  const response = await app.fetch(path, init)
  expect(response.status).toBe(status)
  expectHeaders(response, { 'content-security-policy': policy(), 'x-frame-options': 'DENY' })
})

test('with a setting missing the page that says so has every header', async () => {
  const app = await startApp({ CLIENT_SECRET: undefined })
  const response = await app.fetch('/', { headers: { accept: 'text/html' } })
  expect(response.status).toBe(503)
  expectHeaders(response, {
    'content-security-policy': policy("'none'", ''),
    'strict-transport-security': null,
    'x-frame-options': 'DENY',
  })
})

test('on http://localhost there is no HSTS', async () => {
  const app = await startApp({
    AUTHORITY: 'http://localhost:8788/c0c0c0c0-0000-4000-8000-000000000001',
    REDIRECT_URI: 'http://localhost:8787/getAToken',
  })
  expectHeaders(await app.fetch('http://localhost:8787/'), {
    'content-security-policy': policy("'none'", 'http://localhost:8788'),
    'strict-transport-security': null,
  })
})
