// Where sessions are kept: the one interface of the core. kv-store.ts and memory-store.ts implement it; contract.ts tests one.

/** Returned with a key in a listing, so that a list needs no further reads. At most 1 KiB as JSON. */
export type StoreMetadata = Record<string, string | number>

/**
 * Texts under keys of up to 200 characters (`a-z`, `A-Z`, `0-9`, `-`, `_`, `:`), each with a time to live. Values are
 * sealed before they come here, so a store needs no encryption of its own. A method that cannot do its work rejects: that is
 * neither "signed in" nor "signed out", and becomes a 503.
 */
export type SessionStore = {
  /** The values of at most 10 keys, in one round trip and in their order; null where there is none. */
  get(keys: readonly string[]): Promise<(string | null)[]>
  /** Creates or replaces. A store may keep a value for longer than `ttlSeconds`, never for less. */
  put(key: string, value: string, options: { ttlSeconds: number; metadata?: StoreMetadata }): Promise<void>
  /** Deletes; a key that is not there is no error. */
  delete(key: string): Promise<void>
  /** All keys that begin with `prefix`, loaded page by page. May lag behind `put` and `delete`. */
  list(prefix: string): AsyncIterable<{ key: string; metadata: StoreMetadata | null }>
  /** The least milliseconds between two writes of one key, where the store rejects the second; the core waits for so long. */
  readonly writeIntervalMs?: number
  /** A problem with the store's setup. It is shown with the settings, and the store is not used. */
  readonly problem?: { variable: string; problem: string; expected: string }
}
