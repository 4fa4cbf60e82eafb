// Every way in which a session ends, on a store that lags, seen from two locations.
import { expect, test } from 'vitest'
import type { Browser } from './browser.ts'
import { MINUTE, stopClock } from './clock.ts'
import { expectEnded, twoLocations } from './two-locations.ts'

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

test.each([
  ['served', 'nobody signs out', false],
  ['not served, nor cached', 'the person signs out', true],
])('a page is %s where %s while the store is read for it', async (_, __, signsOut) => {
  const { browser, isLive, namespaces, restart } = await twoLocations()
  const visitor = await browser('here').signedIn()
  const token = visitor.sessionToken
  restart('here')
  const [reading, ended] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
  const { get } = namespaces.here
  namespaces.here.get = (async (keys: string[]) => {
    namespaces.here.get = get
    const before = await (get as unknown as Read)(keys)
    reading.resolve()
    await ended.promise
    return before
  }) as unknown as typeof get
  const page = isLive('here', token)
  await reading.promise
  if (signsOut) await visitor.post('/logout')
  ended.resolve()
  expect([await page, await isLive('here', token)]).toEqual([!signsOut, !signsOut])
})

test.each([
  ['stays when nobody signs out', false, 1],
  ['is deleted when the person signs out meanwhile', true, 0],
])('a write of tokens that is under way %s', async (_, signsOut, left) => {
  const clock = stopClock()
  const { browser, kv, namespaces } = await twoLocations()
  const visitor = await browser('here').signedIn()
  clock.pass(30 * MINUTE)
  const [writing, ended] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
  const { put } = namespaces.here
  namespaces.here.put = async (key: string, value: string, options?: KVNamespacePutOptions) => {
    if (key.startsWith('use:')) {
      writing.resolve()
      await ended.promise
    }
    return put(key, value, options)
  }
  const page = visitor.get('/')
  await writing.promise
  if (signsOut) await visitor.post('/logout')
  ended.resolve()
  expect((await page).status).toBe(200)
  expect((await kv.real.list({ prefix: 'use:' })).keys).toHaveLength(left)
})

type Read = (keys: string[]) => Promise<Map<string, string | null>>

test.each([
  ['signing out', (visitor: Browser) => visitor.post('/logout')],
  ['ending all', (visitor: Browser) => visitor.post('/sessions?which=all')],
])(
  '%s holds in the isolate that did it while the store still answers with what was before, and not in another',
  async (_, end) => {
    const clock = stopClock()
    const { browser, isLive, namespaces, restart } = await twoLocations()
    const visitor = await browser('here').signedIn()
    const token = visitor.sessionToken
    clock.pass(2 * MINUTE)
    const { get } = namespaces.here
    const before = new Map<string, Promise<Map<string, string | null>>>()
    namespaces.here.get = ((keys: string[]) => {
      const name = keys.join()
      const read = before.get(name) ?? (get as unknown as Read)(keys)
      before.set(name, read)
      return read
    }) as unknown as typeof get
    expect(await isLive('here', token)).toBe(true)
    await end(visitor)
    for (const seconds of [1, 30, 60]) {
      clock.pass(seconds)
      expect([seconds, await isLive('here', token)]).toEqual([seconds, false])
    }
    restart('here')
    expect(await isLive('here', token)).toBe(true)
  },
)

test('what ended here is off the list, though the store still shows the records and not the end', async () => {
  const clock = stopClock()
  const { browser, kv, namespaces } = await twoLocations()
  const [desk, phone] = [browser('here'), browser('here')]
  await phone.signIn()
  await desk.signIn()
  clock.pass(2 * MINUTE)
  const ended = async () => (await (await desk.get('/sessions')).json<{ isThis: boolean }[]>()).length
  expect(await ended()).toBe(2)
  const { get, list } = namespaces.here
  // Nothing is cleaned up, and no marker arrives.
  namespaces.here.list = () => Promise.reject(new Error('503 Service Unavailable'))
  namespaces.here.get = (async (keys: string[]) => {
    const read = await (get as unknown as Read)(keys)
    for (const key of keys) if (key.startsWith('ended:')) read.set(key, null)
    return read
  }) as unknown as typeof get
  await desk.post('/sessions?which=others')
  namespaces.here.list = list
  clock.pass(MINUTE)
  expect((await kv.real.list({ prefix: 'use:' })).keys).toHaveLength(2)
  expect(await ended()).toBe(1)
})
