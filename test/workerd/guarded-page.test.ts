import { expect, test } from 'vitest'
import { signedIn, startApp, visit } from './app.ts'

const GUARDED = ['/profile', '/call_api', '/profile/photo']

test.each(GUARDED)('a browser that opens %s signs in and comes back to it with its query', async (path) => {
  const { browser } = await visit()
  const asked = `${path}?tab=2&name=a%20b%26c`
  const away = await browser.get(asked)
  expect([away.status, away.headers.getSetCookie()]).toEqual([302, []])
  const login = new URL(away.headers.get('location') ?? '', 'https://entryway.example')
  expect([login.origin, login.pathname]).toEqual(['https://entryway.example', '/login'])
  expect(login.searchParams.get('return_to')).toBe(asked)
  const back = await browser.signIn(undefined, login.search)
  expect([back.status, back.headers.get('location')]).toEqual([303, asked])
  expect((await browser.get(asked)).status).toBe(200)
})

test.each([
  ['a script', 'application/json'],
  ['fetch() or curl', '*/*'],
  ['an image', 'image/avif,image/webp,image/apng,image/*,*/*;q=0.8'],
  ['a script that would take a page too', 'application/json, text/html;q=0.5'],
])('%s that is not signed in gets 401 JSON, and is sent nowhere', async (_, accept) => {
  const app = await startApp()
  for (const path of GUARDED) {
    const response = await app.fetch(path, { headers: { accept } })
    expect([response.status, response.headers.get('location')]).toEqual([401, null])
    expect(response.headers.get('content-type')).toMatch(/^application\/json/)
    expect(await response.json()).toEqual({
      error: 'session_missing',
      message: 'You aren’t signed in',
      correlation_id: expect.stringMatching(/^[0-9a-f-]{36}$/),
      sign_in_url: 'https://entryway.example/login?return_to=%2F',
    })
    expect(response.headers.getSetCookie()).toEqual([])
  }
  expect(app.outbound).toEqual([])
})

test('without an Accept header it is a script', async () => {
  const app = await startApp()
  expect((await app.fetch('/profile')).status).toBe(401)
})

test.each([
  ['text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8'],
  ['TEXT/HTML'],
  ['application/json;q=0.1, text/html'],
])('Accept: %s is a browser', async (accept) => {
  const app = await startApp()
  expect((await app.fetch('/profile', { headers: { accept } })).status).toBe(302)
})

test.each([
  ['a HEAD request', { method: 'HEAD', headers: { accept: 'text/html' } }, 401],
  ['a prefetch', { headers: { accept: 'text/html', 'sec-purpose': 'prefetch' } }, 302],
])('%s of a guarded page starts no sign-in', async (_, init, status) => {
  const app = await startApp()
  const response = await app.fetch('/profile', init)
  expect([response.status, response.headers.getSetCookie(), app.outbound]).toEqual([status, [], []])
  expect(app.lastLog('sign_in_started')).toBeUndefined()
})

test('HEAD of a page is its headers without a body', async () => {
  const { app, browser } = await signedIn()
  const cookie = `__Host-entryway-session=${browser.sessionToken}`
  const headers = { accept: 'text/html', cookie }
  for (const path of ['/', '/profile', '/logout', '/nothing']) {
    const [get, head] = [
      await app.fetch(path, { headers }),
      await app.fetch(path, { headers, method: 'HEAD' }),
    ]
    expect([head.status, await head.text()]).toEqual([get.status, ''])
    expect(head.headers.get('content-type')).toBe(get.headers.get('content-type'))
  }
})

test.each(['/nothing', '/Profile', '/.env', '/wp-login.php', '//evil.example', '/profile%2fphoto'])(
  'GET %s is a 404: a page for a browser, JSON for a script',
  async (path) => {
    const app = await startApp()
    const url = `https://entryway.example${path}`
    const page = await app.fetch(url, { headers: { accept: 'text/html' } })
    expect([page.status, (await page.text()).includes('Page not found')]).toEqual([404, true])
    const json = await app.fetch(url, { headers: { accept: 'application/json' } })
    expect([json.status, await json.json()]).toMatchObject([404, { error: 'not_found' }])
    expect([app.kv.operations, app.outbound]).toEqual([[], []])
  },
)

test.each([
  ['/', 'href="/"'],
  ['/profile?tab=2', 'href="/profile?tab=2"'],
])('“Try again” on %s opens the page that failed', async (path, href) => {
  const { app, browser } = await signedIn()
  app.restart()
  app.kv.failing.add('get')
  const page = await (await browser.get(path)).text()
  expect(/<a class="button primary" ([^>]*)>Try again/.exec(page)?.[1]).toBe(href)
})
