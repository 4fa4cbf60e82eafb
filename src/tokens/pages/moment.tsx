// A moment as a person says it, with its date: computed here, because the page has no script.
import { clockOf, DAY_MS } from '../../ui/time.ts'

/** Made when first used: together they are two thirds of what it costs to start the Worker. */
let formats: { date: Intl.DateTimeFormat; relative: Intl.RelativeTimeFormat } | null = null

function formatsOf() {
  formats ??= {
    date: new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeZone: 'UTC' }),
    relative: new Intl.RelativeTimeFormat('en', { numeric: 'auto' }),
  }
  return formats
}

const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS

/** A unit is used until the next one says it shorter. */
const UNITS: [unit: Intl.RelativeTimeFormatUnit, ms: number, below: number][] = [
  ['minute', MINUTE_MS, HOUR_MS],
  ['hour', HOUR_MS, DAY_MS],
  ['day', DAY_MS, 60 * DAY_MS],
  ['month', 30.44 * DAY_MS, 730 * DAY_MS],
  ['year', 365.25 * DAY_MS, Number.POSITIVE_INFINITY],
]

/** "in 12 days". @param ms, now milliseconds */
function relative(ms: number, now: number): string {
  const away = ms - now
  const [unit, size] = UNITS.find(([, , below]) => Math.abs(away) < below) ?? ['year', 365.25 * DAY_MS]
  return formatsOf().relative.format(Math.round(away / size), unit)
}

export const dateOf = (ms: number) => formatsOf().date.format(ms)

const timeOf = (ms: number) => `${dateOf(ms)}, ${clockOf(ms)}`

/** Two moments, with the time of the day where the day alone would not tell them apart. */
export function apart(one: number, other: number): [string, string] {
  const write = dateOf(one) === dateOf(other) ? timeOf : dateOf
  return [write(one), write(other)]
}

/** "2 hours", or another length of time. @param ms milliseconds */
export const lengthOf = (ms: number) => relative(ms, 0).replace(/^in /, '')

/** "in 12 days (3 Dec 2026)", or with the time of the day in it. */
export function Moment({ ms, now, exact = false }: { ms: number; now: number; exact?: boolean }) {
  return (
    <>
      {relative(ms, now)}{' '}
      <time class="quiet" datetime={new Date(ms).toISOString()}>
        ({exact ? timeOf(ms) : dateOf(ms)})
      </time>
    </>
  )
}
