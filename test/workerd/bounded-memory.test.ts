// An isolate's 128 MB are everybody's: nothing that visitors do may make it remember without end.
import { expect, test } from 'vitest'
import { forget, hasEnded, recall, remember } from '../../src/entryway/session/cache.ts'
import type { SessionRecord, UseRecord } from '../../src/entryway/session/record.ts'
import { generateSessionToken } from '../../src/entryway/session/seal.ts'
import { readSettings } from '../../src/entryway/settings/settings.ts'
import { contosoSettings } from './app.ts'
import { SESSION_COOKIE } from './browser.ts'
import { atTokens, fillIn } from './tokens.ts'

const MOST = 1000
const NOW = 1_800_000_000_000
const numbers = Array.from({ length: MOST + 1 }, (_, index) => index)

test('of a thousand and one sessions the first is not remembered, and all others are', () => {
  const settings = readSettings({ ...contosoSettings, SESSIONS: {} })
  const session = { kind: 'session' } as SessionRecord
  const use = { kind: 'use' } as UseRecord
  for (const each of numbers) remember(settings, `token-${each}`, { id: `id-${each}`, session, use }, NOW)
  const known = numbers.filter((each) => recall(settings, `token-${each}`, NOW) !== null)
  expect(known).toEqual(numbers.slice(1))
})

test('of a thousand and one sessions that ended the first is not remembered, and all others are', () => {
  const settings = readSettings({ ...contosoSettings, SESSIONS: {} })
  for (const each of numbers) forget(settings, [`id-${each}`], NOW)
  const known = numbers.filter((each) => hasEnded(settings, `id-${each}`, NOW))
  expect(known).toEqual(numbers.slice(1))
})

test('of a thousand and one forms that were sent the first is not remembered, and the last is', async () => {
  const { browser } = await atTokens()
  const form = (await fillIn(browser)).get('form')
  const shown = browser.cookies.get(`__Host-entryway-form-${form}`)
  /** A form of this person's, as this browser was given; without a name, so that nothing is made of it. */
  const send = async (token = '') => {
    const cookie = `${SESSION_COOKIE}=${browser.sessionToken}; __Host-entryway-form-${token}=${shown}`
    return (await browser.post('/tokens/new', { form: token }, { cookie, accept: 'application/json' })).status
  }
  const tokens = numbers.map(generateSessionToken)
  const answers = new Set<number>()
  for (const token of tokens) answers.add(await send(token))
  expect([...answers]).toEqual([422])
  expect(await send(tokens.at(-1))).toBe(409)
  expect(await send(tokens[0])).toBe(422)
})
