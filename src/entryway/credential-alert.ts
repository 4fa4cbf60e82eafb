// The daily look at the app's own credential: a line in the log while it is about to expire, and an alert on some of the days.
import { credentialExpiry, urgencyOf } from './credential-expiry.ts'
import { fetchText, OutboundError } from './http/outbound.ts'
import type { Task } from './instance.ts'

/** A few alerts are read, one every day is not. */
const ALERT_DAYS = [30, 7, 1, 0]

const ROTATE = 'Run npm run register -- --rotate, and give the Worker the new one.'

/** @param now milliseconds */
export async function warnBeforeExpiry(task: Task, now: number): Promise<void> {
  const expiry = credentialExpiry(task.settings, now)
  if (!expiry) return
  const { kind, expires, days } = expiry
  const urgency = urgencyOf(expiry)
  if (urgency === 'ok') return
  task.log('credential_expires', {
    ...(urgency === 'error' && { level: 'error' }),
    reason: kind,
    days,
    expires,
    fixableBy: 'operator',
    operator: ROTATE,
  })
  const { alertWebhook, origin } = task.settings
  if (alertWebhook === null || !ALERT_DAYS.includes(days)) return
  const left = days === 0 ? 'today' : `in ${days} ${days === 1 ? 'day' : 'days'}`
  const text = `The client ${kind} of ${origin} expires ${left} (${expires.slice(0, 10)}). ${ROTATE}`
  const reason = await post(alertWebhook, text)
  if (reason !== null)
    task.log('alert_failed', { reason, fixableBy: 'operator', operator: 'check ALERT_WEBHOOK' })
}

/** @returns why it failed, in a fixed word; null = it was accepted */
async function post(url: string, text: string): Promise<string | null> {
  try {
    const { status } = await fetchText(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ text }),
    })
    return status >= 200 && status < 300 ? null : `status_${status}`
  } catch (error) {
    if (error instanceof OutboundError) return error.fault
    throw error
  }
}
