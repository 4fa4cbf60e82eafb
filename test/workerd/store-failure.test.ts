import { expect, test, vi } from 'vitest'
import { fromEnv, memoryStore } from '../../src/entryway/index.ts'
import { createBuild, createTask } from '../../src/entryway/instance.ts'
import { findSession } from '../../src/entryway/session/session.ts'
import { startSession } from '../../src/entryway/session/start.ts'
import { noteUse, saveUse } from '../../src/entryway/session/use.ts'
import { pathsOf } from '../../src/entryway/settings/settings.ts'
import { patient } from '../../src/entryway/store/patient-store.ts'
import { atCallback, contosoSettings, signedIn, startApp } from './app.ts'
import { MINUTE, stopClock, stopDeadlines } from './clock.ts'

test.each(['put session:', 'put use:'])(
  'a sign-in whose %s fails is a 503 page with no session, and can be tried again',
  async (operation) => {
    const { app, browser, callback } = await atCallback()
    app.kv.failing.add(operation)
    const response = await browser.get(callback.href)
    expect([response.status, app.lastLog('error')?.code]).toEqual([503, 'session_not_stored'])
    expect(response.headers.get('cache-control')).toBe('no-store')
    expect(await app.kv.keys()).toEqual([])
    expect([browser.sessionToken, app.lastLog('sign_in')]).toEqual([undefined, undefined])
    expect(await browser.home()).toContain('Sign in to continue')
    app.kv.failing.clear()
    expect(await browser.home()).toContain('Sign in to continue')
    await browser.signIn()
    expect(await browser.home()).toContain('Adele Vance')
  },
)

test('a sign-in that cannot be stored leaves the session before it as it was', async () => {
  const { app, browser } = await signedIn()
  const token = browser.sessionToken
  const callback = await browser.reachCallback()
  app.kv.failing.add('put')
  expect((await browser.get(callback.href)).status).toBe(503)
  expect([browser.sessionToken, (await browser.home()).includes('Adele Vance')]).toEqual([token, true])
})

test('a sign-in goes on when the session before it cannot be deleted, with a line in the log', async () => {
  const clock = stopClock()
  const { app, browser } = await signedIn()
  clock.pass(2 * MINUTE)
  const token = browser.sessionToken
  app.kv.failing.add('delete')
  expect((await browser.signIn()).status).toBe(303)
  expect(browser.sessionToken).not.toBe(token)
  expect(app.lastLog('store_write_failed')).toMatchObject({ reason: 'previous_session' })
  expect(await browser.home()).toContain('Adele Vance')
})

test.each(['/', '/profile', '/logout'])(
  'when KV cannot be read %s is a 503, neither signed in nor signed out',
  async (path) => {
    const { app, browser } = await signedIn()
    app.restart()
    app.kv.failing.add('get')
    const token = browser.sessionToken
    const response = await browser.get(path)
    const page = await response.text()
    expect([response.status, app.lastLog('error')?.code]).toEqual([503, 'store_unavailable'])
    expect(page).toContain('The session store didn’t respond')
    expect(page).not.toMatch(/Adele|Sign in to continue/)
    expect([response.headers.getSetCookie(), browser.sessionToken]).toEqual([[], token])
    app.kv.failing.clear()
    expect(await browser.home()).toContain('Adele Vance')
  },
)

test('pages that need no session go on while KV is down', async () => {
  const app = await startApp()
  for (const operation of ['get', 'put', 'delete', 'list']) app.kv.failing.add(operation)
  const statuses = await Promise.all(
    ['/', '/login', '/healthz', '/nothing'].map(async (path) => (await app.browser().get(path)).status),
  )
  expect(statuses).toEqual([200, 302, 200, 404])
})

test('a keep-alive that cannot be written costs neither the page nor the session', async () => {
  const clock = stopClock()
  const { app, browser } = await signedIn()
  app.kv.failing.add('put')
  clock.pass(30 * MINUTE)
  expect(await browser.home()).toContain('Adele Vance')
  expect(app.lastLog('store_write_failed')).toMatchObject({ reason: 'use' })
  clock.pass(MINUTE)
  app.kv.failing.clear()
  expect(await browser.home()).toContain('Adele Vance')
  expect(app.kv.operations.filter((line) => line.startsWith('put use:'))).toHaveLength(4)
})

test('a write of a session’s use that takes long does not replace a newer one', async () => {
  const kept = memoryStore()
  const event = () => Promise.withResolvers<void>()
  const [begun, first, second] = [event(), event(), event()]
  let writes = 0
  const store = {
    ...kept,
    async put(...[key, ...rest]: Parameters<typeof kept.put>) {
      const write = key.startsWith('use:') ? ++writes : 0
      if (write === 2) {
        begun.resolve()
        await first.promise
      }
      await kept.put(key, ...rest)
      if (write === 3) second.resolve()
    },
  }
  const isolate = () => {
    const { instance } = createBuild(() => ({ ...fromEnv(contosoSettings), store }), [], pathsOf())({})
    if (!instance) throw new Error('the settings are wrong')
    const works: Promise<unknown>[] = []
    const task = () => createTask(instance, (work) => works.push(work))
    return { task, works }
  }
  const { task, works } = isolate()
  const identity = { issuer: '', subject: 's', tenantId: 't', objectId: null, name: null, username: null }
  const token = await startSession(task(), {
    record: {
      identity: { ...identity, roles: [], sid: null, loginHint: null },
      ...{ graphOrigin: '', authenticatedAt: null, contexts: [] },
    },
    use: { browser: '', country: '', refreshToken: 'first', accessTokens: [] },
    previousToken: null,
  })
  const refresh = async (refreshToken: string) => {
    const request = task()
    const found = await findSession(request, token.value)
    if (!('session' in found)) throw new Error('there is no session')
    noteUse(found.session, { refreshToken })
    saveUse(request, found.session)
    return { written: works.at(-1) }
  }
  await refresh('second')
  await begun.promise
  // Either it waits for the first one, or it is written at once.
  const { written } = await refresh('third')
  await Promise.race([written, second.promise])
  first.resolve()
  await Promise.all(works)
  const found = await findSession(isolate().task(), token.value)
  expect(found).toMatchObject({ session: { use: { refreshToken: 'third' } } })
})

