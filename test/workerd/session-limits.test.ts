import { expect, test } from 'vitest'
import { contosoSettings, signedIn } from './app.ts'
import type { Browser } from './browser.ts'
import { HOUR, MINUTE, stopClock } from './clock.ts'

const isSignedIn = async (browser: Browser) => (await browser.home()).includes('Adele Vance')

test.each([
  ['one second before the idle limit the session is live', 60 * MINUTE - 1, true],
  ['at the idle limit it has ended', 60 * MINUTE, false],
])('%s', async (_, seconds, live) => {
  const clock = stopClock()
  const { app, browser } = await signedIn()
  clock.pass(seconds)
  app.restart()
  expect(await isSignedIn(browser)).toBe(live)
})

test.each([
  ['one second before the absolute limit a session in use is live', 0, true],
  ['at the absolute limit it has ended, however much it is used', 1, false],
])('%s', async (_, extra, live) => {
  const clock = stopClock()
  const { app, browser } = await signedIn({ SESSION_MAX_HOURS: '2' })
  for (let minutes = 0; minutes < 100; minutes += 50) {
    clock.pass(50 * MINUTE)
    expect(await isSignedIn(browser)).toBe(true)
  }
  clock.pass(20 * MINUTE - 1 + extra)
  app.restart()
  expect(await isSignedIn(browser)).toBe(live)
})

test('activity extends the idle limit', async () => {
  const clock = stopClock()
  const { app, browser } = await signedIn()
  clock.pass(50 * MINUTE)
  expect(await isSignedIn(browser)).toBe(true)
  clock.pass(59 * MINUTE)
  app.restart()
  expect(await isSignedIn(browser)).toBe(true)
})

test('a HEAD request or a prefetch is not activity', async () => {
  const clock = stopClock()
  const { app, browser } = await signedIn()
  clock.pass(50 * MINUTE)
  await browser.get('/', { 'sec-purpose': 'prefetch' })
  const cookie = `__Host-entryway-session=${browser.sessionToken}`
  await app.fetch('/', { method: 'HEAD', headers: { cookie } })
  clock.pass(10 * MINUTE)
  app.restart()
  expect(await isSignedIn(browser)).toBe(false)
})

test.each([
  ['SESSION_MAX_HOURS', { SESSION_MAX_HOURS: '1' }],
  ['SESSION_IDLE_MINUTES', { SESSION_IDLE_MINUTES: '5' }],
])('a stricter %s reaches the sessions that are already there', async (_, stricter) => {
  const clock = stopClock()
  const { app, browser } = await signedIn()
  clock.pass(HOUR - 1)
  expect(await isSignedIn(browser)).toBe(true)
  clock.pass(5 * MINUTE)
  app.restart(stricter)
  expect(await isSignedIn(browser)).toBe(false)
  app.restart({
    SESSION_MAX_HOURS: '12',
    SESSION_IDLE_MINUTES: '60',
    ALLOWED_TENANTS: '',
    ...contosoSettings,
  })
  expect(await isSignedIn(browser)).toBe(true)
})

test.each([
  ['that has reached its absolute limit is not asked for credentials', 12 * HOUR, false],
  ['whose session was ended before that is', 12 * HOUR - 1, true],
])('a browser %s', async (_, seconds, asksForCredentials) => {
  const clock = stopClock()
  const { app, browser } = await signedIn()
  clock.pass(seconds)
  // As the store does by itself at the limit.
  for (const key of await app.kv.keys()) await app.kv.real.delete(key)
  app.restart()
  const { searchParams } = await browser.startSignIn()
  expect(searchParams.get('prompt') === 'login').toBe(asksForCredentials)
})
