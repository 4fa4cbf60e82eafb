import { env } from 'cloudflare:workers'
import { afterAll, describe, expect, test } from 'vitest'
import { kvStore, memoryStore, type SessionStore } from '../../src/entryway/index.ts'
import { storeContract } from '../../src/entryway/testing.ts'
import { emptyKv } from './kv.ts'

// The next file in this workerd counts what is in the store.
afterAll(() => emptyKv(env.SESSIONS), 60_000)

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

const FAULTS: [string, (options: PutOptions, before: PutOptions | undefined) => PutOptions][] = [
  ['takes milliseconds for seconds', ({ ttlSeconds }) => ({ ttlSeconds: ttlSeconds / 1000 })],
  ['keeps the metadata of a value that is replaced', (options, before) => ({ ...before, ...options })],
]
type PutOptions = Parameters<SessionStore['put']>[2]

test.each(FAULTS)('the contract rejects a store that %s', async (_, change) => {
  const create = (): SessionStore => {
    const [store, puts] = [memoryStore(), new Map<string, PutOptions>()]
    const put: SessionStore['put'] = (key, value, options) => {
      const changed = change(options, puts.get(key))
      puts.set(key, changed)
      return store.put(key, value, changed)
    }
    return { ...store, put }
  }
  const results = await Promise.allSettled(storeContract(create).map(({ run }) => run()))
  expect(results.filter(({ status }) => status === 'rejected')).not.toEqual([])
})
