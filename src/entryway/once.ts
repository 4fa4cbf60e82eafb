// What a request may never need is created when one does: a Worker's start-up is on the way of the first visitor.

/** `create`, called at most once. */
export function once<T>(create: () => T): () => T {
  let created: { value: T } | null = null
  return () => {
    created ??= { value: create() }
    return created.value
  }
}
