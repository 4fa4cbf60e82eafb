// KV takes one write a second of a key: what it rejects for that is no failure, and leaves the retry for one.
import { expect, test } from 'vitest'
import { memoryStore } from '../../src/entryway/index.ts'
import { patient } from '../../src/entryway/store/patient-store.ts'

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
  const { store, tries } = storeThatFails(...errors)
  await store.put('key', 'value', { ttlSeconds: 60 })
  expect([tries.length, await store.get(['key'])]).toEqual([count, ['value']])
})

test.each([
  ['two failures', ['503', '503', ''], 2],
  ['two rejections and a failure', ['429', '429', '503'], 3],
])('a write fails after %s', async (_, errors, count) => {
  const { store, tries } = storeThatFails(...errors)
  await expect(store.put('key', 'value', { ttlSeconds: 60 })).rejects.toThrow()
  expect(tries).toHaveLength(count)
})
