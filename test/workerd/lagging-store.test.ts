// What a session does in use, on a store that lags and throttles, seen from two locations.
import { expect, test } from 'vitest'
import type { LogLine, TestApp } from './app.ts'
import { SESSION_COOKIE } from './browser.ts'
import { HOUR, MINUTE, stopClock } from './clock.ts'
import { twoLocations } from './two-locations.ts'

const refreshes = (app: TestApp) => app.outbound.filter((line) => line.endsWith('/token')).length

test('a disabled account is out 75 minutes later, on pages that call no API', async () => {
  const clock = stopClock()
  const { app, browser, isLive } = await twoLocations({ SESSION_IDLE_MINUTES: '240' })
  const visitor = browser('here')
  await visitor.signIn()
  app.emulator.setFault('refresh_revoked')
  clock.pass(75 * MINUTE)
  expect(await isLive('here', visitor.sessionToken)).toBe(false)
  expect(app.logs.some(({ event, reason }: LogLine) => event === 'session_ended' && reason === 'entra')).toBe(
    true,
  )
})

test('twenty requests at once with a token that is over are one refresh, and one write a second', async () => {
  const clock = stopClock()
  const { app, kv, browser } = await twoLocations({ SESSION_IDLE_MINUTES: '240' })
  const visitor = browser('here')
  await visitor.signIn()
  clock.pass(2 * HOUR)
  app.outbound.length = 0
  const pages = await Promise.all(Array.from({ length: 20 }, () => visitor.get('/profile')))
  expect(pages.map(({ status }) => status)).toEqual(Array.from({ length: 20 }, () => 200))
  expect([refreshes(app), kv.refusedWrites]).toEqual([1, []])
})

test('just after sign-in another location says "one moment", and opens the page once it hears of it', async () => {
  const clock = stopClock()
  const { browser, at, isLive, kv } = await twoLocations()
  const visitor = browser('here')
  const callback = await visitor.reachCallback()
  await visitor.get(callback.href)
  const headers = { cookie: `${SESSION_COOKIE}=${visitor.sessionToken}`, accept: 'text/html' }
  kv.hide('there')
  const page = await at('there').fetch('/profile', { headers })
  expect([page.status, page.headers.get('refresh'), page.headers.get('location')]).toEqual([503, '2', null])
  expect(await page.text()).toContain('One moment')
  clock.pass(61)
  expect(await isLive('there', visitor.sessionToken)).toBe(true)
})