test.each(['delete session:'])(
  'removes the cookie if %s fails at a sign-out, says so, and serves the session no more in this isolate',
  async (operation) => {
    const clock = stopClock()
    const { app, browser } = await signedIn()
    clock.pass(2 * MINUTE)
    const cookie = `__Host-entryway-session=${browser.sessionToken}`
    app.kv.failing.add(operation)
    const response = await browser.post('/logout')
    expect([response.status, app.lastLog('error')?.code]).toEqual([503, 'sign_out_incomplete'])
    expect(await response.text()).toContain('You’re signed out in this browser only')
    expect([browser.sessionToken, app.lastLog('sign_out')]).toEqual([undefined, undefined])
    expect(await app.browser().home({ cookie })).toContain('Sign in to continue')
  },
)

test.each([
  ['get', 'no'],
  ['list', 'yes'],
  ['delete', 'yes'],
])(
  '%s failing at a sign-out (every device: %s) leaves nothing that could be opened',
  async (operation, everywhere) => {
    const clock = stopClock()
    const { app, browser } = await signedIn()
    const cookie = `__Host-entryway-session=${browser.sessionToken}`
    clock.pass(2 * MINUTE)
    if (operation === 'get') app.restart()
    app.kv.failing.add(operation)
    const response = await browser.post('/logout', { everywhere })
    expect([response.status, browser.sessionToken]).toEqual([200, undefined])
    app.kv.failing.clear()
    app.restart()
    expect(await app.browser().home({ cookie })).toContain('Sign in to continue')
  },
)

test('a sign-out on every device whose marker cannot be written says so', async () => {
  const { app, browser } = await signedIn()
  app.kv.failing.add('put ended:')
  const response = await browser.post('/logout', { everywhere: 'yes' })
  expect([response.status, app.lastLog('error')?.code]).toEqual([503, 'sign_out_incomplete'])
  expect([browser.sessionToken, app.lastLog('sign_out')]).toEqual([undefined, undefined])
})

test('front-channel sign-out says that it failed, and works when it is asked again', async () => {
  const { app, browser } = await signedIn()
  const logout = (await browser.startSignIn()).href.replace(/authorize.*/, 'logout')
  const { frontChannel } = await browser.entra.logout(logout)
  app.kv.failing.add('put ended:')
  const response = await app.fetch(frontChannel[0]?.href ?? '')
  expect([response.status, app.lastLog('error')?.code]).toEqual([503, 'store_unavailable'])
  app.kv.failing.clear()
  await app.fetch(frontChannel[0]?.href ?? '')
  app.restart()
  expect(await browser.home()).toContain('Sign in to continue')
})

test.each([
  ['http://localhost:8787/callback', true],
  ['https://entryway.example/callback', false],
])('shows what the store threw at %s: %s', async (redirectUri, isTold) => {
  const printed = vi.spyOn(console, 'error').mockReturnValue()
  const { app, browser, callback } = await atCallback({ REDIRECT_URI: redirectUri })
  app.kv.failing.add('put')
  const page = await browser.text(callback.href)
  expect(page.includes('What the store threw')).toBe(isTold)
  expect(printed.mock.calls.flat().map(String)).toEqual(isTold ? [expect.stringContaining('KV')] : [])
})

function storeThatFails(...errors: string[]) {
  const tries: string[] = []
  const store = memoryStore()
  const put: typeof store.put = async (key, value, options) => {
    const error = errors[tries.push(key) - 1]
    if (error !== undefined) throw new Error(error)
    await store.put(key, value, options)
  }
  return { store: patient({ ...store, put }), tries }
}

test.each([
  ['nothing', [], 1],
  ['a failure', ['503 Service Unavailable'], 2],
  ['a rejection', ['429 Too Many Requests'], 2],
  ['a rejection and a failure', ['429 Too Many Requests', '503 Service Unavailable'], 3],
])('a write is stored after %s', async (_, errors, count) => {
  stopDeadlines()
  const { store, tries } = storeThatFails(...errors)
  const stored = store.put('key', 'value', { ttlSeconds: 60 })
  await vi.runAllTimersAsync()
  await stored
  expect([tries.length, await store.get(['key'])]).toEqual([count, ['value']])
})

test.each([
  ['two failures', ['503', '503', ''], 2],
  ['two rejections and a failure', ['429', '429', '503'], 3],
])('a write fails after %s', async (_, errors, count) => {
  stopDeadlines()
  const { store, tries } = storeThatFails(...errors)
  const failed = expect(store.put('key', 'value', { ttlSeconds: 60 })).rejects.toThrow()
  await vi.runAllTimersAsync()
  await failed
  expect(tries).toHaveLength(count)
})
