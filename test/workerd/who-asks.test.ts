import { expect, test } from 'vitest'
import { adele } from '../../emulator/seed.ts'
import { ORIGIN, signedIn, startApp, visit } from './app.ts'

const SCRIPTS = [
  ['fetch', { 'sec-fetch-mode': 'cors', 'sec-fetch-site': 'same-origin' }],
  ['an image', { 'sec-fetch-mode': 'no-cors', 'sec-fetch-site': 'same-origin' }],
  ['a frame', { 'sec-fetch-mode': 'navigate', 'sec-fetch-dest': 'iframe' }],
  ['an embedded object', { 'sec-fetch-mode': 'navigate', 'sec-fetch-dest': 'object' }],
  ['jQuery in a browser of 2022', { 'x-requested-with': 'XMLHttpRequest' }],
  ['htmx in a browser of 2022', { 'hx-request': 'true' }],
  ['Turbo in a browser of 2022', { 'turbo-frame': 'main' }],
] as const

test.each(SCRIPTS)(
  '%s that accepts HTML is told where to sign in, and starts no attempt',
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
  ['no URL', '//x'],
  ['the sign-in itself', `${ORIGIN}/login`],
])('a script that comes from %s is led to the home page after it', async (_, referer) => {
  const app = await startApp()
  const response = await app.browser().get('/profile', { accept: 'application/json', referer })
  expect(await response.json()).toMatchObject({ sign_in_url: `${ORIGIN}/login?return_to=%2F` })
})

test('a page view is sent to sign in', async () => {
  const app = await startApp()
  const navigation = { 'sec-fetch-mode': 'navigate', 'sec-fetch-site': 'none' }
  const response = await app.browser().get('/profile', navigation)
  expect([response.status, response.headers.get('location')]).toEqual([302, '/login?return_to=%2Fprofile'])
})

test.each([
  'Microsoft Office Existence Discovery',
  'Microsoft Office Protocol Discovery',
  'Microsoft Office/16.0 (Windows NT 10.0; Microsoft Word 16.0.17328; Pro)',
  'Mozilla/4.0 (compatible; ms-office; MSOffice rmj)',
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64; ms-office; MSOffice 16)',
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

test.each([
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0.0.0 Safari/537.36',
  'Mozilla/4.0 (compatible; MSIE 7.0; Windows NT 10.0; ms-office; Microsoft Outlook 16.0.5)',
])('a browser is sent to sign in: %s', async (agent) => {
  const app = await startApp()
  expect((await app.browser().get('/profile', { 'user-agent': agent })).status).toBe(302)
})

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
