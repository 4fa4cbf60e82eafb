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

/** How long an answer takes on the test's clock, which goes on to the next deadline whenever the store has nothing to do. */
export async function timed(
  answer: Promise<Response>,
  kv: { readonly pending: number },
): Promise<{ status: number; seconds: number }> {
  const begun = Date.now()
  let response: Response | null = null
  void answer.then((done) => {
    response = done
  })
  while (Date.now() - begun <= 30_000) {
    // All else that a request does has been done by then: only the store is in another process.
    do await scheduler.wait(1)
    while (kv.pending > 0)
    if (response) return { status: (response as Response).status, seconds: (Date.now() - begun) / 1000 }
    await vi.advanceTimersToNextTimerAsync()
  }
  throw new Error('no answer within 30 seconds')
}
