// A session store in memory, for tests and for trying things out: it is empty again after a restart, and each isolate has its own.
import type { SessionStore, StoreMetadata } from './session-store.ts'

type Entry = { value: string; metadata: StoreMetadata | null; expiresAt: number }

/** @param now milliseconds; for tests */
export function memoryStore({ now = Date.now }: { now?: () => number } = {}): SessionStore {
  const entries = new Map<string, Entry>()
  const evictExpired = () => {
    for (const [key, { expiresAt }] of entries) if (expiresAt <= now()) entries.delete(key)
  }
  return {
    async get(keys) {
      evictExpired()
      return keys.map((key) => entries.get(key)?.value ?? null)
    },
    async put(key, value, { ttlSeconds, metadata = null }) {
      evictExpired()
      entries.set(key, { value, metadata, expiresAt: now() + ttlSeconds * 1000 })
    },
    async delete(key) {
      entries.delete(key)
    },
    async *list(prefix) {
      evictExpired()
      for (const [key, { metadata }] of [...entries]) if (key.startsWith(prefix)) yield { key, metadata }
    },
  }
}
