// A day, and a moment written in UTC: without a script no page can know the visitor's clock.

export const DAY_MS = 86_400_000

/** "2026-12-03". @param ms milliseconds */
export const dayOf = (ms: number) => new Date(ms).toISOString().slice(0, 10)

/** "22:56 UTC". @param ms milliseconds */
export const clockOf = (ms: number) => `${new Date(ms).toISOString().slice(11, 16)} UTC`
