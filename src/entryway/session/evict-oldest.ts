// What an isolate remembers is bounded: its 128 MB are shared by everybody.

/** Removes what was added first, until `most` are left. */
export function dropOldest<K>(memory: Map<K, unknown> | Set<K>, most: number): void {
  for (const key of memory.keys()) {
    if (memory.size <= most) return
    memory.delete(key)
  }
}
