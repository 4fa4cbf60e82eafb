// Sessions that this isolate has just read or written, so that a busy page costs no read of the store; and what it saw ending.
import type { SessionRecord, UseRecord } from './record.ts'
import { markersOf } from './revocation.ts'
import type { SessionToken } from './session-token.ts'

/**
 * A session as an isolate holds it: one for all requests, so that what one of them learns, the others have. Times are
 * milliseconds.
 */
export type StoredSession = {
  readonly id: string
  readonly token: SessionToken
  record: SessionRecord
  use: UseRecord
  /** The last write of `use`, and whether it is older than what is here. */
  writtenAt: number
  unsaved: boolean
  /** A request is writing, until then at the latest. */
  writingUntil: number
  /** By API: a request is asking Entra for a token, until then at the latest. */
  refreshingUntil: Map<string, number>
  /** Entra is not asked again before this time whether the account is still valid. */
  vouchAgainAt: number
}

/** @param stored as it is in the store, just read or about to be written */
export function newStoredSession(
  stored: Pick<StoredSession, 'id' | 'token' | 'record' | 'use'>,
): StoredSession {
  // All requests of the session share it: a role that an app adds would be there at the next.
  Object.freeze(Object.freeze(stored.record.identity).roles)
  return {
    ...stored,
    unsaved: false,
    writingUntil: 0,
    refreshingUntil: new Map(),
    vouchAgainAt: 0,
    // Another isolate may have written it a moment ago.
    writtenAt: Math.min(stored.use.lastUsedAt * 1000, Date.now()),
  }
}

const TTL_SECONDS = 30
/** KV may return the old state for another minute, so an isolate that saw the end remembers it for longer. */
const ENDED_TTL_SECONDS = 120
const MAX_ENTRIES = 1000

const endedName = (user: string, id: string) => `${user} ${id}`

export type SessionCache = ReturnType<typeof createSessionCache>

/** Keyed by the cookie's value. */
export function createSessionCache() {
  const live = new Map<string, { until: number; value: StoredSession }>()
  const ended = new Map<string, number>()
  const markers = new Map<string, { until: number; text: string }>()
  return {
    get(token: string, now: number): StoredSession | null {
      const entry = live.get(token)
      return entry && now < entry.until ? entry.value : null
    },

    /** What was read from the store just now. What this isolate wrote since stays: the store may lag. */
    set(token: string, read: StoredSession, now: number): StoredSession {
      const known = live.get(token)?.value
      if (known) {
        known.record = read.record
        if (read.use.lastUsedAt > known.use.lastUsedAt) known.use = read.use
      }
      const value = known ?? read
      live.delete(token)
      live.set(token, { until: now + TTL_SECONDS * 1000, value })
      evictOldest(live, MAX_ENTRIES)
      return value
    },

    forget(token: string): void {
      live.delete(token)
    },

    /** Only the user's own: an id may come from a form, and be that of another user's session. */
    end(user: string, ids: string[], now: number): void {
      for (const [token, { value }] of live) {
        if (value.token.user === user && ids.includes(value.id)) live.delete(token)
      }
      for (const id of ids) ended.set(endedName(user, id), now + ENDED_TTL_SECONDS * 1000)
      evictOldest(ended, MAX_ENTRIES)
    },

    /** Whether this isolate saw the session end. */
    hasEnded(user: string, id: string, now: number): boolean {
      return now < (ended.get(endedName(user, id)) ?? 0)
    },

    mark(name: string, text: string, now: number): void {
      markers.delete(name)
      markers.set(name, { until: now + ENDED_TTL_SECONDS * 1000, text })
      evictOldest(markers, MAX_ENTRIES)
    },

    /** The markers that this isolate wrote and this session heeds. */
    marked(token: SessionToken, now: number): string[] {
      if (markers.size === 0) return []
      return markersOf(token).flatMap((name) => {
        const marker = markers.get(name)
        return marker && now < marker.until ? [marker.text] : []
      })
    },
  }
}

/** Caches are bounded, because an isolate's 128 MB are shared by everybody. Removes the entries that were added first. */
export function evictOldest<K>(map: Map<K, unknown> | Set<K>, maxEntries: number): void {
  for (const key of map.keys()) {
    if (map.size <= maxEntries) return
    map.delete(key)
  }
}
