// When the app's own credential expires. After that, nobody can sign in.
import type { Settings } from './settings/settings.ts'

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
