// What a session does in use, on a store that lags and throttles, seen from two locations.
import { expect, test, vi } from 'vitest'
import type { LogLine, TestApp } from './app.ts'
import { changeTokenAnswers } from './changed-answers.ts'
import { HOUR, MINUTE, stopClock, stopDeadlines } from './clock.ts'
import { BOUND_SECONDS, expectEnded, twoLocations } from './two-locations.ts'

const SCOPE = 'api://contoso-api/access_as_user'
const ENDPOINT = 'https://api.contoso.example/contoso-api/hello'
const refreshes = (app: TestApp) => app.outbound.filter((line) => line.endsWith('/token')).length

test('a disabled account is out 75 minutes later, on pages that call no API', async () => {
  const clock = stopClock()
  const { app, browser, isLive } = await twoLocations({ SESSION_IDLE_MINUTES: '240' })
  const visitor = await browser('here').signedIn()
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
  const visitor = await browser('here').signedIn()
  clock.pass(2 * HOUR)
  app.outbound.length = 0
  const pages = await Promise.all(Array.from({ length: 20 }, () => visitor.get('/profile')))
  expect(pages.map(({ status }) => status)).toEqual(Array.from({ length: 20 }, () => 200))
  expect([refreshes(app), kv.refusedWrites]).toEqual([1, []])
})

test('what changes within a second of the last write is written when that second is over', async () => {
  const clock = stopDeadlines()
  const { app, kv, browser } = await twoLocations({ SESSION_IDLE_MINUTES: '240', SCOPE, ENDPOINT })
  const visitor = await browser('here').signedIn()
  await clock.pass(2)
  await visitor.followToEntra(await visitor.get('/call_api'))
  await clock.pass(2 * HOUR)
  kv.operations.length = 0
  app.waitsForWork = false
  const pages = [await visitor.get('/profile'), await visitor.get('/call_api')]
  expect(pages.map(({ status }) => status)).toEqual([200, 200])
  await clock.pass(1)
  const writes = () => kv.operations.filter((operation) => operation.startsWith('here put'))
  await vi.waitFor(() => expect(writes()).toHaveLength(2), { timeout: 10_000 })
  expect(kv.refusedWrites).toEqual([])
})

test.each([
  ['one record', 'session:'],
  ['the other record', 'use:'],
])(
  'just after sign-in a location that misses %s says "one moment", and opens the page later',
  async (_, missed) => {
    const clock = stopClock()
    const { browser, open, isLive, kv } = await twoLocations()
    const visitor = browser('here')
    const callback = await visitor.reachCallback()
    await visitor.get(callback.href)
    kv.hide('there', missed)
    const page = await open('there', '/profile', visitor.sessionToken)
    expect([page.status, page.headers.get('refresh'), page.headers.get('location')]).toEqual([503, '2', null])
    expect(await page.text()).toContain('One moment')
    clock.pass(61)
    expect(await isLive('there', visitor.sessionToken)).toBe(true)
  },
)

test('a session that ended just after its beginning is over where its beginning is not known, and not "one moment"', async () => {
  const clock = stopClock()
  const { browser, open } = await twoLocations()
  const visitor = await browser('here').signedIn()
  clock.pass(5)
  await visitor.post('/logout')
  clock.pass(5)
  const page = await open('there', '/profile', visitor.sessionToken)
  expect([page.status, page.headers.get('location')]).toEqual([302, '/login?return_to=%2Fprofile'])
})

test('what a location wrote of a session before it heard of the end is deleted when it hears of it', async () => {
  const clock = stopClock()
  const { browser, kv, isLive } = await twoLocations()
  const visitor = await browser('here').signedIn()
  const token = visitor.sessionToken
  clock.pass(23.5 * MINUTE)
  expect(await isLive('there', token)).toBe(true)
  await visitor.post('/logout')
  clock.pass(40)
  kv.operations.length = 0
  await isLive('there', token)
  expect(kv.operations).toContainEqual(expect.stringMatching(/^there put use:/))
  clock.pass(BOUND_SECONDS)
  expect(await isLive('there', token)).toBe(false)
  expect((await kv.real.list()).keys).toEqual([])
})

test('what another location writes of a session that has ended is not on the list', async () => {
  const clock = stopClock()
  const { browser, isLive } = await twoLocations()
  const [visitor, other] = [browser('here'), browser('here')]
  await visitor.signIn()
  clock.pass(23.5 * MINUTE)
  await other.signIn()
  expect(await isLive('there', visitor.sessionToken)).toBe(true)
  const { sessionToken } = visitor
  await visitor.post('/logout')
  clock.pass(40)
  await isLive('there', sessionToken)
  // Nobody shows that cookie again.
  clock.pass(5 * MINUTE)
  const listed = await (await other.get('/sessions')).json()
  expect(listed).toEqual([expect.objectContaining({ isThis: true })])
})

test('a location that cached that a new session is missing says "one moment" until it hears of it', async () => {
  const clock = stopClock()
  const { browser, open, isLive, kv } = await twoLocations()
  const visitor = await browser('here').signedIn()
  clock.pass(59)
  kv.hide('there')
  for (let second = 59; second < 119; second += 10) {
    expect([second, (await open('there', '/profile', visitor.sessionToken)).status]).toEqual([second, 503])
    clock.pass(10)
  }
  expect(await isLive('there', visitor.sessionToken)).toBe(true)
})

test('a session without a refresh token ends after 75 minutes at the latest, because Entra cannot be asked', async () => {
  const clock = stopClock()
  const { app, browser, isLive } = await twoLocations({ SESSION_IDLE_MINUTES: '240' })
  changeTokenAnswers(app, ({ refresh_token: _, ...json }) => json)
  const visitor = await browser('here').signedIn()
  const token = visitor.sessionToken
  clock.pass(69 * MINUTE)
  expect(await isLive('here', token)).toBe(true)
  clock.pass(6 * MINUTE)
  expect(await isLive('here', token)).toBe(false)
  await expectEnded(clock, isLive, [token])
})

test('ending all does not end what begins while it is cleaned up', async () => {
  const clock = stopClock()
  const { browser, kv, isLive, namespaces } = await twoLocations()
  const [phone, desk] = [browser('here'), browser('here')]
  await phone.signIn()
  clock.pass(2 * MINUTE)
  const callback = await desk.reachCallback()
  // The listing comes late.
  const [listing, begun] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
  const { list } = namespaces.here
  namespaces.here.list = async (options?: KVNamespaceListOptions) => {
    listing.resolve()
    await begun.promise
    return list(options)
  }
  const ending = phone.post('/sessions?which=others')
  await listing.promise
  clock.pass(2)
  await desk.get(callback.href)
  begun.resolve()
  await ending
  clock.pass(BOUND_SECONDS)
  expect([await isLive('there', phone.sessionToken), await isLive('there', desk.sessionToken)]).toEqual([
    true,
    true,
  ])
  expect(kv.operations.filter((line) => line.includes('delete'))).toEqual([])
})
