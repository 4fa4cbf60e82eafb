// What every session store must do, as tests for any test runner: `for (const { title, run } of storeContract(create)) test(title, run)`.
import type { SessionStore } from './session-store.ts'

export type ContractTest = { title: string; run: () => Promise<void> }

const MINUTE = { ttlSeconds: 60 }
const SEALED = 'A-Za-z0-9_'.repeat(500)

/**
 * That values expire is not tested: a store may keep them for longer, and the core does not rely on it.
 * @param create a store; it need not be empty, because every test uses its own keys
 */
export function storeContract(create: () => SessionStore | Promise<SessionStore>): ContractTest[] {
  const contract = (title: string, body: (store: SessionStore, prefix: string) => Promise<void>) => ({
    title,
    run: async () => body(await create(), `contract:${crypto.randomUUID()}:`),
  })
  return [
    contract('returns null for a key that is not there', async (store, prefix) => {
      equal(await store.get([`${prefix}a`]), [null])
    }),
    contract('returns several values at once, in the order of the keys', async (store, prefix) => {
      await store.put(`${prefix}a`, 'first', MINUTE)
      await store.put(`${prefix}c`, SEALED, MINUTE)
      equal(await store.get([`${prefix}c`, `${prefix}b`, `${prefix}a`]), [SEALED, null, 'first'])
    }),
    contract('keeps an empty value apart from none', async (store, prefix) => {
      await store.put(`${prefix}a`, '', MINUTE)
      equal(await store.get([`${prefix}a`]), [''])
    }),
    contract('replaces a value', async (store, prefix) => {
      await store.put(`${prefix}a`, 'old', MINUTE)
      await store.put(`${prefix}a`, 'new', MINUTE)
      equal(await store.get([`${prefix}a`]), ['new'])
    }),
    contract('replaces the metadata with the value', async (store, prefix) => {
      await store.put(`${prefix}a`, '', { ...MINUTE, metadata: { browser: 'Firefox' } })
      await store.put(`${prefix}b`, '', { ...MINUTE, metadata: { browser: 'Firefox' } })
      await store.put(`${prefix}a`, '', { ...MINUTE, metadata: { browser: 'Edge' } })
      await store.put(`${prefix}b`, '', MINUTE)
      equal(
        (await listAll(store, prefix)).map(({ metadata }) => metadata),
        [{ browser: 'Edge' }, null],
      )
    }),
    contract('takes the time to live in seconds, not in milliseconds', async (store, prefix) => {
      await store.put(`${prefix}a`, 'value', MINUTE)
      await new Promise((resolve) => setTimeout(resolve, 2 * MINUTE.ttlSeconds))
      equal(await store.get([`${prefix}a`]), ['value'])
    }),
    contract('deletes a value, and does not mind one that is gone', async (store, prefix) => {
      await store.put(`${prefix}a`, 'value', MINUTE)
      await store.put(`${prefix}b`, 'other', MINUTE)
      await store.delete(`${prefix}a`)
      await store.delete(`${prefix}a`)
      equal(await store.get([`${prefix}a`, `${prefix}b`]), [null, 'other'])
    }),
    contract('takes a time to live that is a fraction, and a short one', async (store, prefix) => {
      await store.put(`${prefix}a`, 'value', { ttlSeconds: 90.5 })
      await store.put(`${prefix}b`, 'value', { ttlSeconds: 5 })
      equal(await store.get([`${prefix}a`, `${prefix}b`]), ['value', 'value'])
    }),
    contract('lists the keys under a prefix with their metadata, and no others', async (store, prefix) => {
      await store.put(`${prefix}user:1`, '', { ...MINUTE, metadata: { browser: 'Firefox', startedAt: 5 } })
      await store.put(`${prefix}user:2`, '', MINUTE)
      await store.put(`${prefix}use:1`, '', MINUTE)
      const listed = await listAll(store, `${prefix}user:`)
      equal(listed, [
        { key: `${prefix}user:1`, metadata: { browser: 'Firefox', startedAt: 5 } },
        { key: `${prefix}user:2`, metadata: null },
      ])
    }),
    contract('lists more keys than one page has', async (store, prefix) => {
      const keys = Array.from({ length: 1001 }, (_, index) => `${prefix}${String(index).padStart(4, '0')}`)
      await Promise.all(keys.map((key) => store.put(key, '', MINUTE)))
      equal(
        (await listAll(store, prefix)).map(({ key }) => key),
        keys,
      )
      await Promise.all(keys.map((key) => store.delete(key)))
    }),
  ]
}

async function listAll(store: SessionStore, prefix: string) {
  const listed = []
  for await (const each of store.list(prefix)) listed.push(each)
  return listed.sort((a, b) => (a.key < b.key ? -1 : 1))
}

function equal(actual: unknown, expected: unknown): void {
  const [got, wanted] = [JSON.stringify(actual), JSON.stringify(expected)]
  if (got !== wanted) throw new Error(`expected ${wanted.slice(0, 500)}, got ${got.slice(0, 500)}`)
}
