// How long a secret or a certificate lasts.

export const DAY_MS = 86_400_000

/** Entra's admin center offers no more for a secret. */
export const LONGEST_LIFETIME_DAYS = 730

/** Long enough to make a new one before the old one ends, holidays included. */
const NOTICE_DAYS = 30

/** Then it is the last moment. */
const URGENT_DAYS = 7

/** As 2027-05-20. */
export const dateOf = (milliseconds: number): string => new Date(milliseconds).toISOString().slice(0, 10)

/** `words` follow its name; `isSoon`: it is time for a new one. */
export function remaining(endsAt: number, now: number): { words: string; isSoon: boolean; isUrgent: boolean } {
  const days = Math.floor((endsAt - now) / DAY_MS)
  const left = days < 1 ? 'less than a day' : days === 1 ? 'one day' : `${days} days`
  return { words: `expires on ${dateOf(endsAt)} (${left} left)`, isSoon: days < NOTICE_DAYS, isUrgent: days < URGENT_DAYS }
}
