// What one session has ended, another cannot take back: not by ending the others before it has heard of its own end.
import { expect, test } from 'vitest'
import { contoso } from '../../emulator/seed.ts'
import { ENDED_ALL, endedUser } from '../../src/entryway/protocol.ts'
import { SESSION_COOKIE } from './browser.ts'
import { MINUTE, stopClock } from './clock.ts'
import { expectEnded, twoLocations } from './two-locations.ts'

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

test('600 sessions of one person end within 1,000 operations a request', async () => {
  const clock = stopClock()
  const { kv, browser, isLive } = await twoLocations()
  const [first, other] = [await browser('here').signedIn(), await browser('here').signedIn()]
  // Records that a listing has before those of the two, and that cost two operations each to delete.
  const startedAt = Math.floor(Date.now() / 1000)
  const names = Array.from({ length: 600 }, (_, each) => String(each).padStart(43, '-'))
  await Promise.all(
    names.map((name) =>
      kv.real.put(`use:${first.parsedToken.user}:${name}`, 'sealed', { metadata: { startedAt } }),
    ),
  )
  expect(await isLive('here', other.sessionToken)).toBe(true)
  clock.pass(2)
  kv.operations.length = 0
  await first.post('/logout', { everywhere: 'yes' })
  expect(kv.operations.length).toBeLessThan(1000)
  await expectEnded(clock, isLive, [first.sessionToken, other.sessionToken])
})
