// Waiting for a while, and no longer than that.

export const sleep = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms))

/** What `work` gives, unless that takes longer than `ms`: then it throws what `late` makes. The work itself goes on. */
export async function within<T>(ms: number, work: Promise<T>, late: () => Error): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | null = null
  const deadline = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(late()), ms)
  })
  try {
    return await Promise.race([work, deadline])
  } finally {
    if (timer !== null) clearTimeout(timer)
  }
}
