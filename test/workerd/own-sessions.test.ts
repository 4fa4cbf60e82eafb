// What an app does with the sessions of its users: list them, end them, and ask for a fresh sign-in.
import { expect, test } from 'vitest'
import { alex } from '../../emulator/seed.ts'
import { endedUser } from '../../src/entryway/protocol.ts'
import { signedIn, startApp, visit } from './app.ts'
import { type Browser, SESSION_COOKIE } from './browser.ts'
import { MINUTE, stopClock } from './clock.ts'
import { forgeClaims } from './hostile-entra.ts'

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

test('the id of somebody else’s session ends nothing', async () => {
  const { app, desk, phone, other } = await threeBrowsers()
  const [{ id } = { id: '' }] = await listed(other)
  await desk.post(`/sessions?which=${id}`)
  app.restart()
  expect([await isLive(desk), await isLive(phone), await isLive(other)]).toEqual([true, true, true])
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

test('ending all ends this one too', async () => {
  const { app, desk, phone, other } = await threeBrowsers()
  await desk.post('/sessions?which=all')
  app.restart()
  expect([await isLive(desk), await isLive(phone), await isLive(other)]).toEqual([false, false, true])
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

test('a page that needs a fresh sign-in asks Entra for the credentials, and opens for five minutes', async () => {
  const clock = stopClock()
  const { browser } = await signedIn()
  const away = await browser.get('/power')
  const asked = new URL(away.headers.get('location') ?? '').searchParams
  expect([away.status, asked.get('prompt'), asked.get('max_age')]).toEqual([302, 'login', '300'])
  const script = await browser.get('/power', { accept: 'application/json' })
  expect([script.status, await script.json()]).toMatchObject([401, { error: 'step_up_needed' }])
  const back = await browser.followToEntra(away)
  expect([back.status, back.headers.get('location')]).toEqual([303, '/power'])
  expect(await (await browser.get('/power')).text()).toBe('powerful')
  clock.pass(5 * MINUTE)
  expect((await browser.get('/power')).status).toBe(200)
  clock.pass(1)
  expect((await browser.get('/power')).status).toBe(302)
})

test('prompt and max_age taken out of the address on the way make no fresh sign-in', async () => {
  const clock = stopClock()
  const { browser } = await signedIn()
  clock.pass(20 * MINUTE)
  const before = browser.sessionToken
  const asked = new URL((await browser.get('/power')).headers.get('location') ?? '')
  asked.searchParams.delete('prompt')
  asked.searchParams.delete('max_age')
  const callback = await browser.entra.signIn(asked.href, 'adele@contoso.example')
  const refused = await browser.get(callback.href)
  expect([refused.status, browser.sessionToken]).toEqual([502, before])
  expect(await refused.text()).toMatch(/you’re still signed in/)
  expect((await browser.get('/power')).status).toBe(302)
})

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

test('with STEP_UP_CONTEXT a page asks Entra for that context, and opens for a session that has it', async () => {
  const clock = stopClock()
  const { browser } = await signedIn({ STEP_UP_CONTEXT: 'c1' })
  const away = await browser.get('/power')
  const asked = new URL(away.headers.get('location') ?? '').searchParams
  expect([away.status, asked.get('prompt'), asked.get('max_age')]).toEqual([302, null, null])
  expect(JSON.parse(asked.get('claims') ?? '')).toEqual({
    id_token: { acrs: { essential: true, values: ['c1'] } },
  })
  const back = await browser.followToEntra(away)
  expect([back.status, back.headers.get('location')]).toEqual([303, '/power'])
  expect(await (await browser.get('/power')).text()).toBe('powerful')
  clock.pass(5 * MINUTE + 1)
  expect((await browser.get('/power')).status).toBe(302)
})

test.each([
  ['taken out of the address', null],
  ['exchanged for another', 'c2'],
])('an authentication context that is %s on the way makes no step-up', async (_, other) => {
  const { browser } = await signedIn({ STEP_UP_CONTEXT: 'c1' })
  const before = browser.sessionToken
  const asked = new URL((await browser.get('/power')).headers.get('location') ?? '')
  if (other === null) asked.searchParams.delete('claims')
  else asked.searchParams.set('claims', (asked.searchParams.get('claims') ?? '').replace('c1', other))
  const callback = await browser.entra.signIn(asked.href, 'adele@contoso.example')
  const refused = await browser.get(callback.href)
  expect([refused.status, browser.sessionToken]).toEqual([502, before])
  expect(await refused.text()).toMatch(/you’re still signed in/)
  expect((await browser.get('/power')).status).toBe(302)
})

test('after a later sign-in that Entra says nothing of, a page that needs a fresh one asks again', async () => {
  const { browser } = await signedIn()
  await browser.followToEntra(await browser.get('/power'))
  expect((await browser.get('/power')).status).toBe(200)
  // As for consent: the ID token has no auth_time, and who was asked for what is not known.
  await browser.signIn()
  expect((await browser.get('/power')).status).toBe(302)
})

test('an authentication context that nobody asked for opens nothing', async () => {
  const { browser } = await visit({ STEP_UP_CONTEXT: 'c1' })
  const asked = await browser.startSignIn()
  asked.searchParams.set(
    'claims',
    JSON.stringify({ id_token: { acrs: { essential: true, values: ['c1'] } } }),
  )
  const callback = await browser.entra.signIn(asked.href, 'adele@contoso.example')
  expect((await browser.get(callback.href)).status).toBe(303)
  expect((await browser.get('/power')).status).toBe(302)
})

test.each([
  ['a number', 1, 200],
  ['a text', '1', 302],
  ['missing', undefined, 302],
])('a step-up whose auth_time is %s opens the page or not: %j, %i', async (_, form, status) => {
  const { app, browser } = await signedIn()
  const away = await browser.get('/power')
  forgeClaims(app, ({ auth_time: time, ...claims }) =>
    form === undefined ? claims : { ...claims, auth_time: typeof form === 'number' ? time : String(time) },
  )
  await browser.followToEntra(away)
  expect((await browser.get('/power')).status).toBe(status)
})

test('of more sessions than a page can show 200 are listed', async () => {
  const { app, browser } = await signedIn()
  const at = Math.floor(Date.now() / 1000)
  const metadata = { browser: '', country: '', startedAt: at, usedAt: at }
  for (let each = 0; each < 250; each++) {
    const name = `${browser.parsedToken.user}:${String(each).padStart(43, '0')}`
    await app.kv.real.put(`session:${name}`, 'sealed')
    await app.kv.real.put(`use:${name}`, 'sealed', { metadata })
  }
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
