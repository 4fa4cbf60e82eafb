import { expect, test } from 'vitest'
import { randomToken } from '../../src/entryway/index.ts'
import { contosoSettings, signedIn, startApp, type TestApp, visit } from './app.ts'
import { SESSION_COOKIE } from './browser.ts'
import { changeTokenAnswers } from './changed-answers.ts'
import { MINUTE, stopClock } from './clock.ts'

const NONE = { get: 0, put: 0, delete: 0, list: 0 }

/** What one piece of work costs. */
async function cost(app: TestApp, work: () => Promise<unknown>) {
  app.kv.operations.length = 0
  app.outbound.length = 0
  await work()
  return { kv: app.kv.counts(), outbound: app.outbound.length }
}

test('/login makes no KV operation, and once the metadata is known no outbound request', async () => {
  const app = await startApp()
  expect(await cost(app, () => app.browser().get('/login'))).toEqual({ kv: NONE, outbound: 1 })
  expect(await cost(app, () => app.browser().get('/login'))).toEqual({ kv: NONE, outbound: 0 })
})

test('a warm callback makes one outbound request, no KV read, and one write for each record', async () => {
  const { app } = await signedIn()
  const browser = app.browser()
  const callback = await browser.reachCallback()
  expect(await cost(app, () => browser.get(callback.href))).toEqual({ kv: { ...NONE, put: 2 }, outbound: 1 })
  const written = app.kv.operations.map((line) => line.replace(/:.*/, '')).sort()
  expect(written).toEqual(['put session', 'put use'])
})

test('a callback in a browser that was signed in deletes the two records before, and still reads nothing', async () => {
  const clock = stopClock()
  const { app, browser } = await signedIn()
  clock.pass(2 * MINUTE)
  const callback = await browser.reachCallback()
  const { kv } = await cost(app, () => browser.get(callback.href))
  expect(kv).toEqual({ ...NONE, put: 2, delete: 2 })
})

test.each(['/', '/logout', '/nothing', '/profile', '/callback?code=x&state=y'])(
  'an anonymous visitor costs no KV operation at %s',
  async (path) => {
    const app = await startApp()
    expect((await cost(app, () => app.browser().get(path))).kv).toEqual(NONE)
  },
)

/** In the form of a session cookie that began just now; this app did not make it. */
const madeUpCookie = () => {
  const startedAt = Math.floor(Date.now() / 1000).toString(36)
  return { cookie: `${SESSION_COOKIE}=${randomToken()}.${randomToken()}..${startedAt}.${'A'.repeat(22)}` }
}

test.each(['/', '/logout', '/nothing', '/profile', `/callback?code=x&state=${'A'.repeat(43)}`])(
  'a made-up session cookie costs one KV read at %s, whatever the page says',
  async (path) => {
    const app = await startApp()
    const visit = () => app.browser().get(path, madeUpCookie())
    expect((await cost(app, visit)).kv).toEqual({ ...NONE, get: 1 })
  },
)

test('a guarded request makes one KV read for both records, and none within 30 seconds of it', async () => {
  const clock = stopClock()
  const { app, browser } = await signedIn()
  expect((await cost(app, () => browser.get('/call_api'))).kv).toEqual(NONE)
  clock.pass(29)
  expect((await cost(app, () => browser.get('/call_api'))).kv).toEqual(NONE)
  clock.pass(1)
  expect((await cost(app, () => browser.get('/call_api'))).kv).toEqual({ ...NONE, get: 1 })
  app.restart()
  expect(await cost(app, () => browser.get('/'))).toEqual({ kv: { ...NONE, get: 1 }, outbound: 0 })
})

test('what is remembered is not made younger by a refresh: a busy page asks KV every half minute', async () => {
  const clock = stopClock()
  const app = await startApp()
  changeTokenAnswers(app, (json) => ({ ...json, expires_in: 1 }))
  const browser = await app.browser().signedIn()
  const { kv } = await cost(app, async () => {
    for (let seconds = 10; seconds <= 60; seconds += 10) {
      clock.pass(10)
      await browser.get('/call_api')
    }
  })
  expect(kv).toEqual({ ...NONE, get: 2, put: 6 })
})

test('activity is stored every 24 minutes at most', async () => {
  const clock = stopClock()
  const { app, browser } = await signedIn()
  const { kv } = await cost(app, async () => {
    for (let minute = 1; minute <= 50; minute += 1) {
      clock.pass(MINUTE)
      await browser.get('/')
      await browser.get('/')
    }
  })
  expect(kv.put).toBe(2)
  const puts = app.kv.operations.filter((line) => line.startsWith('put'))
  expect(puts.every((line) => /^put use:/.test(line))).toBe(true)
})

test('eight hours of a page every other minute are at most 25 writes, sign-in included', async () => {
  const clock = stopClock()
  const { app, browser } = await visit()
  const { kv } = await cost(app, async () => {
    await browser.signIn()
    for (let minute = 2; minute <= 480; minute += 2) {
      clock.pass(2 * MINUTE)
      await browser.get(minute % 10 === 0 ? '/profile' : '/')
    }
  })
  expect(kv.put).toBeLessThanOrEqual(25)
  expect(kv.list).toBe(0)
})

test('signing out deletes two records, unseen, and asks Entra nothing', async () => {
  const clock = stopClock()
  const warm = await signedIn()
  clock.pass(2 * MINUTE)
  const expected = { kv: { ...NONE, get: 1, delete: 2 }, outbound: 0 }
  expect(await cost(warm.app, () => warm.browser.post('/logout'))).toEqual(expected)
  expect(await cost(warm.app, () => warm.browser.post('/logout'))).toEqual({ kv: NONE, outbound: 0 })
})

test('a cold sign-out reads once and asks for the metadata once', async () => {
  const clock = stopClock()
  const { app, browser } = await signedIn()
  clock.pass(2 * MINUTE)
  app.restart()
  const expected = { kv: { ...NONE, get: 1, delete: 2 }, outbound: 1 }
  expect(await cost(app, () => browser.post('/logout'))).toEqual(expected)
})

test('front-channel sign-out is one write, and lists nothing', async () => {
  const { app, browser } = await signedIn()
  const atEntra = await browser.entra.logout(`${contosoSettings.AUTHORITY}/oauth2/v2.0/logout`)
  const { kv, outbound } = await cost(app, () => app.fetch(atEntra.frontChannel[0]?.href ?? ''))
  expect([kv, outbound]).toEqual([{ ...NONE, put: 1 }, 0])
})
