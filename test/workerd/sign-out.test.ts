import { expect, test } from 'vitest'
import { adele, alex, contoso } from '../../emulator/seed.ts'
import { CALLBACK, signedIn, startApp } from './app.ts'
import { leavesTo, SESSION_COOKIE } from './browser.ts'
import type { Json } from './changed-answers.ts'
import { stopDeadlines } from './clock.ts'
import { forgeClaims } from './hostile-entra.ts'

const LOGOUT = `https://login.microsoftonline.com/${contoso.id}/oauth2/v2.0/logout`

const locationOf = (response: Response) => new URL(leavesTo(response))

test('GET /logout, which another site could link to, changes nothing and asks', async () => {
  const { app, browser } = await signedIn()
  const keys = await app.kv.keys()
  const page = await browser.get('/logout', { 'sec-fetch-site': 'cross-site' })
  expect(page.status).toBe(200)
  expect(await page.text()).toContain('<form class="actions" method="post" action="/logout">')
  expect(page.headers.getSetCookie()).toEqual([])
  expect(await app.kv.keys()).toEqual(keys)
  expect(await browser.home()).toContain('Adele Vance')
})

test('GET /logout of nobody offers to sign out of Microsoft, where they may be signed in still', async () => {
  const app = await startApp()
  const response = await app.browser().get('/logout')
  const page = await response.text()
  expect(response.status).toBe(200)
  expect(page).toContain('You may still be signed in to Microsoft')
  expect(page).toMatch(/<form [^>]*method="post" action="\/logout"/)
  expect(page).not.toContain('every device')
})

test('POST /logout ends the session, takes the cookie away, and goes on to Entra’s own sign-out', async () => {
  const { app, browser } = await signedIn()
  const cookie = `__Host-entryway-session=${browser.sessionToken}`
  const response = await browser.post('/logout')
  expect(response.status).toBe(200)
  expect(response.headers.getSetCookie()).toEqual([
    expect.stringMatching(/^__Host-entryway-session=; Max-Age=0; Path=\/; HttpOnly; Secure; SameSite=Lax$/),
  ])
  expect(locationOf(response).origin + locationOf(response).pathname).toBe(LOGOUT)
  expect(await app.kv.keys()).toEqual([])
  for (const start of [() => undefined, () => app.restart()]) {
    start()
    expect(await app.browser().home({ cookie })).toContain('Sign in to continue')
  }
})

test('the login_hint of the ID token is given back, so that Entra asks no question', async () => {
  const { app, browser } = await signedIn()
  forgeClaims(app, (claims) => ({ ...claims, login_hint: 'O.a hint&with=marks' }))
  await browser.signIn()
  const { searchParams } = locationOf(await browser.post('/logout'))
  expect(searchParams.getAll('logout_hint')).toEqual(['O.a hint&with=marks'])
  expect([...searchParams.keys()].sort()).toEqual(['logout_hint', 'post_logout_redirect_uri'])
})

test('a query in the authority’s own sign-out address stays', async () => {
  const { app, browser } = await signedIn()
  app.restart()
  app.intercept = async (request) => {
    if (!request.url.includes('openid-configuration')) return null
    const document = (await (await app.emulator.fetch(request)).json()) as object
    return Response.json({ ...document, end_session_endpoint: `${LOGOUT}?p=policy` })
  }
  const { searchParams } = locationOf(await browser.post('/logout'))
  expect(searchParams.get('p')).toBe('policy')
  expect(searchParams.get('post_logout_redirect_uri')).toBe(CALLBACK)
})

test('where the metadata has no sign-out address, sign-out ends here', async () => {
  const { app, browser } = await signedIn()
  app.restart()
  app.intercept = async (request) => {
    if (!request.url.includes('openid-configuration')) return null
    const { end_session_endpoint, ...document } = await (await app.emulator.fetch(request)).json<Json>()
    return Response.json(document)
  }
  const response = await browser.post('/logout')
  expect([response.status, response.headers.get('location')]).toEqual([303, '/?signed-out=here'])
  expect(await app.kv.keys('session:')).toEqual([])
})

