// What `npm run sessions` writes into the store: markers that end the sessions of everybody, or of a tenant.
import { expect, test } from 'vitest'
import { contoso, fabrikam } from '../../emulator/seed.ts'
import { ENDED_ALL } from '../../src/entryway/protocol.ts'
import { contosoSettings, signedIn, type TestApp } from './app.ts'
import type { Browser } from './browser.ts'
import { stopClock } from './clock.ts'

const BEFORE = -1
const isLive = async (home: Promise<Response>) => (await (await home).text()).includes('Adele Vance')

test.each<[string, (now: number) => unknown, boolean]>([
  ['everybody', (at) => ({ at }), false],
  ['everybody, before this sign-in', (now) => ({ at: now + BEFORE }), true],
  ['their tenant', (now) => ({ tenants: { [contoso.id]: now } }), false],
  ['another tenant', (now) => ({ tenants: { [fabrikam.id]: now } }), true],
  ['everybody, in a form that nobody knows', () => ({ at: 'now' }), false],
])('a marker that ends the sessions of %s', async (_, marker, live) => {
  const clock = stopClock()
  const { app, browser } = await signedIn()
  await app.kv.real.put(ENDED_ALL, JSON.stringify(marker(Date.now() / 1000)))
  // A new isolate, where nothing is remembered.
  app.restart()
  expect(await isLive(browser.get('/'))).toBe(live)

  // Whoever signs in afterwards is in, unless nobody can tell when the others were to end.
  clock.pass(1)
  const later = await app.browser().signedIn()
  app.restart()
  const isReadable = typeof (marker(0) as { at?: unknown }).at !== 'string'
  expect(await isLive(later.get('/'))).toBe(isReadable)
})

test('an isolate that remembers a session hears of the marker within 30 seconds', async () => {
  const clock = stopClock()
  const { app, browser } = await signedIn()
  expect(await isLive(browser.get('/'))).toBe(true)
  await app.kv.real.put(ENDED_ALL, JSON.stringify({ at: Date.now() / 1000 }))
  clock.pass(30)
  expect(await isLive(browser.get('/'))).toBe(false)
})

test.each([
  ['of a user', async (browser: Browser) => browser.post('/logout', { everywhere: 'yes' })],
  ['of a user’s other sessions', async (browser: Browser) => browser.post('/sessions?which=others')],
  [
    'of an Entra session',
    async (browser: Browser, app: TestApp) => {
      const { frontChannel } = await browser.entra.logout(`${contosoSettings.AUTHORITY}/oauth2/v2.0/logout`)
      return app.fetch(frontChannel[0]?.href ?? '')
    },
  ],
])('the marker %s is kept for as long as any session may last', async (_, end) => {
  const { app, browser } = await signedIn({ SESSION_MAX_HOURS: '720' })
  const expirations = async (prefix: string) =>
    (await app.kv.real.list({ prefix })).keys.map(({ expiration = 0 }) => expiration)
  const [session = Number.POSITIVE_INFINITY] = await expirations('session:')
  await end(browser, app)
  const markers = await expirations('ended:')
  expect(markers).toHaveLength(1)
  expect(markers[0]).toBeGreaterThanOrEqual(session)
})
