// Every way in which a session ends, whatever its age and whatever the other location knows of it: over within the bound.
import { expect, test } from 'vitest'
import { contoso } from '../../emulator/seed.ts'
import { ENDED_ALL, endedUser } from '../../src/entryway/protocol.ts'
import { deriveKeys } from '../../src/entryway/session/seal.ts'
import { contosoSettings } from './app.ts'
import { refuseTokens } from './changed-answers.ts'
import { HOUR, MINUTE, stopClock } from './clock.ts'
import { BOUND_SECONDS, expectEnded, type Place, twoLocations } from './two-locations.ts'

type Scene = Awaited<ReturnType<typeof scene>>

/** Adele at a desk, signed in here so many seconds ago, and just now in another browser, at the place where the session is ended. */
async function scene(place: Place, age: number) {
  const clock = stopClock()
  const locations = await twoLocations()
  const desk = await locations.traveler('here').signedIn()
  // In use all the time.
  for (let part = 0; age > 0 && part < 5; part++) {
    clock.pass(age / 5)
    await desk.get('/')
  }
  const other = await locations.browser(place).signedIn()
  clock.pass(2)
  desk.trip.place = place
  return { ...locations, clock, place, desk, other, token: desk.sessionToken ?? '' }
}

const mark = ({ kv }: Scene, name: string, marker: object) => kv.real.put(name, JSON.stringify(marker))
const now = () => Date.now() / 1000

const WAYS: Record<string, (of: Scene) => Promise<unknown>> = {
  'signing out': ({ desk }) => desk.post('/logout'),
  'signing out on every device': ({ desk }) => desk.post('/logout', { everywhere: 'yes' }),
  'signing out on every device, elsewhere': ({ other }) => other.post('/logout', { everywhere: 'yes' }),
  'front-channel sign-out': async ({ desk, at, place }) => {
    const { frontChannel } = await desk.entra.logout(`${contosoSettings.AUTHORITY}/oauth2/v2.0/logout`)
    await at(place).fetch(frontChannel[0]?.href ?? '', {})
  },
  'another session that ends it': async ({ desk, other }) =>
    other.post(`/sessions?which=${(await deriveKeys(desk.parsedToken.value)).id}`),
  'another session that ends all others': ({ other }) => other.post('/sessions?which=others'),
  'another session that ends all': ({ other }) => other.post('/sessions?which=all'),
  'an operator who ends the person’s': (of) => mark(of, endedUser(of.desk.parsedToken.user), { at: now() }),
  'an operator who ends a tenant’s': (of) => mark(of, ENDED_ALL, { tenants: { [contoso.id]: now() } }),
  'an operator who ends everybody’s': (of) => mark(of, ENDED_ALL, { at: now() }),
  'a new sign-in in its browser': ({ desk }) => desk.signIn(),
}

/** What the location knows that is not where the session is ended; a session ended here was begun here. */
const KNOWLEDGE: [string, place: Place, age: number, learn: (of: Scene) => Promise<unknown>][] = [
  ['just begun, and read there', 'here', 0, ({ isLive, token }) => isLive('there', token)],
  [
    'just begun, and ended where it has not arrived',
    'there',
    0,
    async ({ kv, isLive, restart, token }) => {
      kv.hide('there')
      await isLive('there', token)
      restart('there')
    },
  ],
  ['in use, with a write of use due', 'here', 23 * MINUTE, ({ isLive, token }) => isLive('there', token)],
  [
    'in use there, and its listing older than the session',
    'there',
    30 * MINUTE,
    async ({ namespaces, desk, isLive, token }) => {
      await namespaces.there.list({ prefix: `use:${desk.parsedToken.user}:` })
      return isLive('there', token)
    },
  ],
]

test.each(
  Object.entries(WAYS).flatMap(([way, end]) => KNOWLEDGE.map((known) => [way, ...known, end] as const)),
)('%s ends a session %s', async (_, __, place, age, learn, end) => {
  const of = await scene(place, age)
  const { clock, isLive, kv, token } = of
  expect(await isLive('here', token)).toBe(true)
  await learn(of)
  await end(of)
  // Visited all the time: what an isolate remembers is renewed as late as can be.
  for (let second = 5; second < BOUND_SECONDS; second += 10) {
    clock.pass(10)
    await Promise.all([isLive('here', token), isLive('there', token)])
  }
  await expectEnded(clock, isLive, [token], 5)
  expect(kv.refusedWrites).toEqual([])
})

test('a session that Entra refuses for good at one location ends at the other', async () => {
  const clock = stopClock()
  const { app, browser, isLive } = await twoLocations({ SESSION_IDLE_MINUTES: '240' })
  const visitor = await browser('here').signedIn()
  clock.pass(2 * HOUR)
  const { intercept } = app
  refuseTokens(app, { error: 'invalid_grant', error_codes: [50057] })
  const [token] = [visitor.sessionToken]
  expect(await isLive('here', token)).toBe(false)
  // Entra is not asked again: only the store tells.
  app.intercept = intercept
  await expectEnded(clock, isLive, [token])
})