test('signing out here leaves the person’s other sessions; on every device ends them all, and nobody else’s', async () => {
  const { app, browser } = await signedIn()
  const [phone, tablet, other] = [app.browser(), app.browser(), app.browser()]
  await phone.signIn()
  await tablet.signIn()
  await other.signIn(alex.profile.userPrincipalName)
  await browser.post('/logout', { everywhere: 'no' })
  expect(await phone.home()).toContain('Adele Vance')

  await phone.post('/logout', { everywhere: 'yes' })
  expect(app.lastLog('sign_out')).toMatchObject({ everywhere: true, tid: contoso.id })
  expect(await tablet.home()).toContain('Sign in to continue')
  expect(await other.home()).toContain('Alex Wilber')
  app.restart()
  expect(await tablet.home()).toContain('Sign in to continue')
  expect(await other.home()).toContain('Alex Wilber')
  expect(await app.kv.keys('session:')).toHaveLength(1)
})

const EVERYWHERE_COOKIE = '__Host-entryway-everywhere'

test('a sign-out on every device is left for the next page in a cookie, which no link can set', async () => {
  const { browser } = await signedIn()
  await browser.post('/logout', { everywhere: 'yes' })
  const back = await browser.get('/callback')
  expect(back.headers.get('location')).toBe('/?signed-out')
  expect(browser.cookies.has(EVERYWHERE_COOKIE)).toBe(true)
})

test('a sign-out on every device is left for the next page where Entra cannot be reached', async () => {
  const { app, browser } = await signedIn()
  app.restart()
  app.intercept = () => new Response('', { status: 503 })
  const response = await browser.post('/logout', { everywhere: 'yes' })
  expect(response.headers.get('location')).toBe('/?signed-out=here')
  expect(browser.cookies.has(EVERYWHERE_COOKIE)).toBe(true)
})

test('a later sign-out in this browser only takes the cookie of an earlier one away', async () => {
  const { browser } = await signedIn()
  await browser.post('/logout', { everywhere: 'yes' })
  await browser.signIn()
  await browser.post('/logout')
  expect(browser.cookies.has(EVERYWHERE_COOKIE)).toBe(false)
})

test.each([
  ['503', () => new Response('', { status: 503 }), 'entra_unavailable'],
  ['silence', () => new Promise<Response>(() => undefined), 'entra_unavailable'],
])(
  'ends the session when Entra answers with %s, and tells the user what was not done',
  async (_, answer, code) => {
    const clock = stopDeadlines()
    const { app, browser } = await signedIn()
    app.restart()
    const asked = Promise.withResolvers<void>()
    app.intercept = () => {
      asked.resolve()
      return answer()
    }
    const sent = browser.post('/logout')
    await asked.promise
    await clock.pass(10)
    const response = await sent
    expect([response.status, response.headers.get('location')]).toEqual([303, '/?signed-out=here'])
    expect([browser.sessionToken, await app.kv.keys()]).toEqual([undefined, []])
    expect(await browser.text('/?signed-out=here')).toContain('Microsoft couldn’t be reached')
    expect(app.lastLog('metadata_failed')?.code).toBe(code)
  },
)

test.each([
  ['no cookie', null],
  ['a cookie that opens nothing', `__Host-entryway-session=${'A'.repeat(43)}`],
])('signing out with %s deletes nothing, and still ends the session at Entra', async (_, cookie) => {
  const app = await startApp()
  const response = await app
    .browser()
    .post('/logout', { everywhere: 'yes' }, cookie === null ? {} : { cookie })
  const location = locationOf(response)
  expect([response.status, location.origin + location.pathname]).toEqual([200, LOGOUT])
  expect([...location.searchParams]).toEqual([['post_logout_redirect_uri', CALLBACK]])
  expect(response.headers.getSetCookie().length).toBe(cookie === null ? 0 : 1)
  expect(app.kv.counts()).toMatchObject({ delete: 0, list: 0, put: 0 })
})

