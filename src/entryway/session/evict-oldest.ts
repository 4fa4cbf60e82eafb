// Caches are bounded: an isolate's 128 MB are shared by everybody.

/** Removes the entries that were added first, until `maxEntries` are left. */
export function evictOldest<K>(map: Map<K, unknown> | Set<K>, maxEntries: number): void {
  for (const key of map.keys()) {
    if (map.size <= maxEntries) return
    map.delete(key)
  }
}
