// What one session has ended, another cannot take back: not by ending the others before it has heard of its own end.
import { expect, test } from 'vitest'
import { contoso } from '../../emulator/seed.ts'
import { fromEnv, kvStore } from '../../src/entryway/index.ts'
import { createBuild, createTask } from '../../src/entryway/instance.ts'
import { ENDED_ALL, endedUser } from '../../src/entryway/protocol.ts'
import { liveSession } from '../../src/entryway/session/session.ts'
import { startSession } from '../../src/entryway/session/start.ts'
import { SESSION_COOKIE } from './browser.ts'
import { MINUTE, stopClock } from './clock.ts'
import { BOUND_SECONDS, expectEnded, twoLocations } from './two-locations.ts'

/** Adele's own browser here; elsewhere somebody has a copy of the cookie of another session of hers, and ends the others all the time. */
async function stolen() {
  const clock = stopClock()
  const locations = await twoLocations()
  const [own, copied] = [locations.browser('here'), locations.browser('here')]
  await copied.signIn()
  clock.pass(5 * MINUTE)
  const headers = { cookie: `${SESSION_COOKIE}=${copied.sessionToken}`, origin: 'https://entryway.example' }
  const endOthers = () => locations.at('there').fetch('/sessions?which=others', { method: 'POST', headers })
  const attack = async (seconds: number) => {
    for (let passed = 0; passed < seconds; passed += 20) {
      await endOthers()
      clock.pass(20)
    }
  }
  await attack(40)
  await own.signIn()
  return { ...locations, clock, own, token: copied.sessionToken, user: copied.parsedToken.user, attack }
}

type Of = Awaited<ReturnType<typeof stolen>>
const mark = ({ kv }: Of, name: string, marker: object) => kv.real.put(name, JSON.stringify(marker))
test.each<[string, (of: Of) => Promise<unknown>]>([
  ['the operator has ended', (of) => mark(of, endedUser(of.user), { at: Date.now() / 1000 })],
  [
    'the operator has ended with its tenant',
    (of) => mark(of, ENDED_ALL, { tenants: { [contoso.id]: Date.now() / 1000 } }),
  ],
  ['signing out on every device has ended', ({ own }) => own.post('/logout', { everywhere: 'yes' })],
  ['another one has ended with all', ({ own }) => own.post('/sessions?which=all')],
])(
  'a session that %s does not come back by ending the others, though nothing is cleaned up',
  async (_, end) => {
    const of = await stolen()
    const { attack, clock, isLive, namespaces, token } = of
    namespaces.here.list = () => Promise.reject(new Error('503 Service Unavailable'))
    await end(of)
    await attack(60)
    clock.pass(35)
    await expectEnded(clock, isLive, [token], 0)
  },
)

test('of two sessions that end each other’s within the lag the one that was ended first does not go on', async () => {
  const { attack, clock, isLive, own, token } = await stolen()
  await own.post('/sessions?which=others')
  await attack(60)
  clock.pass(35)
  await expectEnded(clock, isLive, [token], 0)
})

test('where the end has arrived, a session that the isolate still remembers does not end the one that ended it', async () => {
  const clock = stopClock()
  const { at, browser, isLive, namespaces, restart } = await twoLocations()
  const [own, copied] = [browser('here'), browser('here')]
  await copied.signIn()
  await own.signIn()
  clock.pass(5 * MINUTE)
  const token = copied.sessionToken
  const endOthers = () => {
    const headers = { cookie: `${SESSION_COOKIE}=${token}`, origin: 'https://entryway.example' }
    return at('there').fetch('/sessions?which=others', { method: 'POST', headers })
  }
  // The location caches the session, and that nothing has ended it.
  expect(await isLive('there', token)).toBe(true)
  clock.pass(1)
  namespaces.here.list = () => Promise.reject(new Error('503 Service Unavailable'))
  await own.post('/sessions?which=others')
  clock.pass(58)
  // Another isolate there caches what the location has cached, for half a minute.
  restart('there')
  expect(await isLive('there', token)).toBe(true)
  clock.pass(11)
  expect((await endOthers()).status).toBe(401)
  await expectEnded(clock, isLive, [token])
  expect(await isLive('there', own.sessionToken)).toBe(true)
})

test('1,000 sessions of one person end within 1,000 operations a request', async () => {
  const clock = stopClock()
  const { app, kv, browser, isLive } = await twoLocations()
  const first = await browser('here').signedIn()
  // As 999 sign-ins would store them, without the way to Entra and back.
  const configure = () => ({ ...fromEnv(app.settings), store: kvStore(kv.at('there')) })
  const { instance } = createBuild(configure, [], { login: '/login', logout: '/logout', home: '/' })({})
  if (!instance) throw new Error('the settings are wrong')
  const callbackTask = createTask(instance, () => undefined)
  const found = await liveSession(callbackTask, first.parsedToken.value, () => false)
  if (!found) throw new Error('nobody is signed in')
  const { record, use } = found
  const started = await Promise.all(
    Array.from({ length: 999 }, () => startSession(callbackTask, { record, use, previousToken: null })),
  )
  const tokens = [first.sessionToken, ...started.map(({ value }) => value)]
  const sample = tokens.filter((_, index) => index % 100 === 0)
  expect(await isLive('here', sample.at(-1))).toBe(true)
  clock.pass(2)
  kv.operations.length = 0
  await first.post('/logout', { everywhere: 'yes' })
  expect(kv.operations.length).toBeLessThan(1000)
  clock.pass(BOUND_SECONDS)
  const live = []
  for (const token of sample) if (await isLive('there', token)) live.push(token)
  expect(live).toEqual([])
}, 120_000)
