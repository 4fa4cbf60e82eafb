// When the app's own credential expires, after which nobody can sign in; and the daily look at it, which warns before.
import { fetchText, OutboundError } from './http/outbound.ts'
import type { Settings } from './settings/settings.ts'
import type { Task } from './task.ts'

type CredentialExpiry = {
  kind: 'certificate' | 'secret'
  /** As 2027-05-27T08:00:00.000Z. */
  expires: string
  /** Calendar days in UTC, so that a daily look sees each number once: 0 = today, negative = it is over. */
  days: number
}

const DAY_MS = 86_400_000

/**
 * The credential that expires first.
 * @param now milliseconds
 * @returns null when CLIENT_SECRET_EXPIRES is not set and there is no certificate
 */
export function credentialExpiry(
  { credentials, secretExpiresAt }: Pick<Settings, 'credentials' | 'secretExpiresAt'>,
  now: number,
): CredentialExpiry | null {
  const ends = credentials.flatMap((credential) => {
    const { kind } = credential
    const end = kind === 'certificate' ? credential.certificate.notAfter : secretExpiresAt
    return end === null ? [] : [{ kind, end }]
  })
  const [first] = ends.sort((one, other) => one.end - other.end)
  if (!first) return null
  const { kind, end } = first
  return { kind, expires: new Date(end).toISOString(), days: dayOf(end) - dayOf(now) }
}

const dayOf = (ms: number) => Math.floor(ms / DAY_MS)

/** How urgent it is: a warning from 30 days before, an error from 7. */
export function urgencyOf({ days }: { days: number }): 'ok' | 'warning' | 'error' {
  if (days <= 7) return 'error'
  return days <= 30 ? 'warning' : 'ok'
}

/** A few alerts are read, one every day is not. */
const ALERT_DAYS = [30, 7, 1, 0]

const ROTATE = 'Run npm run register -- --rotate, and give the Worker the new one.'

/** A line in the log while it is about to expire, and an alert on some of the days. @param now milliseconds */
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
    fix: ROTATE,
  })
  const { alertWebhook, origin } = task.settings
  if (alertWebhook === null || !ALERT_DAYS.includes(days)) return
  const left = days === 0 ? 'today' : `in ${days} ${days === 1 ? 'day' : 'days'}`
  const text = `The client ${kind} of ${origin} expires ${left} (${expires.slice(0, 10)}). ${ROTATE}`
  const reason = await post(alertWebhook, text)
  if (reason !== null) task.log('alert_failed', { reason, fixableBy: 'operator', fix: 'check ALERT_WEBHOOK' })
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
