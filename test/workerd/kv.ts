// A real KV namespace that writes down what was asked of it, and can be told to fail.
import { kvStore, type SessionStore } from '../../src/entryway/index.ts'

export type KvOperation = 'get' | 'put' | 'delete' | 'list'

export class RecordedKv {
  /** What the app did, as `put session:…`; one line for each call. */
  readonly operations: string[] = []
  /** Operations that answer with an error; a key prefix narrows it: `put use:`. */
  readonly failing = new Set<string>()
  /** How many operations the real KV has not answered yet. */
  pending = 0
  readonly namespace: KVNamespace
  readonly #real: KVNamespace

  constructor(real: KVNamespace) {
    this.#real = real
    const record = (operation: KvOperation, subject: string) => {
      this.operations.push(`${operation} ${subject}`)
      const fails = [...this.failing].some((each) => `${operation} ${subject}`.startsWith(each))
      if (fails) throw new Error(`KV ${operation} failed: 503 Service Unavailable`)
    }
    const ask = async (answer: Promise<unknown>) => {
      this.pending += 1
      return answer.finally(() => {
        this.pending -= 1
      })
    }
    this.namespace = new Proxy(real, {
      get(target, property) {
        if (property === 'list') {
          return async (options?: KVNamespaceListOptions) => {
            record('list', options?.prefix ?? '')
            return ask(target.list(options))
          }
        }
        if (property !== 'get' && property !== 'put' && property !== 'delete')
          return Reflect.get(target, property)
        return async (key: string | string[], ...rest: unknown[]) => {
          record(property, Array.isArray(key) ? key.join(' ') : key)
          return ask(Reflect.apply(Reflect.get(target, property), target, [key, ...rest]))
        }
      },
    })
  }

  /** How many of each operation there were. */
  counts(): Record<KvOperation, number> {
    const counts = { get: 0, put: 0, delete: 0, list: 0 }
    for (const line of this.operations) counts[line.split(' ')[0] as KvOperation] += 1
    return counts
  }

  /** The records and markers that are there, by prefix, in the real namespace; not the tombstones of sessions that ended young. */
  async keys(prefix = ''): Promise<string[]> {
    const { keys } = await this.#real.list<{ ended?: number }>({ prefix })
    return keys.flatMap(({ name, metadata }) => (metadata?.ended ? [] : [name]))
  }

  /** The real namespace, for planting and reading behind the app's back. */
  get real(): KVNamespace {
    return this.#real
  }

  async empty(): Promise<void> {
    await emptyKv(this.#real)
  }
}

export async function emptyKv(kv: KVNamespace): Promise<void> {
  const { keys, list_complete } = await kv.list()
  await Promise.all(keys.map(({ name }) => kv.delete(name)))
  if (!list_complete) await emptyKv(kv)
}

/** The KV on this machine takes writes as they come, so no test has to wait between two, unless its KV is throttled. */
export function storeOf(env: { SESSIONS: KVNamespace; KV_IS_THROTTLED?: boolean }): SessionStore {
  const store = kvStore(env.SESSIONS)
  return env.KV_IS_THROTTLED ? store : { ...store, writeIntervalMs: 0 }
}
