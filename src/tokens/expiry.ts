// A token's expiration: a number of days from now, or the end of a day (midnight UTC).
import { DAY_MS, dayOf } from '../ui/time.ts'

export const EXPIRY_DAYS = [7, 30, 60, 90]
/** The longest that the service itself offers. */
const MAX_DAYS = 365

export const SOON_DAYS = 14

/** What the form says: a number of days, `date`, or `keep`. */
export type TypedExpiry = { choice: string; date: string }

/** Milliseconds, or what is wrong with it; `keep` says no time. @param now milliseconds */
export function readExpiry({ choice, date }: TypedExpiry, now: number): number | { problem: string } {
  const days = EXPIRY_DAYS.find((each) => String(each) === choice)
  if (days !== undefined) return now + days * DAY_MS
  if (choice !== 'date') return { problem: 'Choose an expiration date.' }
  if (date === '') return { problem: 'Choose a date, or a number of days.' }
  const day = /^\d{4}-\d{2}-\d{2}$/.test(date) ? Date.parse(`${date}T00:00:00Z`) : Number.NaN
  // The 30th of February parses, as the 1st or 2nd of March.
  if (Number.isNaN(day) || dayOf(day) !== date) {
    return { problem: 'That isn’t a valid date. Enter year, month and day, such as 2030-02-28.' }
  }
  if (date < dayOf(now)) return { problem: 'That date is in the past.' }
  if (date > lastDay(now))
    return { problem: `A token can be valid for a year at most, until ${lastDay(now)}.` }
  return day + DAY_MS - 1000
}

/** As forms write it. @param now milliseconds */
export const lastDay = (now: number) => dayOf(now + MAX_DAYS * DAY_MS)

export const endsSoon = (validTo: number, now: number) => validTo > now && validTo <= now + SOON_DAYS * DAY_MS
