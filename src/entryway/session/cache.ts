// What this isolate has just read or written, so that a busy page costs no KV read. Plain data, few, and soon forgotten.
import { bySettings } from '../settings/cache-per-settings.ts'
import type { Settings } from '../settings/settings.ts'
import { dropOldest } from './evict-oldest.ts'
import type { SessionRecord, UseRecord } from './record.ts'

export type Remembered = { id: string; session: SessionRecord; use: UseRecord }

const REMEMBER_SECONDS = 30
/** KV may go on serving a deleted key for a minute; an isolate that saw the sign-out knows better for longer. */
const REMEMBER_ENDED_SECONDS = 120
const MOST = 1000

type Entry = { until: number; value: Remembered }
type Memory = { live: Map<string, Entry>; ended: Map<string, number> }

const memoryOf = bySettings((): Memory => ({ live: new Map(), ended: new Map() }))

/** @param now milliseconds */
export function recall(settings: Settings, token: string, now: number): Remembered | null {
  const entry = memoryOf(settings).live.get(token)
  return entry && now < entry.until ? entry.value : null
}

/** Remembers what was read from KV, counted from then; a session that ended here meanwhile stays ended. */
export function remember(settings: Settings, token: string, value: Remembered, now: number): void {
  const { live, ended } = memoryOf(settings)
  if (ended.has(value.id)) return
  live.delete(token)
  live.set(token, { until: now + REMEMBER_SECONDS * 1000, value })
  dropOldest(live, MOST)
}

/** Replaces what is remembered without making it younger, so that KV is still asked every half minute. */
export function amend(settings: Settings, token: string, use: UseRecord): void {
  const entry = memoryOf(settings).live.get(token)
  if (entry) entry.value = { ...entry.value, use }
}

export function forget(settings: Settings, ids: string[], now: number): void {
  const { live, ended } = memoryOf(settings)
  for (const [token, { value }] of live) if (ids.includes(value.id)) live.delete(token)
  for (const id of ids) ended.set(id, now + REMEMBER_ENDED_SECONDS * 1000)
  dropOldest(ended, MOST)
}

/** Whether this isolate saw the session end. */
export function hasEnded(settings: Settings, id: string, now: number): boolean {
  return now < (memoryOf(settings).ended.get(id) ?? 0)
}
