// Sessions that this isolate has just read or written, so that a busy page costs no read of the store.
import { evictOldest } from './evict-oldest.ts'
import type { SessionRecord, UseRecord } from './record.ts'

export type CachedSession = { id: string; session: SessionRecord; use: UseRecord }

const TTL_SECONDS = 30
/** KV may serve a deleted key for another minute; an isolate that saw the sign-out knows better for longer. */
const REVOKED_TTL_SECONDS = 120
const MAX_ENTRIES = 1000

type Entry = { until: number; value: CachedSession }

export type SessionCache = ReturnType<typeof createSessionCache>

/** Keyed by the cookie's token; times are milliseconds. */
export function createSessionCache() {
  const live = new Map<string, Entry>()
  const revoked = new Map<string, number>()
  return {
    get(token: string, now: number): CachedSession | null {
      const entry = live.get(token)
      return entry && now < entry.until ? entry.value : null
    },

    /** What was read from the store just now; a session that ended here meanwhile stays ended. */
    set(token: string, value: CachedSession, now: number): void {
      if (revoked.has(value.id)) return
      live.delete(token)
      live.set(token, { until: now + TTL_SECONDS * 1000, value })
      evictOldest(live, MAX_ENTRIES)
    },

    /** Replaces the use record without extending the TTL, so that the store is still asked every half minute. */
    update(token: string, use: UseRecord): void {
      const entry = live.get(token)
      if (entry) entry.value = { ...entry.value, use }
    },

    revoke(ids: string[], now: number): void {
      for (const [token, { value }] of live) if (ids.includes(value.id)) live.delete(token)
      for (const id of ids) revoked.set(id, now + REVOKED_TTL_SECONDS * 1000)
      evictOldest(revoked, MAX_ENTRIES)
    },

    /** Whether this isolate saw the session end. */
    isRevoked(id: string, now: number): boolean {
      return now < (revoked.get(id) ?? 0)
    },
  }
}
