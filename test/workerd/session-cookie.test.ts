import { expect, test } from 'vitest'
import { atCallback, signedIn, startApp, type TestApp, visit } from './app.ts'
import { ATTEMPT_COOKIE, SESSION_COOKIE } from './browser.ts'

const localhost = {
  AUTHORITY: 'http://localhost:8788/c0c0c0c0-0000-4000-8000-000000000001',
  REDIRECT_URI: 'http://localhost:8787/getAToken',
}
const FORM = '[\\w-]{43}\\.[\\w-]{43}\\.[\\w-]{43}\\.[0-9a-z]{6}\\.[\\w-]{22}'
const TOKEN = new RegExp(`^${FORM}$`)

test('on https the session cookie is __Host-, Secure, HttpOnly, Lax, for every path, and ends with the browser', async () => {
  const app = await startApp()
  const [cookie] = (await app.browser().signIn()).headers
    .getSetCookie()
    .filter((line) => line.startsWith(SESSION_COOKIE))
  const [pair, ...attributes] = cookie?.split('; ') ?? []
  expect(pair).toMatch(new RegExp(`^__Host-entryway-session=${FORM}$`))
  expect(attributes.sort()).toEqual(['HttpOnly', 'Path=/', 'SameSite=Lax', 'Secure'])
})

test('on http://localhost the cookies have their app’s port, but neither prefix nor Secure, which Safari refuses there, and work', async () => {
  const { browser } = await visit(localhost)
  const callback = await browser.get((await browser.reachCallback()).href)
  const cookies = callback.headers.getSetCookie()
  expect(cookies.join('\n')).not.toMatch(/Secure|__Host-|Domain/i)
  expect(
    cookies.some((line) =>
      new RegExp(`^8787-entryway-session=${FORM}; Path=/; HttpOnly; SameSite=Lax$`).test(line),
    ),
  ).toBe(true)
  expect(await browser.text('http://localhost:8787/')).toContain('Adele Vance')
})

test.each([
  ['without the __Host- prefix', 'entryway-session'],
  ['with other letters in the place of the prefix', '__Tosh-entryway-session'],
])('on https a cookie %s, which a neighboring host could plant, is not read', async (_, name) => {
  const { app, browser } = await signedIn()
  const planted = { cookie: `${name}=${browser.sessionToken}` }
  expect(await app.browser().home(planted)).toContain('Sign in to continue')
  const own = { cookie: `${SESSION_COOKIE}=${browser.sessionToken}` }
  expect(await app.browser().home(own)).toContain('Adele Vance')
})

test.each([['without a name', `${SESSION_COOKIE}X`]])(
  'a cookie %s beside the session’s own does not disturb it',
  async (_, other) => {
    const { app, browser } = await signedIn()
    const own = `${SESSION_COOKIE}=${browser.sessionToken}`
    for (const cookie of [`${other}; ${own}`, `${own}; ${other}`, `${other};${own} ;${other}`]) {
      expect(await app.browser().home({ cookie })).toContain('Adele Vance')
    }
  },
)

test('each sign-in makes a new token, and the records of the session before are deleted', async () => {
  const { app, browser } = await signedIn()
  const before = { token: browser.sessionToken, records: await records(app) }
  await browser.signIn()
  expect(browser.sessionToken).toMatch(TOKEN)
  expect(browser.sessionToken).not.toBe(before.token)
  const after = await records(app)
  expect(after).toHaveLength(2)
  expect(after.filter((key) => before.records.includes(key))).toEqual([])
  const old = { cookie: `${SESSION_COOKIE}=${before.token}` }
  expect(await app.browser().home(old)).toContain('Sign in to continue')
  app.restart()
  expect(await app.browser().home(old)).toContain('Sign in to continue')
})

test('a token planted before the sign-in is not adopted', async () => {
  const { app, browser } = await visit()
  const planted = 'A'.repeat(43)
  browser.cookies.set(SESSION_COOKIE, planted)
  await browser.signIn()
  expect(browser.sessionToken).toMatch(TOKEN)
  expect(browser.sessionToken).not.toBe(planted)
  const thief = { cookie: `${SESSION_COOKIE}=${planted}` }
  expect(await app.browser().home(thief)).toContain('Sign in to continue')
})

