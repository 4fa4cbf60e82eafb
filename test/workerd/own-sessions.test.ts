// What an app does with the sessions of its users: list them, end them, and ask for a fresh sign-in.
import { expect, test } from 'vitest'
import { alex } from '../../emulator/seed.ts'
import { endedUser } from '../../src/entryway/protocol.ts'
import { browserName } from '../../src/entryway/session/browser-name.ts'
import { signedIn, startApp } from './app.ts'
import { type Browser, SESSION_COOKIE } from './browser.ts'
import { MINUTE, stopClock } from './clock.ts'

type Listed = { id: string; isThis: boolean; browser: string; startedAt: number; lastUsedAt: number }[]
const listed = async (browser: Browser) => (await (await browser.get('/sessions')).json()) as Listed
const isLive = async (browser: Browser) => (await browser.get('/profile/photo')).status === 200

async function signIn(browser: Browser, userAgent: string, username?: string) {
  const callback = await browser.reachCallback(username)
  await browser.get(callback.href, { 'user-agent': userAgent })
}
const FIREFOX = 'Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0'
const IPHONE =
  'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 Mobile/15E148 Safari/604.1'

async function threeBrowsers() {
  const clock = stopClock()
  const app = await startApp()
  const [desk, phone, other] = [app.browser(), app.browser(), app.browser()]
  await signIn(desk, FIREFOX)
  clock.pass(MINUTE)
  await signIn(phone, IPHONE)
  await signIn(other, FIREFOX, alex.profile.userPrincipalName)
  clock.pass(MINUTE)
  return { app, clock, desk, phone, other }
}

test('a person sees their own sessions with the browser, this one first, and nobody else’s', async () => {
  const { desk, other } = await threeBrowsers()
  const sessions = await listed(desk)
  expect(sessions.map(({ browser, isThis }) => [browser, isThis])).toEqual([
    ['Firefox on Windows', true],
    ['Safari on iPhone', false],
  ])
  expect(sessions.every(({ startedAt, lastUsedAt }) => startedAt <= lastUsedAt && startedAt > 0)).toBe(true)
  expect(await listed(other)).toHaveLength(1)
})

test.each(['in this isolate', 'in another'])(
  'a session that another one ends is over %s, and no other is',
  async (where) => {
    const { app, desk, phone, other } = await threeBrowsers()
    const id = (await listed(desk)).find(({ isThis }) => !isThis)?.id
    expect((await desk.post(`/sessions?which=${id}`)).status).toBe(200)
    if (where === 'in another') app.restart()
    expect([await isLive(desk), await isLive(phone), await isLive(other)]).toEqual([true, false, true])
    expect(await listed(desk)).toHaveLength(1)
  },
)

test('what a marker has ended is not on the list, though its record is there', async () => {
  const { app, clock, desk, phone } = await threeBrowsers()
  await app.kv.real.put(endedUser(phone.parsedToken.user), JSON.stringify({ at: Date.now() / 1000 }))
  clock.pass(MINUTE)
  await signIn(desk, FIREFOX)
  expect(await app.kv.keys('use:')).toHaveLength(3)
  for (const start of [() => undefined, () => app.restart()]) {
    start()
    expect((await listed(desk)).map(({ isThis }) => isThis)).toEqual([true])
  }
})

test('ending the others keeps this one, also in a new isolate, and what begins afterwards', async () => {
  const { app, clock, desk, phone, other } = await threeBrowsers()
  await desk.post('/sessions?which=others')
  for (const start of [() => undefined, () => app.restart()]) {
    start()
    expect([await isLive(desk), await isLive(phone), await isLive(other)]).toEqual([true, false, true])
  }
  clock.pass(1)
  await signIn(phone, IPHONE)
  app.restart()
  expect([await isLive(desk), await isLive(phone)]).toEqual([true, true])
})

