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

/** How long an answer takes on the test's clock. What is no timer goes on by itself in between. */
export async function timed(answer: Promise<Response>): Promise<{ status: number; seconds: number }> {
  let response: Response | null = null
  void answer.then((done) => {
    response = done
  })
  for (let tenths = 0; tenths <= 300; tenths++) {
    await scheduler.wait(2)
    if (response) return { status: (response as Response).status, seconds: tenths / 10 }
    await vi.advanceTimersByTimeAsync(100)
  }
  throw new Error('no answer within 30 seconds')
}
