import { base64url, decodeJwt } from 'jose'
import { expect, test } from 'vitest'
import { adele, contoso, entryway, secret } from '../../emulator/seed.ts'
import { SessionRecord } from '../../src/entryway/session/record.ts'
import { deriveKeys, unseal } from '../../src/entryway/session/seal.ts'
import { signedIn, startApp, type TestApp, visit } from './app.ts'
import { changeTokenAnswers, type Json } from './changed-answers.ts'
import { HOUR, MINUTE, stopClock } from './clock.ts'

async function contents(app: TestApp): Promise<Map<string, string>> {
  const entries = (await app.kv.keys()).map(
    async (key): Promise<[string, string]> => [key, (await app.kv.real.get(key)) ?? ''],
  )
  return new Map(await Promise.all(entries))
}

/** The value as it is, and decoded, so that a text hidden by base64url alone is found. */
function readings(value: string): string {
  const base64 = value.replaceAll('-', '+').replaceAll('_', '/')
  return `${value} ${/^[\w+/]+$/.test(base64) ? atob(base64) : ''}`
}

test('a dump of KV shows no name, id, token or cookie, in keys or in values', async () => {
  const app = await startApp()
  const answers: Json[] = []
  changeTokenAnswers(app, (json) => {
    answers.push(json)
    return json
  })
  const browser = await app.browser().signedIn()
  await browser.get('/call_api')
  const [tokens = {}] = answers
  const { sid, login_hint, sub } = decodeJwt<Json>(String(tokens.id_token))
  const { displayName, givenName, userPrincipalName, id } = adele.profile
  const secrets = [displayName, givenName, userPrincipalName, id, contoso.id, entryway.clientId, secret]
  secrets.push(browser.sessionToken ?? '', ...[sid, login_hint, sub].map(String))
  secrets.push(...[tokens.access_token, tokens.refresh_token, tokens.id_token].map(String))
  expect(secrets.filter((text) => text.length < 5 || text === 'undefined')).toEqual([])

  const dump = [...(await contents(app))].flat().map(readings).join('\n').toLowerCase()
  expect(dump.length).toBeGreaterThan(1000)
  expect(secrets.filter((text) => dump.includes(text.toLowerCase()))).toEqual([])
})

test.each([
  ['by default', {}, 12 * HOUR, HOUR],
  ['as set', { SESSION_MAX_HOURS: '720', SESSION_IDLE_MINUTES: '5' }, 720 * HOUR, 5 * MINUTE],
])('who expires with the absolute limit and use with the idle limit, %s', async (_, settings, most, idle) => {
  const app = await startApp(settings)
  const before = Math.floor(Date.now() / 1000)
  await app.browser().signIn()
  const { keys } = await app.kv.real.list()
  const after = Math.ceil(Date.now() / 1000)
  expect(keys).toHaveLength(2)
  for (const { name, expiration = 0, metadata } of keys) {
    const lifetime = name.startsWith('use:') ? idle : most
    expect(expiration).toBeGreaterThanOrEqual(before + lifetime)
    expect(expiration).toBeLessThanOrEqual(after + lifetime)
    const fields = {
      browser: '',
      country: '',
      person: expect.stringMatching(/^[\w-]{16}$/),
      tenant: expect.stringMatching(/^[\w-]{16}$/),
    }
    const times = { startedAt: expect.any(Number), usedAt: expect.any(Number) }
    expect(metadata ?? null).toEqual(name.startsWith('use:') ? { ...fields, ...times } : null)
  }
})

test('the id that a record stands under does not open it; the visitor’s token does', async () => {
  const { app, browser } = await signedIn()
  const [[name = '', text] = []] = [...(await contents(app))].filter(([key]) => key.startsWith('session:'))
  const bytes = base64url.decode(name.slice(-43))
  const fromId = await crypto.subtle.importKey('raw', bytes, 'AES-GCM', false, ['decrypt'])
  const { encryptionKey } = await deriveKeys(browser.sessionToken ?? '')
  expect(await unseal(SessionRecord(), name, text ?? '', fromId)).toBeNull()
  expect(await unseal(SessionRecord(), name, text ?? '', encryptionKey)).toMatchObject({ kind: 'session' })
})

test('the same record written twice is never the same text', async () => {
  const app = await startApp()
  const [one, two] = [app.browser(), app.browser()]
  await one.signIn()
  const first = [...(await contents(app)).values()].filter(Boolean)
  await two.signIn()
  const all = [...(await contents(app)).values()].filter(Boolean)
  expect([first.length, new Set(all).size]).toEqual([2, 4])
  expect(new Set(all.map((value) => value.slice(0, 16))).size).toBe(4)
})

test('tokens that are refreshed while the person signs out are not kept', async () => {
  const clock = stopClock()
  const { app, browser } = await visit()
  changeTokenAnswers(app, (json) => ({ ...json, expires_in: 10 }))
  await browser.signIn()
  clock.pass(20)
  let refreshes = 0
  changeTokenAnswers(app, async (json) => {
    refreshes += 1
    await browser.post('/logout')
    return json
  })
  const response = await browser.get('/call_api')
  expect([refreshes, response.headers.getSetCookie()]).toEqual([1, []])
  expect(await app.kv.keys()).toEqual([])
  expect(await browser.home()).toContain('Sign in to continue')
})
