// Lifetimes of secrets and certificates.

export const DAY_MS = 86_400_000

/** The maximum that Entra's admin center offers for a secret. */
export const LONGEST_LIFETIME_DAYS = 730

/** Long enough to rotate before expiration, holidays included. */
const NOTICE_DAYS = 30

const URGENT_DAYS = 7

/** Format: 2027-05-20. */
export const dateOf = (milliseconds: number): string => new Date(milliseconds).toISOString().slice(0, 10)

/** `words` follow the credential's name; `isSoon`: time to rotate. */
export function remaining(endsAt: number, now: number): { words: string; isSoon: boolean; isUrgent: boolean } {
  const days = Math.floor((endsAt - now) / DAY_MS)
  const left = days < 1 ? 'less than a day' : days === 1 ? 'one day' : `${days} days`
  return { words: `expires on ${dateOf(endsAt)} (${left} left)`, isSoon: days < NOTICE_DAYS, isUrgent: days < URGENT_DAYS }
}