test.each(['others', 'one'])(
  'a browser whose session was ended (%s) is asked for credentials, whatever it asks for; one that knew nothing is not',
  async (which) => {
    const { app, desk, phone } = await threeBrowsers()
    const id = (await listed(desk)).find(({ isThis }) => !isThis)?.id
    await desk.post(`/sessions?which=${which === 'one' ? id : which}`)
    app.restart()
    expect((await phone.get('/profile/photo')).headers.get('location')).toBe(
      '/login?return_to=%2Fprofile%2Fphoto',
    )
    for (const query of [
      '?return_to=%2Fprofile%2Fphoto',
      '?prompt=select_account',
      '?login_hint=adele%40contoso.example',
    ]) {
      expect((await phone.startSignIn(query)).searchParams.get('prompt')).toBe('login')
    }
    expect((await app.browser().startSignIn()).searchParams.get('prompt')).not.toBe('login')
    const forged = `${SESSION_COOKIE}=${phone.sessionToken?.replace(/^./, (first) => (first === 'A' ? 'B' : 'A'))}`
    const away = await app.browser().get('/login', { cookie: forged })
    expect(new URL(away.headers.get('location') ?? '').searchParams.get('prompt')).not.toBe('login')
  },
)

test.each([
  [undefined, false],
  ['off', false],
  ['on', true],
])('with KEEP_SIGNED_IN=%s the cookie outlives the browser: %s', async (KEEP_SIGNED_IN, outlives) => {
  const app = await startApp({ KEEP_SIGNED_IN })
  const [cookie = ''] = (await app.browser().signIn()).headers
    .getSetCookie()
    .filter((line) => line.startsWith(SESSION_COOKIE))
  expect(/Max-Age=43200;/.test(cookie)).toBe(outlives)
})

test('of more sessions than a page can show 200 are listed', async () => {
  const { app, browser } = await signedIn()
  const at = Math.floor(Date.now() / 1000)
  const metadata = { browser: '', country: '', startedAt: at, usedAt: at }
  const puts = Array.from({ length: 205 }, (_, each) => {
    const name = `${browser.parsedToken.user}:${String(each).padStart(43, '0')}`
    return [
      app.kv.real.put(`session:${name}`, 'sealed'),
      app.kv.real.put(`use:${name}`, 'sealed', { metadata }),
    ]
  })
  await Promise.all(puts.flat())
  const sessions = await listed(browser)
  expect([200, 201]).toContain(sessions.length)
  expect(sessions.filter(({ isThis }) => isThis)).toHaveLength(1)
})

test('a browser whose session was ended is asked for credentials when it chooses another account, too', async () => {
  const { app, desk, phone } = await threeBrowsers()
  await desk.post('/sessions?which=others')
  app.restart()
  const toLogin = async (browser: Browser) =>
    (await browser.post('/logout', { next: 'choose_account' })).headers.get('location')
  expect([await toLogin(phone), await toLogin(desk)]).toEqual([
    '/login?prompt=login',
    '/login?prompt=select_account',
  ])
})

test.each([
  ['nothing', '', 0],
  ['a letter', 'x', 0],
  ['another character', `${'A'.repeat(42)}:`, 0],
  ['600 letters', 'A'.repeat(600), 0],
  ['the form of an id', 'A'.repeat(43), 1],
])('only what has the form of a session’s id is written to the store: %s', async (_, id, puts) => {
  const { app, browser } = await signedIn()
  app.kv.operations.length = 0
  expect((await browser.post(`/sessions?which=${id}`)).status).toBe(200)
  expect(app.kv.counts().put).toBe(puts)
})

const WEBKIT = 'AppleWebKit/537.36 (KHTML, like Gecko)'

test.each([
  ['Chrome on Windows', `Mozilla/5.0 (Windows NT 10.0; Win64; x64) ${WEBKIT} Chrome/142.0.0.0 Safari/537.36`],
  [
    'Edge on Windows',
    `Mozilla/5.0 (Windows NT 10.0; Win64; x64) ${WEBKIT} Chrome/142.0.0.0 Safari/537.36 Edg/142.0.0.0`,
  ],
  ['Chrome on Linux', `Mozilla/5.0 (X11; Linux x86_64) ${WEBKIT} HeadlessChrome/142.0.0.0 Safari/537.36`],
  ['Chrome on Android', `Mozilla/5.0 (Linux; Android 10; K) ${WEBKIT} Chrome/142.0.0.0 Mobile Safari/537.36`],
  ['Linux', 'curl/8.5 (Linux)'],
  ['', '<b>Chrome</b>'],
])('a session is shown as “%s”', (name, userAgent) => {
  expect(browserName(userAgent)).toBe(name)
})

test('the id of somebody else’s session ends nothing', async () => {
  const { app, desk, phone, other } = await threeBrowsers()
  const [{ id } = { id: '' }] = await listed(other)
  await desk.post(`/sessions?which=${id}`)
  app.restart()
  expect([await isLive(desk), await isLive(phone), await isLive(other)]).toEqual([true, true, true])
})
