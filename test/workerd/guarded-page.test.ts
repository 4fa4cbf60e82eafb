import { expect, test } from 'vitest'
import { adele } from '../../emulator/seed.ts'
import { ORIGIN, signedIn, startApp, visit } from './app.ts'

const GUARDED = ['/profile', '/call_api']

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
  ['a script that would take a page too', 'application/json, text/html;q=0.5'],
])('answers %s that is not signed in with 401 JSON, and redirects nowhere', async (_, accept) => {
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

test.each([['TEXT/HTML'], ['application/json;q=0.1, text/html']])(
  'Accept: %s is a browser',
  async (accept) => {
    const app = await startApp()
    expect((await app.fetch('/profile', { headers: { accept } })).status).toBe(302)
  },
)

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

test.each(['/nothing', '/Profile', '//evil.example', '/profile%2fphoto'])(
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

test.each([['/profile?tab=2', 'href="/profile?tab=2"']])(
  '“Try again” on %s opens the page that failed',
  async (path, href) => {
    const { app, browser } = await signedIn()
    app.restart()
    app.kv.failing.add('get')
    const page = await browser.text(path)
    expect(/<a class="button primary" ([^>]*)>Try again/.exec(page)?.[1]).toBe(href)
  },
)

const SCRIPTS = [
  ['fetch', { 'sec-fetch-mode': 'cors', 'sec-fetch-site': 'same-origin' }],
  ['a frame', { 'sec-fetch-mode': 'navigate', 'sec-fetch-dest': 'iframe' }],
  ['jQuery in a browser of 2022', { 'x-requested-with': 'XMLHttpRequest' }],
  ['htmx in a browser of 2022', { 'hx-request': 'true' }],
] as const

test.each(SCRIPTS)(
  'tells %s that accepts HTML where to sign in, and starts no attempt',
  async (_, headers) => {
    const { app, browser } = await visit()
    for (const path of ['/profile', '/login?return_to=/profile']) {
      const response = await browser.get(path, { ...headers, referer: `${ORIGIN}/reports?page=2` })
      expect(response.status).toBe(401)
      const url = `${ORIGIN}/login?return_to=%2Freports%3Fpage%3D2`
      expect(response.headers.get('www-authenticate')).toBe(`Cookie realm="sign-in", form-action="${url}"`)
      expect(await response.json()).toMatchObject({ error: 'session_missing', sign_in_url: url })
      expect(response.headers.getSetCookie()).toEqual([])
    }
    expect(app.outbound).toEqual([])
  },
)

test.each([
  ['another site', 'https://evil.example/profile'],
  ['nothing', ''],
  ['the sign-in itself', `${ORIGIN}/login`],
])('a script that comes from %s is led to the home page after it', async (_, referer) => {
  const app = await startApp()
  const response = await app.browser().get('/profile', { accept: 'application/json', referer })
  expect(await response.json()).toMatchObject({ sign_in_url: `${ORIGIN}/login?return_to=%2F` })
})

test.each([
  'Microsoft Office Existence Discovery',
  'Microsoft Office/16.0 (Windows NT 10.0; Microsoft Word 16.0.17328; Pro)',
  'Mozilla/4.0 (compatible; ms-office; MSOffice rmj)',
  'Word/16.80 (Macintosh)',
])('Office looks at a link, and is shown a page instead of sent to sign in: %s', async (agent) => {
  const app = await startApp()
  for (const path of ['/profile', '/login?return_to=/profile']) {
    const response = await app.browser().get(path, { 'user-agent': agent, accept: '*/*' })
    expect([response.status, response.headers.getSetCookie()]).toEqual([200, []])
    expect(await response.text()).toContain('Open this page in your browser')
  }
  const head = await app.fetch('/profile', { method: 'HEAD', headers: { 'user-agent': agent } })
  expect(head.status).toBe(200)
  expect(app.outbound).toEqual([])
})

test.each(['Mozilla/4.0 (compatible; MSIE 7.0; Windows NT 10.0; ms-office; Microsoft Outlook 16.0.5)'])(
  'a browser is sent to sign in: %s',
  async (agent) => {
    const app = await startApp()
    expect((await app.browser().get('/profile', { 'user-agent': agent })).status).toBe(302)
  },
)

test('a link of another site with a login_hint shows the account picker all the same; one’s own skips it', async () => {
  const app = await startApp()
  const hint = `?login_hint=${adele.profile.userPrincipalName}`
  const asked = async (query: string, site: string) => {
    const response = await app
      .browser()
      .get(`/login${query}`, { 'sec-fetch-site': site, 'sec-fetch-mode': 'navigate' })
    const { searchParams } = new URL(response.headers.get('location') ?? '')
    return [searchParams.get('prompt'), searchParams.get('login_hint')]
  }
  for (const site of ['cross-site', 'same-site']) {
    expect(await asked(hint, site)).toEqual(['select_account', null])
    expect(await asked(`${hint}&prompt=consent`, site)).toEqual(['select_account', null])
    expect(await asked('?prompt=login', site)).toEqual(['login', null])
  }
  expect(await asked(hint, 'same-origin')).toEqual([null, adele.profile.userPrincipalName])
})

test('GET /api/me tells a script who is signed in and until when, without keeping the session alive', async () => {
  const { app, browser } = await signedIn()
  const response = await browser.get('/api/me', { accept: 'application/json' })
  const answer = (await response.json()) as { expires: Record<string, number> }
  expect(Object.values(answer.expires).every(Number.isInteger)).toBe(true)
  expect(answer).toEqual({
    user: {
      name: 'Adele Vance',
      username: adele.profile.userPrincipalName,
      tenantId: expect.any(String),
      objectId: expect.any(String),
      roles: expect.any(Array),
    },
    expires: { ifUnused: expect.any(Number), atLatest: expect.any(Number) },
  })
  const signedOut = await app.browser().get('/api/me', { accept: 'application/json' })
  expect([signedOut.status, await signedOut.json()]).toMatchObject([401, { error: 'session_missing' }])
})
