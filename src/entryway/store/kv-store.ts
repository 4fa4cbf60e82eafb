// Workers KV as a session store. A change takes up to a minute to be visible at other locations.
import type { SessionStore, StoreMetadata } from './session-store.ts'

/** What is used of a `KVNamespace`, so that an app may have its type from wherever it has it. */
type Kv = {
  get(keys: string[]): Promise<Map<string, string | null>>
  put(
    key: string,
    value: string,
    options: { expirationTtl: number; metadata?: StoreMetadata },
  ): Promise<unknown>
  delete(key: string): Promise<void>
  list(options: { prefix: string; cursor: string | null }): Promise<Page>
}
type Page = { keys: { name: string; metadata?: unknown }[] } & (
  | { list_complete: true }
  | { list_complete: false; cursor: string }
)

/** KV rejects a shorter one. */
const MIN_TTL_SECONDS = 60
/** KV accepts one write per second and key, and rejects the next (429). */
const WRITE_INTERVAL_MS = 1000

/**
 * @param kv the binding; if the deployed Worker lacks it, the settings page says so
 * @param binding its name in wrangler.toml, for that page
 */
export function kvStore(kv: Kv, binding = 'SESSIONS'): SessionStore {
  const isBound = typeof kv === 'object' && kv !== null
  return {
    async get(keys) {
      const values = await kv.get([...keys])
      return keys.map((key) => values.get(key) ?? null)
    },
    async put(key, value, { ttlSeconds, metadata }) {
      const expirationTtl = Math.max(MIN_TTL_SECONDS, Math.ceil(ttlSeconds))
      await kv.put(key, value, { expirationTtl, ...(metadata && { metadata }) })
    },
    delete: (key) => kv.delete(key),
    async *list(prefix) {
      let cursor: string | null = null
      do {
        const page: Page = await kv.list({ prefix, cursor })
        for (const { name, metadata } of page.keys) {
          yield { key: name, metadata: (metadata as StoreMetadata | undefined) ?? null }
        }
        cursor = page.list_complete ? null : page.cursor
      } while (cursor !== null)
    },
    writeIntervalMs: WRITE_INTERVAL_MS,
    ...(!isBound && {
      problem: {
        variable: binding,
        problem: 'is not bound',
        expected: `a [[kv_namespaces]] entry with binding = "${binding}" in wrangler.toml`,
      },
    }),
  }
}
