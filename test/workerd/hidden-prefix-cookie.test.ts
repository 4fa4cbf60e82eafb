// A neighboring host may set a cookie whose __Host- a browser does not see, because something stands before it.
import { expect, test } from 'vitest'
import { atCallback, signedIn, startApp, type TestApp } from './app.ts'
import { ATTEMPT_COOKIE, SESSION_COOKIE } from './browser.ts'

const HIDING: [name: string, character: string][] = [
  ['U+00A0', '\u00a0'],
  ['U+FEFF', '\ufeff'],
  ['a vertical tab', '\v'],
]
const PLAIN: [name: string, character: string][] = [
  ['a space', ' '],
  ['a tab', '\t'],
]
const homeOf = async (app: TestApp, cookie: string) => app.browser().home({ cookie })

test.each(HIDING)('session planting: a session behind %s is not taken', async (_, hiding) => {
  const app = await startApp()
  const attacker = await app.browser().signedIn()
  expect(await homeOf(app, `${hiding}${SESSION_COOKIE}=${attacker.sessionToken}`)).toContain(
    'Sign in to continue',
  )
})

test.each(HIDING)('anonymity: a session behind %s does not disturb the real one', async (_, hiding) => {
  const { app, browser } = await signedIn()
  const own = `${SESSION_COOKIE}=${browser.sessionToken}`
  const planted = `${hiding}${SESSION_COOKIE}=${'B'.repeat(43)}`
  for (const cookie of [`${own}; ${planted}`, `${planted}; ${own}`]) {
    expect(await homeOf(app, cookie)).toContain('Adele Vance')
  }
})

test.each(PLAIN)('a session behind %s, which a browser takes away itself, is taken', async (_, blank) => {
  const { app, browser } = await signedIn()
  for (const cookie of [
    `${blank}${SESSION_COOKIE}${blank}=${blank}${browser.sessionToken}${blank}`,
    `a=b;${blank}${blank}${SESSION_COOKIE}=${browser.sessionToken}${blank};c=d`,
  ]) {
    expect(await homeOf(app, cookie)).toContain('Adele Vance')
  }
})

test.each(HIDING)('login CSRF: an attempt behind %s is none', async (_, hiding) => {
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
