// A clock that stands still until it is moved.
import { onTestFinished, vi } from 'vitest'

export const MINUTE = 60
export const HOUR = 3600

/** Stops the clock on a whole second; `pass` moves it on. Only `Date` is changed: nothing waits. */
export function stopClock(): { pass: (seconds: number) => void } {
  vi.useFakeTimers({ toFake: ['Date'], now: Math.floor(Date.now() / 1000) * 1000 })
  onTestFinished(() => void vi.useRealTimers())
  return { pass: (seconds) => void vi.setSystemTime(Date.now() + seconds * 1000) }
}

/** Stops the clock and every deadline with it. */
export function stopDeadlines(): { pass: (seconds: number) => Promise<unknown> } {
  vi.useFakeTimers({ toFake: ['Date', 'setTimeout', 'clearTimeout'] })
  onTestFinished(() => void vi.useRealTimers())
  return { pass: (seconds) => vi.advanceTimersByTimeAsync(seconds * 1000) }
}
