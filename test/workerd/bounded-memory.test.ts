// An isolate's 128 MB are everybody's: nothing that visitors do may make it cache without end.
import { expect, test } from 'vitest'
import type { StoredSession } from '../../src/entryway/session/cache.ts'
import { createSessionCache } from '../../src/entryway/session/cache.ts'

const MAX_ENTRIES = 1000
const NOW = 1_800_000_000_000
const sessionOf = (id: string) => ({ id, token: { user: 'adele' }, use: {} }) as StoredSession
const numbers = Array.from({ length: MAX_ENTRIES + 1 }, (_, index) => index)

test('of a thousand and one sessions the first is evicted, and all others stay', () => {
  const cache = createSessionCache()
  for (const each of numbers) cache.set(`token-${each}`, sessionOf(`id-${each}`), NOW)
  const cached = numbers.filter((each) => cache.get(`token-${each}`, NOW) !== null)
  expect(cached).toEqual(numbers.slice(1))
})

test('of a thousand and one sessions that ended the first is evicted, and all others stay', () => {
  const cache = createSessionCache()
  for (const each of numbers) cache.end('adele', [`id-${each}`], NOW)
  const revoked = numbers.filter((each) => cache.hasEnded('adele', `id-${each}`, NOW))
  expect(revoked).toEqual(numbers.slice(1))
})

test('the id of another user’s session ends nothing of theirs', () => {
  const cache = createSessionCache()
  cache.set('token', sessionOf('id'), NOW)
  cache.end('mallory', ['id'], NOW)
  expect([cache.get('token', NOW), cache.hasEnded('adele', 'id', NOW)]).toEqual([expect.anything(), false])
})
