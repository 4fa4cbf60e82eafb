// Creates a value when it is first needed, because the first visitor waits for a Worker's startup.

/** `create`, called at most once. */
export function once<T>(create: () => T): () => T {
  let created: { value: T } | null = null
  return () => {
    created ??= { value: create() }
    return created.value
  }
}