const now = Math.floor(Date.now() / 1000).toString(36)
/** Of the right form, and begun just now. */
const unknown = `${'B'.repeat(43)}.${'B'.repeat(43)}..${now}.${'B'.repeat(22)}`
test.each([
  ['unknown', `${SESSION_COOKIE}=${unknown}`, 1],
  ['empty', `${SESSION_COOKIE}=`, 0],
  ['of 10 KB', `${SESSION_COOKIE}=${'A'.repeat(10_240)}`, 0],
  ['with control characters', `${SESSION_COOKIE}=${'A'.repeat(42)}\x01`, 0],
  ['in quotes', `${SESSION_COOKIE}="${unknown}"`, 0],
  ['doubled', `${SESSION_COOKIE}=${unknown}; ${SESSION_COOKIE}=${unknown}`, 0],
])('a cookie that is %s is an anonymous visitor, and no key is made of it', async (_, cookie, gets) => {
  const app = await startApp()
  const home = await app.fetch('/', { headers: { cookie, accept: 'text/html' } })
  expect([home.status, (await home.text()).includes('Sign in to continue')]).toEqual([200, true])
  const page = await app.fetch('/profile', { headers: { cookie, accept: 'text/html' } })
  expect([page.status, page.headers.get('location')]).toEqual([302, '/login?return_to=%2Fprofile'])
  expect(app.kv.counts()).toEqual({ get: 2 * gets, put: 0, delete: 0, list: 0 })
  expect(await app.kv.keys()).toEqual([])
})

test('a live cookie sent twice is anonymous, because nothing says which of two is the visitor’s; alone it is good', async () => {
  const { app, browser } = await signedIn()
  const own = `${SESSION_COOKIE}=${browser.sessionToken}`
  for (const cookie of [`${own}; ${SESSION_COOKIE}=${unknown}`, `${SESSION_COOKIE}=${unknown}; ${own}`]) {
    expect(await app.browser().home({ cookie })).toContain('Sign in to continue')
  }
  expect(await app.browser().home({ cookie: own })).toContain('Adele Vance')
})

test('signing out takes a doubled cookie away too', async () => {
  const app = await startApp()
  const cookie = `${SESSION_COOKIE}=${unknown}; ${SESSION_COOKIE}=${unknown}`
  const response = await app.browser().post('/logout', {}, { cookie })
  expect(response.headers.getSetCookie().join()).toMatch(new RegExp(`^${SESSION_COOKIE}=; Max-Age=0`))
})

async function records(app: TestApp): Promise<string[]> {
  return (await app.kv.keys()).filter((key) => /^(session|use):/.test(key))
}

const HIDING: [name: string, character: string][] = [
  ['U+00A0', '\u00a0'],
  ['a vertical tab', '\v'],
]
const PLAIN: [name: string, character: string][] = [['a space', ' ']]
const homeOf = async (app: TestApp, cookie: string) => app.browser().home({ cookie })

test.each(HIDING)('session planting: does not read a session behind %s', async (_, hiding) => {
  const app = await startApp()
  const attacker = await app.browser().signedIn()
  expect(await homeOf(app, `${hiding}${SESSION_COOKIE}=${attacker.sessionToken}`)).toContain(
    'Sign in to continue',
  )
})

test.each(PLAIN)('reads a session behind %s, which a browser removes itself', async (_, blank) => {
  const { app, browser } = await signedIn()
  for (const cookie of [
    `${blank}${SESSION_COOKIE}${blank}=${blank}${browser.sessionToken}${blank}`,
    `a=b;${blank}${blank}${SESSION_COOKIE}=${browser.sessionToken}${blank};c=d`,
  ]) {
    expect(await homeOf(app, cookie)).toContain('Adele Vance')
  }
})

test.each(HIDING)('login CSRF: rejects an attempt behind %s', async (_, hiding) => {
  const app = await startApp()
  const attacker = app.browser()
  const callback = await attacker.reachCallback()
  const name = ATTEMPT_COOKIE + callback.searchParams.get('state')
  const outboundBefore = [...app.outbound]
  const victim = app.browser()
  const refused = await victim.get(callback.href, {
    cookie: `${hiding}${name}=${attacker.cookies.get(name)}`,
  })
  expect([refused.status, app.lastLog('error')?.code]).toEqual([400, 'attempt_missing'])
  expect([victim.sessionToken, app.outbound, await app.kv.keys()]).toEqual([undefined, outboundBefore, []])
})

test.each(HIDING)(
  'a sign-in that cannot be finished: an attempt behind %s beside the real one',
  async (_, hiding) => {
    const { browser, callback } = await atCallback()
    const name = ATTEMPT_COOKIE + callback.searchParams.get('state')
    const cookie = `${hiding}${name}=x; ${name}=${browser.cookies.get(name)}`
    expect((await browser.get(callback.href, { cookie })).status).toBe(303)
    expect(browser.sessionToken).toMatch(/^[\w-]{43}\./)
  },
)

test('a session is told by its token, not by a prefix of it or another letter case', async () => {
  const { app, browser } = await signedIn()
  const token = browser.sessionToken ?? ''
  const flipped = token.replace(/[a-z]/i, (letter) =>
    letter === letter.toLowerCase() ? letter.toUpperCase() : letter.toLowerCase(),
  )
  for (const wrong of [token.slice(0, 42), `${token}A`, flipped]) {
    const response = await app.browser().get('/', { cookie: `${SESSION_COOKIE}=${wrong}` })
    expect(await response.text()).toContain('Sign in to continue')
  }
  const right = await app.browser().get('/', { cookie: `${SESSION_COOKIE}=${token}` })
  expect(await right.text()).toContain('Adele Vance')
})
