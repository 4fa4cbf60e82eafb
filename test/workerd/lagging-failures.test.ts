// Pages and sign-ins on a store that hangs, or fails now and then.
import { expect, test, vi } from 'vitest'
import { MINUTE, stopDeadlines, timed } from './clock.ts'
import { type Place, twoLocations } from './two-locations.ts'

/** What any page may take while KV hangs. */
const BOUND_SECONDS = 12

test.each([
  // path, form, in an isolate that knows the session, in one that does not
  ['/', null, 200, 503],
  ['/login', null, 302, 302],
  ['/logout', null, 200, 503],
  ['/sessions', null, 503, 503],
  ['/logout', {}, 503, 503],
  ['/logout', { everywhere: 'yes' }, 503, 503],
  ['/sessions?which=others', {}, 503, 503],
  [`/sessions?which=${'A'.repeat(43)}`, {}, 503, 503],
  ['/logout/front-channel?sid=00000000-0000-4000-8000-000000000000', null, 503, 503],
  ['the callback', null, 503, 503],
] as const)('while KV hangs %s %j takes 12 seconds at most', async (path, form, warm, cold) => {
  for (const [place, status] of [
    ['here', warm],
    ['there', cold],
  ] as const) {
    stopDeadlines()
    const { app, kv, traveler } = await twoLocations()
    const visitor = await traveler('here').signedIn()
    const url = path === 'the callback' ? (await visitor.reachCallback()).href : path
    visitor.trip.place = place
    kv.weather.hangs = true
    app.waitsForWork = false
    const answer = await timed(form ? visitor.post(url, form) : visitor.get(url), kv)
    expect([place, answer.status]).toEqual([place, status])
    expect(answer.seconds).toBeLessThanOrEqual(BOUND_SECONDS)
    vi.useRealTimers()
  }
})

test.each([
  ['/profile', null],
  ['/sessions', null],
  ['/logout', { everywhere: 'yes' }],
  ['/sessions?which=others', {}],
  ['the callback', null],
] as const)(
  'while KV answers each second try, and late, %s %j takes 12 seconds at most',
  async (path, form) => {
    stopDeadlines()
    const { app, kv, traveler } = await twoLocations()
    const visitor = await traveler('here').signedIn()
    const url = path === 'the callback' ? (await visitor.reachCallback()).href : path
    visitor.trip.place = 'there'
    kv.operations.length = 0
    kv.weather.slowSeconds = 3.9
    app.waitsForWork = false
    const { seconds } = await timed(form ? visitor.post(url, form) : visitor.get(url), kv)
    expect(seconds).toBeLessThanOrEqual(BOUND_SECONDS)
  },
)

test('of 100 sign-ins, and of 100 sign-outs, at 5 % KV errors at most 3 % fail', async () => {
  const clock = stopDeadlines()
  const { browser, kv } = await twoLocations()
  kv.weather.errorRate = 0.05
  const failed = { signIns: 0, signOuts: 0 }
  for (let each = 0; each < 100; each++) {
    const visitor = browser('here')
    const { status } = await timed(visitor.signIn(), kv)
    await clock.pass(2 * MINUTE)
    if (status !== 303) failed.signIns++
    else {
      const signOut = visitor.post('/logout', { everywhere: each % 2 ? 'yes' : 'no' })
      if ((await timed(signOut, kv)).status !== 200) failed.signOuts++
    }
  }
  expect(failed.signIns).toBeLessThanOrEqual(3)
  expect(failed.signOuts).toBeLessThanOrEqual(3)
}, 120_000)

test('a page of a KV that hangs signs nobody in or out', async () => {
  const clock = stopDeadlines()
  const { open, browser, isLive, kv } = await twoLocations()
  const visitor = await browser('here').signedIn()
  kv.weather.hangs = true
  const page = open('there', '/', visitor.sessionToken)
  await vi.waitFor(() => expect(kv.operations.some((line) => line.startsWith('there get'))).toBe(true))
  await clock.pass(BOUND_SECONDS)
  const { headers: answered, status } = await page
  expect([status, answered.getSetCookie()]).toEqual([503, []])
  expect(await (await page).text()).not.toMatch(/Adele Vance|Sign in to continue/)
  kv.weather.hangs = false
  expect(await isLive('there', visitor.sessionToken)).toBe(true)
})

test('two locations that write the same marker within a second both do it', async () => {
  stopDeadlines()
  const { app, at, kv } = await twoLocations()
  app.waitsForWork = false
  const signOut = () =>
    ['here', 'there'].map((place) =>
      timed(
        at(place as Place).fetch('/logout/front-channel?sid=00000000-0000-4000-8000-000000000000', {}),
        kv,
      ),
    )
  const [first, second] = signOut()
  expect([(await first)?.status, (await second)?.status]).toEqual([200, 200])
  expect(kv.refusedWrites).toHaveLength(1)
})

test('signing out does not wait for a record that cannot be read', async () => {
  stopDeadlines()
  const { app, kv, browser, isLive, namespaces } = await twoLocations()
  const visitor = await browser('there').signedIn()
  await vi.advanceTimersByTimeAsync(120_000)
  const { get } = namespaces.there
  const token = visitor.sessionToken
  namespaces.there.get = (() => new Promise(() => undefined)) as unknown as typeof get
  app.waitsForWork = false
  const { status, seconds } = await timed(visitor.post('/logout'), kv)
  expect(status).toBe(200)
  expect(seconds).toBeLessThanOrEqual(4)
  namespaces.there.get = get
  expect(await isLive('there', token)).toBe(false)
})

test('a listing whose second page does not come takes 12 seconds at most', async () => {
  stopDeadlines()
  const { app, kv, browser, namespaces } = await twoLocations()
  const visitor = await browser('here').signedIn()
  const { list } = namespaces.here
  namespaces.here.list = (async (options: KVNamespaceListOptions) => {
    if (options.cursor) return new Promise(() => undefined)
    return { ...(await list(options)), list_complete: false, cursor: 'next' }
  }) as unknown as typeof list
  app.waitsForWork = false
  const { status, seconds } = await timed(visitor.get('/sessions'), kv)
  expect(status).toBe(503)
  expect(seconds).toBeLessThanOrEqual(BOUND_SECONDS)
})
