// Workers KV as Cloudflare describes it, over the real one: two locations, each with what it has cached, on a clock of the test's.
// Source: Cloudflare, "How KV works" (values and misses are cached for cacheTtl, 60 s), "Limits" (one write a second of a key,
// 1,000 operations a request).
import { env as bindings } from 'cloudflare:workers'
import { onTestFinished } from 'vitest'
import { emptyKv } from './kv.ts'

const CACHED_SECONDS = 60
type Read = { at: number; value: string | null }
type Listing = { at: number; page: KVNamespaceListResult<unknown, string> }

export type Weather = {
  /** Of an operation: it fails with 503. */
  errorRate: number
  /** Nothing answers. */
  hangs: boolean
  /** Every other operation of a kind answers not at all, and the next only after so many seconds. */
  slowSeconds: number
}

/** Deterministic: the same sequence in every run. */
function dice(seed: number): () => number {
  let state = seed
  return () => {
    state = (state * 1_664_525 + 1_013_904_223) % 2 ** 32
    return state / 2 ** 32
  }
}

export class LaggingKv {
  readonly weather: Weather = { errorRate: 0, hangs: false, slowSeconds: 0 }
  /** `put session:…`, with the location. */
  readonly operations: string[] = []
  /** Writes that were refused because the key had been written within the second. */
  readonly refusedWrites: string[] = []
  readonly #writtenAt = new Map<string, number>()
  readonly #random = dice(20_261_128)
  /** Locations that do not hear of what is new under a prefix, and cache the miss. */
  readonly #hidden = new Map<string, string>()
  /** How many operations the real KV has not answered yet. */
  pending = 0
  /** For writing behind the app's back, as an operator does. */
  readonly real = bindings.SESSIONS as KVNamespace

  constructor() {
    onTestFinished(() => emptyKv(this.real), 60_000)
  }

  /** The namespace as one location sees it. */
  at(location: string): KVNamespace {
    const reads = new Map<string, Read>()
    const listings = new Map<string, Listing>()
    const real = this.real
    const isFresh = ({ at }: { at: number }) => Date.now() - at < CACHED_SECONDS * 1000
    const read = async (key: string): Promise<string | null> => {
      const known = reads.get(key)
      if (known && isFresh(known)) return known.value
      const hidden = this.#hidden.get(location)
      const value = hidden !== undefined && key.startsWith(hidden) ? null : await this.#ask(real.get(key))
      reads.set(key, { at: Date.now(), value })
      return value
    }
    const namespace = {
      get: async (keys: string[]) => {
        await this.#suffer(`${location} get`, keys.join(' '))
        const values = await Promise.all(keys.map(async (key) => [key, await read(key)] as const))
        this.#hidden.delete(location)
        return new Map(values)
      },
      put: async (key: string, value: string, options?: KVNamespacePutOptions) => {
        await this.#suffer(`${location} put`, key)
        const now = Date.now()
        if (now - (this.#writtenAt.get(key) ?? 0) < 1000) {
          this.refusedWrites.push(key)
          throw new Error('KV PUT failed: 429 Too Many Requests')
        }
        this.#writtenAt.set(key, now)
        await this.#ask(real.put(key, value, options))
        reads.set(key, { at: now, value })
      },
      delete: async (key: string) => {
        await this.#suffer(`${location} delete`, key)
        await this.#ask(real.delete(key))
        reads.set(key, { at: Date.now(), value: null })
      },
      list: async (options: KVNamespaceListOptions = {}) => {
        await this.#suffer(`${location} list`, options.prefix ?? '')
        const name = `${options.prefix ?? ''} ${options.cursor ?? ''}`
        const known = listings.get(name)
        if (known && isFresh(known)) return known.page
        const page = await this.#ask(real.list(options))
        listings.set(name, { at: Date.now(), page })
        return page
      },
    }
    return namespace as unknown as KVNamespace
  }

  /** The next read of a location misses, as while a write is on its way there; of keys that begin so. */
  hide(location: string, prefix = ''): void {
    this.#hidden.set(location, prefix)
  }

  async #ask<T>(answer: Promise<T>): Promise<T> {
    this.pending += 1
    try {
      return await answer
    } finally {
      this.pending -= 1
    }
  }

  async #suffer(operation: string, subject: string): Promise<void> {
    this.operations.push(`${operation} ${subject}`)
    if (this.weather.hangs) await new Promise(() => undefined)
    if (this.weather.slowSeconds > 0) {
      const tries = this.operations.filter((line) => line === `${operation} ${subject}`).length
      if (tries % 2 === 1) await new Promise(() => undefined)
      await new Promise((resolve) => setTimeout(resolve, this.weather.slowSeconds * 1000))
    }
    if (this.#random() < this.weather.errorRate) throw new Error('KV failed: 503 Service Unavailable')
  }
}