test.each([
  ['application/json', '{"everywhere":"yes"}'],
  ['multipart/form-data; boundary=x', '--x\r\nbroken'],
  ['application/x-www-form-urlencoded', '%E0%A4%A&everywhere&=&__proto__=yes'],
])('a body that is not a form (%s) still signs out, and never fails', async (type, body) => {
  const { app, browser } = await signedIn()
  const headers = { cookie: `__Host-entryway-session=${browser.sessionToken}`, 'content-type': type }
  const own = { origin: 'https://entryway.example', 'sec-fetch-site': 'same-origin' }
  const response = await app.fetch('/logout', { method: 'POST', body, headers: { ...headers, ...own } })
  expect([response.status, await response.json()]).toEqual([
    200,
    { sign_out_url: expect.stringContaining(LOGOUT) },
  ])
  expect(await app.kv.keys()).toEqual([])
})

/** Everything but the random part and the tag can be computed from two GUIDs and a guess at the time. */
const withoutSecrets = (token: string | undefined) =>
  token?.replace(/^[\w-]{43}/, 'A'.repeat(43)).replace(/[\w-]{22}$/, 'A'.repeat(22))

test.each([
  ['no', 200],
  ['yes', 401],
])(
  'a made-up cookie with somebody’s hashes ends none of their sessions, writes nothing and is logged as no sign-out (every device: %s)',
  async (everywhere, status) => {
    const { app, browser } = await signedIn()
    const cookie = `${SESSION_COOKIE}=${withoutSecrets(browser.sessionToken)}`
    app.kv.operations.length = 0
    const response = await app.browser().post('/logout', { everywhere }, { cookie })
    expect([response.status, app.kv.counts()]).toMatchObject([status, { put: 0, list: 0 }])
    expect(app.lastLog('sign_out')).toBeUndefined()
    app.restart()
    expect(await browser.home()).toContain('Adele Vance')
  },
)

test('a cookie of this app’s own ends all the person’s sessions, though its records are gone', async () => {
  const { app, browser } = await signedIn()
  for (const key of await app.kv.keys()) await app.kv.real.delete(key)
  const phone = await app.browser().signedIn()
  app.restart()
  expect((await browser.post('/logout', { everywhere: 'yes' })).status).toBe(200)
  app.restart()
  expect(await phone.home()).toContain('Sign in to continue')
})

const wrong = { next: 'choose_account' }

test('whoever has the wrong account signs out here, and chooses another one from the picker', async () => {
  const { app, browser } = await signedIn()
  const away = await browser.post('/logout', wrong)
  expect([away.status, away.headers.get('location')]).toEqual([303, '/login?prompt=select_account'])
  expect([browser.sessionToken, await app.kv.keys('session:')]).toEqual([undefined, []])
  const login = await browser.get(away.headers.get('location') ?? '')
  const request = new URL(login.headers.get('location') ?? '')
  expect(request.searchParams.get('prompt')).toBe('select_account')
  const picker = await (await browser.entra.get(request.href)).text()
  expect(picker).toContain(adele.profile.displayName)
  await browser.signIn(alex.profile.userPrincipalName)
  expect(await browser.home()).toContain('Alex Wilber')
})

test.each([
  ['nothing', {}],
  ['something else', { next: 'https://evil.example/' }],
])('a sign-out that asks for %s after it is an ordinary one', async (_, form) => {
  const app = await startApp()
  const away = await app.browser().post('/logout', form)
  const { searchParams } = new URL(leavesTo(away))
  expect([...searchParams]).toEqual([['post_logout_redirect_uri', CALLBACK]])
})
