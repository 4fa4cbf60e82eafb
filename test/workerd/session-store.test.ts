import { env } from 'cloudflare:workers'
import { describe, expect, test } from 'vitest'
import { kvStore, memoryStore } from '../../src/entryway/index.ts'
import { storeContract } from '../../src/entryway/testing.ts'

describe.each([
  ['kvStore', () => kvStore(env.SESSIONS)],
  ['memoryStore', () => memoryStore()],
] as const)('%s', (_, create) => {
  for (const { title, run } of storeContract(create)) test(title, run)
})

test('a memory store forgets what has expired', async () => {
  let now = 0
  const store = memoryStore({ now: () => now })
  await store.put('a', 'value', { ttlSeconds: 60 })
  now = 59_999
  expect(await store.get(['a'])).toEqual(['value'])
  now = 60_000
  expect(await store.get(['a'])).toEqual([null])
})

test.each(['get', 'put', 'delete', 'list'] as const)(
  'the contract rejects a store whose %s is broken',
  async (broken) => {
    const create = () => {
      const store = memoryStore()
      const nothing = {
        get: async () => [null],
        put: async () => {},
        delete: async () => {},
        async *list() {},
      }
      return { ...store, [broken]: nothing[broken] }
    }
    const results = await Promise.allSettled(storeContract(create).map(({ run }) => run()))
    expect(results.some(({ status }) => status === 'rejected')).toBe(true)
  },
)
