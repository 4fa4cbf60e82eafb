import { expect, test } from 'vitest'
import { alex } from '../../emulator/seed.ts'
import { type SessionRecord, UseRecord } from '../../src/entryway/session/record.ts'
import { deriveKeys, seal, unseal } from '../../src/entryway/session/seal.ts'
import { startApp, type TestApp } from './app.ts'
import type { Browser } from './browser.ts'
import { MINUTE, stopClock } from './clock.ts'

type Stored = { app: TestApp; session: string; use: string; token: string; other: string }
type Spoil = (stored: Stored) => Promise<void>

const value = async (app: TestApp, key: string) => (await app.kv.real.get(key)) ?? ''

const put =
  (which: 'session' | 'use', change: (text: string) => string): Spoil =>
  async ({ app, [which]: key }) =>
    app.kv.real.put(key, change(await value(app, key)))

/** Sealed rightly, with the visitor's own key and under the right name, but not a record of now. */
const sealed =
  (which: 'session' | 'use', record: object): Spoil =>
  async ({ app, token, [which]: key }) =>
    app.kv.real.put(key, await seal(key, record, (await deriveKeys(token)).encryptionKey))

const identity = { issuer: '', subject: '', tenantId: '', objectId: null, name: 'Mallory', username: null }
const session = {
  identity: { ...identity, roles: [], sid: null, loginHint: null },
  startedAt: 9e9,
  authority: 'https://login.microsoftonline.com/common',
  clientId: 'e0e0e0e0-0000-4000-8000-00000000000a',
  graphOrigin: 'https://graph.microsoft.com',
  authenticatedAt: null,
  contexts: [],
}

const use = {
  ...{ kind: 'use', version: 1, lastUsedAt: 9e9, vouchedAt: 9e9, browser: '', country: '' },
  ...{ refreshToken: null, accessTokens: [] },
}

const spoils: [string, Spoil][] = [
  ['cut short', put('session', (text) => text.slice(0, -4))],
  ['changed in one character', put('session', (text) => text.replace(/^./, (c) => (c === 'A' ? 'B' : 'A')))],
  ['plain JSON', put('session', () => JSON.stringify({ kind: 'session', version: 1, ...session }))],
  ['a use record that is cut short', put('use', (text) => text.slice(0, -4))],
  ['another person’s', async ({ app, session, other }) => app.kv.real.put(session, await value(app, other))],
  [
    'a use record that is the session record',
    async ({ app, session, use }) => app.kv.real.put(use, await value(app, session)),
  ],
  ['of another kind', sealed('session', { kind: 'use', version: 1, ...session })],
  ['of the wrong types', sealed('session', { kind: 'session', version: 1, ...session, startedAt: '9e9' })],
  ['a use record without an access token list', sealed('use', { ...use, accessTokens: undefined })],
]

test.each(spoils)('a record that is %s makes the visitor anonymous and is removed', async (_, spoil) => {
  const { app, browser, otherBrowser, stored } = await twoPeople()
  await spoil(stored)
  app.restart()
  const response = await browser.get('/')
  expect([response.status, (await response.text()).includes('Sign in to continue')]).toEqual([200, true])
  expect(await app.kv.keys('session:')).toEqual([stored.other])
  expect(await app.kv.keys('use:')).toEqual([stored.other.replace('session:', 'use:')])
  expect(await otherBrowser.home()).toContain('Alex Wilber')
})

test('a record of now, sealed with the visitor’s own key under its own name, is read', async () => {
  const { app, browser, stored } = await twoPeople()
  const now: SessionRecord = {
    ...{ ...session, kind: 'session', version: 1 },
    identity: { ...session.identity, tenantId: 'c0c0c0c0-0000-4000-8000-000000000001' },
    startedAt: Date.now() / 1000,
  }
  await sealed('session', now)(stored)
  await sealed('use', use)(stored)
  app.restart()
  expect(await browser.home()).toContain('Mallory')
})

test.each(['session', 'use'] as const)(
  'a %s record of another version is left alone, and opens nothing',
  async (which) => {
    const { app, browser, stored } = await twoPeople()
    const newer = which === 'session' ? { kind: 'session', version: 2, ...session } : { ...use, version: 2 }
    await sealed(which, newer)(stored)
    const text = await value(app, stored[which])
    app.restart()
    expect(await browser.home()).toContain('Sign in to continue')
    expect(await value(app, stored[which])).toBe(text)
    expect(await app.kv.keys('session:')).toHaveLength(2)
  },
)

test.each(['session', 'use'] as const)('opens no session without its %s record', async (which) => {
  const clock = stopClock()
  const { app, browser, stored } = await twoPeople()
  await app.kv.real.delete(stored[which])
  clock.pass(2 * MINUTE)
  app.restart()
  expect(await browser.home()).toContain('Sign in to continue')
})

async function twoPeople(): Promise<{
  app: TestApp
  browser: Browser
  otherBrowser: Browser
  stored: Stored
}> {
  const app = await startApp()
  const [browser, otherBrowser] = [app.browser(), app.browser()]
  await browser.signIn()
  const [session = ''] = await app.kv.keys('session:')
  await otherBrowser.signIn(alex.profile.userPrincipalName)
  const other = (await app.kv.keys('session:')).find((key) => key !== session) ?? ''
  const use = session.replace('session:', 'use:')
  return {
    app,
    browser,
    otherBrowser,
    stored: { app, session, use, token: browser.sessionToken ?? '', other },
  }
}

test('a sealed record opens under its own name and key only', async () => {
  const use: UseRecord = {
    ...{ kind: 'use', version: 1, lastUsedAt: 1, vouchedAt: 1, browser: '', country: '' },
    ...{ refreshToken: null, accessTokens: [] },
  }
  const { encryptionKey: own } = await deriveKeys('A'.repeat(43))
  const { encryptionKey: foreign } = await deriveKeys('B'.repeat(43))
  const text = await seal('use:a', use, own)
  expect(await unseal(UseRecord(), 'use:a', text, own)).toEqual(use)
  expect(await unseal(UseRecord(), 'use:b', text, own)).toBeNull()
  expect(await unseal(UseRecord(), 'use:a', text, foreign)).toBeNull()
})
