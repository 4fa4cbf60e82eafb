// The clock that a local Entra lives by: that of the machine, moved.

export type Clock = {
  /** Milliseconds. */
  now(): number
  /** Goes on from this moment: milliseconds, a Date or ISO 8601. Throws RangeError. */
  set(moment: number | Date | string): void
  /** Throws RangeError when `seconds` is no number; a negative one goes back. */
  advance(seconds: number): void
  /** The machine's time again. */
  reset(): void
}

/** @param base the machine's, in milliseconds */
export function createClock(base: () => number): Clock {
  let offset = 0
  const finite = (milliseconds: number, what: string) => {
    if (Number.isFinite(milliseconds)) return milliseconds
    throw new RangeError(what)
  }
  return {
    now: () => base() + offset,
    set(moment) {
      const wanted = moment instanceof Date ? moment.getTime() : new Date(moment).getTime()
      offset = finite(wanted, 'the moment is milliseconds, a Date or ISO 8601') - base()
    },
    advance(seconds) {
      offset += finite(seconds * 1000, 'seconds is a number')
    },
    reset() {
      offset = 0
    },
  }
}
