// One person with very many sessions, on a store that lags and counts.
import { expect, test } from 'vitest'
import { fromEnv, kvStore } from '../../src/entryway/index.ts'
import { createInstance, createTask } from '../../src/entryway/instance.ts'
import { plainPages } from '../../src/entryway/pages/plain-pages.ts'
import { loadSession } from '../../src/entryway/session/session.ts'
import { startSession } from '../../src/entryway/session/start.ts'
import { stopClock } from './clock.ts'
import { BOUND_SECONDS, expectEnded, twoLocations } from './two-locations.ts'

test('of 620 sign-ins of one person none survives, and no request comes near 1,000 operations', async () => {
  const clock = stopClock()
  const { kv, browser, isLive } = await twoLocations()
  const sample: (string | undefined)[] = []
  let last = browser('here')
  for (let each = 0; each < 620; each++) {
    last = browser(each % 2 ? 'here' : 'there')
    await last.signIn()
    if (each % 100 === 0) sample.push(last.sessionToken)
  }
  clock.pass(2)
  kv.operations.length = 0
  await last.post('/logout', { everywhere: 'yes' })
  expect(kv.operations.length).toBeLessThan(1000)
  await expectEnded(clock, isLive, [...sample, last.sessionToken])
}, 300_000)

test('1,200 sessions of one person end within 1,000 operations a request', async () => {
  const clock = stopClock()
  const { app, kv, browser, isLive } = await twoLocations()
  const first = await browser('here').signedIn()
  // As 1,199 sign-ins would store them, without the way to Entra and back.
  const { settings } = fromEnv(app.settings)
  if (!settings) throw new Error('the settings are wrong')
  const instance = createInstance({
    ...{ settings, ignored: [], store: kvStore(kv.at('there')), pages: plainPages, rateLimit: null },
  })
  const callbackTask = createTask(instance, () => undefined)
  const found = await loadSession(callbackTask, first.parsedToken, () => false)
  if (!found) throw new Error('nobody is signed in')
  const { record, use } = found
  const about = {
    identity: record.identity,
    graphOrigin: record.graphOrigin ?? '',
    ...{ authenticatedAt: null, contexts: [], browser: '', country: '' },
    tokens: use,
    previousToken: null,
  }
  const started = await Promise.all(
    Array.from({ length: 1199 }, () => startSession(callbackTask, { ...about })),
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
  for (const token of tokens) if (await isLive('there', token)) live.push(token)
  expect(live).toEqual([])
}, 120_000)
