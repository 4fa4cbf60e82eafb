// A store's deadline and its one retry, for every operation, here and nowhere else.
import type { SessionStore } from './session-store.ts'

/** Two tries and the pause between them stay well under the ten seconds after which people press reload. */
const DEADLINE_SECONDS = 4
const PAUSE_MS = 100
/** KV takes one write a second of a key (429), and then takes the next. */
const THROTTLED_PAUSE_MS = 1100

class Late extends Error {}

/** Every operation may be made twice: what was written twice is as good as once. */
export function patient(store: SessionStore): SessionStore {
  return {
    get: (keys) => tryTwice(() => store.get(keys)),
    put: (key, value, options) => tryTwice(() => store.put(key, value, options)),
    delete: (key) => tryTwice(() => store.delete(key)),
    async *list(prefix) {
      const begin = async () => {
        const items = store.list(prefix)[Symbol.asyncIterator]()
        return { items, first: await items.next() }
      }
      const { items, first } = await tryTwice(begin)
      for (let next = first; !next.done; next = await inTime(() => items.next())) yield next.value
    },
    ...(store.writeIntervalMs !== undefined && { writeIntervalMs: store.writeIntervalMs }),
    ...(store.problem && { problem: store.problem }),
  }
}

async function tryTwice<T>(operation: () => Promise<T>): Promise<T> {
  try {
    return await inTime(operation)
  } catch (error) {
    const isThrottled = /\b429\b/.test(String(error))
    if (!(error instanceof Late)) await sleep(isThrottled ? THROTTLED_PAUSE_MS : PAUSE_MS)
    return inTime(operation)
  }
}

async function inTime<T>(operation: () => Promise<T>): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | null = null
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Late('the store did not answer in time')), DEADLINE_SECONDS * 1000)
  })
  try {
    return await Promise.race([operation(), late])
  } finally {
    clearTimeout(timer)
  }
}

const sleep = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))
