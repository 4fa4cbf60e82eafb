// A store's deadlines, its one retry and its error, for every operation, here and nowhere else.
import { EntrywayError } from '../errors/entryway-error.ts'
import { sleep, within } from '../wait.ts'
import type { SessionStore } from './session-store.ts'

/** Two tries and the pause between them stay well under the ten seconds after which people press reload. */
const DEADLINE_MS = 4000
/** What all operations of one request may take together. */
const REQUEST_MS = 11_000
const PAUSE_MS = 100
/** KV takes one write a second of a key (429), and then takes the next. */
const THROTTLED_PAUSE_MS = 1100

class Late extends Error {}

/** The store failed. Never a reason to treat anybody as signed in, or as signed out. */
export class StoreError extends EntrywayError {
  constructor(operation: string, cause: unknown) {
    super('store_unavailable', {
      reason: `store_${operation}`,
      fixableBy: 'operator',
      operator: 'the session store failed',
      fix: 'with KV, see Cloudflare’s status',
      cause,
    })
  }
}

/**
 * For one request. Every operation may be made twice: what was written twice is as good as once.
 * Its methods throw `StoreError` alone.
 */
export function patient(store: SessionStore): SessionStore {
  /** How long the store has been waited for, and since when, by how many operations at once. */
  let [waited, since, waiting] = [0, 0, 0]

  async function inTime<T>(operation: () => Promise<T>): Promise<T> {
    if (waiting++ === 0) since = Date.now()
    const left = REQUEST_MS - waited - (Date.now() - since)
    const ms = Math.max(0, Math.min(DEADLINE_MS, left))
    try {
      return await within(ms, operation(), () => new Late('the store did not answer in time'))
    } finally {
      if (--waiting === 0) waited += Date.now() - since
    }
  }

  async function tryTwice<T>(operation: () => Promise<T>, wasThrottled = false): Promise<T> {
    try {
      return await inTime(operation)
    } catch (error) {
      if (!wasThrottled && /\b429\b/.test(String(error))) {
        await sleep(THROTTLED_PAUSE_MS)
        return tryTwice(operation, true)
      }
      if (!(error instanceof Late)) await sleep(PAUSE_MS)
      return inTime(operation)
    }
  }

  const failed = (operation: string) => (cause: unknown) => {
    throw new StoreError(operation, cause)
  }

  return {
    get: (keys) => tryTwice(() => store.get(keys)).catch(failed('get')),
    put: (key, value, options) => tryTwice(() => store.put(key, value, options)).catch(failed('put')),
    delete: (key) => tryTwice(() => store.delete(key)).catch(failed('delete')),
    async *list(prefix) {
      const begin = async () => {
        const items = store.list(prefix)[Symbol.asyncIterator]()
        return { items, first: await items.next() }
      }
      const { items, first } = await tryTwice(begin).catch(failed('list'))
      for (let next = first; !next.done; next = await inTime(() => items.next()).catch(failed('list'))) {
        yield next.value
      }
    },
    ...(store.writeIntervalMs !== undefined && { writeIntervalMs: store.writeIntervalMs }),
  }
}
