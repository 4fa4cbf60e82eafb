// The local Entra's clock: the machine's, with an offset.
import { parseMoment } from '../protocol/moment.ts'

export type Clock = {
  /** Milliseconds. */
  now(): number
  /** Milliseconds, a Date, or ISO 8601 with a time zone. Time then passes as usual. Throws RangeError. */
  set(moment: number | Date | string): void
  /** Seconds; negative to go back. Throws RangeError. */
  advance(seconds: number): void
  /** Back to the machine's time. */
  reset(): void
}

/** Tokens and pages write years with four digits. */
const MAX_MS = Date.UTC(9999, 0, 1)

function inRange(milliseconds: number | null, what: string): number {
  if (milliseconds !== null && milliseconds >= 0 && milliseconds < MAX_MS) return milliseconds
  throw new RangeError(what)
}

/** @param base the machine's, in milliseconds */
export function createClock(base: () => number): Clock {
  let offset = 0
  return {
    now: () => base() + offset,
    set(moment) {
      const wanted = typeof moment === 'string' ? parseMoment(moment) : Number(moment)
      const what = `set: ${moment} is not a time between 1970 and 9998: use milliseconds, a Date, or ISO 8601 such as 2026-01-31T12:00:00Z`
      offset = inRange(wanted, what) - base()
    },
    advance(seconds) {
      const what = `advanceSeconds: must be a number of seconds that leads to a time between 1970 and 9998, but is ${seconds}`
      const wanted = typeof seconds === 'number' ? base() + offset + seconds * 1000 : null
      offset = inRange(wanted, what) - base()
    },
    reset() {
      offset = 0
    },
  }
}
