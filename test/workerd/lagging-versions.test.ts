// Two versions of the Worker on one store, as in a gradual deployment or after a rollback: the newer one writes records that the
// older one cannot read. They are the newer one's to keep, and anybody's to end.
import { expect, test } from 'vitest'
import { contosoSettings } from './app.ts'
import { MINUTE, stopClock } from './clock.ts'
import { expectEnded, type Place, twoLocations } from './two-locations.ts'
import { asNewer } from './two-versions.ts'

/** The newer Worker is there, the older one here. Adele signed in at the newer one, in two browsers. */
async function rollback() {
  const clock = stopClock()
  const locations = await twoLocations()
  const { at, isLive, traveler } = locations
  const signIn = async () => {
    const browser = traveler('there')
    await asNewer(() => browser.signIn())
    return browser
  }
  const [desk, phone] = [await signIn(), await signIn()]
  clock.pass(2 * MINUTE)
  return {
    ...locations,
    clock,
    desk,
    phone,
    /** At the newer Worker where it is that location's. */
    isLive: (place: Place, token: string | undefined) =>
      place === 'there' ? asNewer(() => isLive('there', token)) : isLive('here', token),
    older: at('here'),
  }
}

const records = async ({ kv }: { kv: { real: KVNamespace } }) => {
  const { keys } = await kv.real.list()
  const names = keys.map(({ name }) => name).filter((name) => !name.startsWith('ended:'))
  return Promise.all(names.sort().map(async (name) => [name, await kv.real.get(name)]))
}

test('an older Worker serves nobody by a newer record, and leaves it as it is', async () => {
  const of = await rollback()
  const { desk, isLive } = of
  const before = await records(of)
  desk.trip.place = 'here'
  for (const path of ['/', '/profile', '/sessions', '/logout', '/login']) {
    expect(await desk.text(path)).not.toContain('Adele Vance')
  }
  expect(await records(of)).toEqual(before)
  expect([await isLive('there', desk.sessionToken), await isLive('here', desk.sessionToken)]).toEqual([
    true,
    false,
  ])
})

test('an older Worker asks for no credentials of a browser whose session it cannot read', async () => {
  const { desk } = await rollback()
  desk.trip.place = 'here'
  expect((await desk.startSignIn()).searchParams.get('prompt')).toBe('select_account')
})

test('a sign-in at the older Worker replaces the newer session of that browser, and no other one', async () => {
  const { clock, desk, isLive, phone } = await rollback()
  const former = desk.sessionToken
  desk.trip.place = 'here'
  await desk.signIn()
  expect(await isLive('here', desk.sessionToken)).toBe(true)
  clock.pass(61)
  // The newer one reads what the older one has written.
  expect([await isLive('there', desk.sessionToken), await isLive('there', phone.sessionToken)]).toEqual([
    true,
    true,
  ])
  await expectEnded(clock, isLive, [former])
})

type Of = Awaited<ReturnType<typeof rollback>>
const ENDINGS: [string, both: boolean, end: (of: Of) => Promise<unknown>][] = [
  ['signing out', false, ({ desk }) => desk.post('/logout')],
  ['signing out on every device', true, ({ desk }) => desk.post('/logout', { everywhere: 'yes' })],
  [
    'front-channel sign-out',
    false,
    async ({ desk, older }) => {
      const { frontChannel } = await desk.entra.logout(`${contosoSettings.AUTHORITY}/oauth2/v2.0/logout`)
      await older.fetch(frontChannel[0]?.href ?? '', {})
    },
  ],
  [
    'ending the others from a session of the older one',
    true,
    async ({ browser }) => {
      const third = await browser('here').signedIn()
      await third.post('/sessions?which=others')
    },
  ],
]

test.each(ENDINGS)('%s at the older Worker ends newer sessions everywhere', async (_, both, end) => {
  const of = await rollback()
  const { clock, desk, isLive, phone } = of
  const [one, two] = [desk.sessionToken, phone.sessionToken]
  expect([await isLive('there', one), await isLive('there', two)]).toEqual([true, true])
  desk.trip.place = 'here'
  await end(of)
  await expectEnded(clock, isLive, both ? [one, two] : [one])
})

test('a newer Worker that renews an older session leaves the older one without a session, and with one after the rollback', async () => {
  const clock = stopClock()
  const locations = await twoLocations({ SESSION_IDLE_MINUTES: '240' })
  const desk = await locations.traveler('here').signedIn()
  clock.pass(75 * MINUTE)
  desk.trip.place = 'there'
  const page = await asNewer(() => desk.get('/profile'))
  expect(page.status).toBe(200)
  const before = await records(locations)
  clock.pass(2 * MINUTE)
  desk.trip.place = 'here'
  // Who is known to the older one, the tokens are not: it is not signed in here, and nothing is overwritten.
  expect((await desk.get('/profile')).status).toBe(302)
  expect((await desk.startSignIn()).searchParams.get('prompt')).toBe('select_account')
  expect(await records(locations)).toEqual(before)
  await desk.signIn()
  expect((await desk.get('/profile')).status).toBe(200)
})
