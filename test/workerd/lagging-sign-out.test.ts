// Every way in which a session ends, on a store that lags, seen from two locations.
import { expect, test } from 'vitest'
import { SESSION_COOKIE } from './browser.ts'
import { MINUTE, stopClock } from './clock.ts'
import { expectEnded, twoLocations } from './two-locations.ts'

test('sign-out on every device ends a session that no listing shows yet', async () => {
  const clock = stopClock()
  const { kv, namespaces, browser, isLive } = await twoLocations()
  const first = browser('here')
  await first.signIn()
  clock.pass(10)
  // Here the listing is cached without the second session.
  const [name = ''] = (await kv.at('here').list()).keys
    .map(({ name }) => name)
    .filter((name) => name.startsWith('use:'))
  await namespaces.here.list({ prefix: name.slice(0, -43) })
  const second = browser('there')
  await second.signIn()
  const [one, two] = [first.sessionToken, second.sessionToken]
  expect(await isLive('there', two)).toBe(true)
  clock.pass(2)
  await first.post('/logout', { everywhere: 'yes' })
  await expectEnded(clock, isLive, [one, two])
})

test('front-channel sign-out ends a session that another location has just read', async () => {
  const clock = stopClock()
  const { app, browser, at, isLive } = await twoLocations()
  const visitor = browser('here')
  await visitor.signIn()
  clock.pass(2)
  expect(await isLive('there', visitor.sessionToken)).toBe(true)
  const { frontChannel } = await visitor.entra.logout(`${app.settings.AUTHORITY}/oauth2/v2.0/logout`)
  expect((await at('here').fetch(frontChannel[0]?.href ?? '', {})).status).toBe(200)
  await expectEnded(clock, isLive, [visitor.sessionToken])
})

test('a location that has cached a miss signs out all the same, and a copied cookie opens nothing later', async () => {
  const clock = stopClock()
  const { browser, at, isLive } = await twoLocations()
  const visitor = browser('here')
  await visitor.signIn()
  const token = visitor.sessionToken
  const cookie = `${SESSION_COOKIE}=${token}`
  clock.pass(2)
  const own = { origin: 'https://entryway.example', 'sec-fetch-site': 'same-origin', accept: 'text/html' }
  await at('there').fetch('/logout', { method: 'POST', headers: { ...own, cookie } })
  await expectEnded(clock, isLive, [token])
})

test('signing out on every device works in a browser whose session has idled out', async () => {
  const clock = stopClock()
  const { browser, isLive } = await twoLocations()
  const [phone, desk] = [browser('here'), browser('there')]
  await desk.signIn()
  clock.pass(50 * MINUTE)
  await phone.signIn()
  clock.pass(20 * MINUTE)
  expect(await isLive('here', desk.sessionToken)).toBe(false)
  expect(await isLive('here', phone.sessionToken)).toBe(true)
  expect((await desk.post('/logout', { everywhere: 'yes' })).status).toBe(200)
  await expectEnded(clock, isLive, [phone.sessionToken])
})
