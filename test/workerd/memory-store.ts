// A session store in memory.
import type { SessionStore, StoreMetadata } from '../../src/entryway/index.ts'

type Entry = { value: string; metadata: StoreMetadata | null; expiresAt: number }

export function memoryStore(): SessionStore {
  const entries = new Map<string, Entry>()
  const evictExpired = () => {
    for (const [key, { expiresAt }] of entries) if (expiresAt <= Date.now()) entries.delete(key)
  }
  return {
    async get(keys) {
      evictExpired()
      return keys.map((key) => entries.get(key)?.value ?? null)
    },
    async put(key, value, { ttlSeconds, metadata = null }) {
      entries.set(key, { value, metadata, expiresAt: Date.now() + ttlSeconds * 1000 })
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
