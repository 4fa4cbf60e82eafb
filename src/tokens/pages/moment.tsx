// A point in time in words, with its date. Computed here, because the page has no script.
import { type Clock, DAY_MS, formatDate, formatDateTime } from '../../ui/time.ts'

/** Created when first used: it is costly when the Worker starts. The pages are in English. */
let relativeFormat: Intl.RelativeTimeFormat | null = null

const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS

/** Use the largest unit that keeps the number readable. */
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
  relativeFormat ??= new Intl.RelativeTimeFormat('en', { numeric: 'auto' })
  return relativeFormat.format(Math.round(away / size), unit)
}

/** Two moments, with the time of the day where the day alone would not tell them apart. */
export function formatDistinct(one: number, other: number, clock: Clock): [string, string] {
  const write = formatDate(one, clock) === formatDate(other, clock) ? formatDateTime : formatDate
  return [write(one, clock), write(other, clock)]
}

/** "2 hours", or another length of time. @param ms milliseconds */
export const lengthOf = (ms: number) => relative(ms, 0).replace(/^in /, '')

/** "in 12 days (Dec 3, 2026)", or with the time of the day in it. */
export function Moment({ ms, clock, exact = false }: { ms: number; clock: Clock; exact?: boolean }) {
  return (
    <>
      {relative(ms, clock.now)}{' '}
      <time class="quiet" datetime={new Date(ms).toISOString()} lang={clock.locale}>
        ({(exact ? formatDateTime : formatDate)(ms, clock)})
      </time>
    </>
  )
}
