// Moments in the visitor's time zone and language: Cloudflare knows the one, the browser says the other, so no script is needed.
import { type Context, evictOldest } from '../entryway/index.ts'

export const DAY_MS = 86_400_000

/** "2026-12-03", in UTC: as date fields write it. @param ms milliseconds */
export const dayOf = (ms: number) => new Date(ms).toISOString().slice(0, 10)

/** How a visitor reads a moment. @property now milliseconds */
export type Clock = { now: number; locale: string; timeZone: string }

const UTC = { locale: 'en-US', timeZone: 'UTC' }

/** A language and perhaps a script and a region. Without extensions, which could ask for another calendar. */
const LOCALE = /^[a-z]{2,3}(?:-[a-z]{4})?(?:-(?:[a-z]{2}|\d{3}))?$/i

export function clockOf(c: Context): Clock {
  const [first = ''] = (c.req.header('accept-language') ?? '').split(/[,;]/)
  const { cf } = c.req.raw as { cf?: { timezone?: unknown } }
  const locale = LOCALE.test(first) && Intl.DateTimeFormat.supportedLocalesOf(first)[0]
  return {
    now: Date.now(),
    locale: locale || UTC.locale,
    timeZone: typeof cf?.timezone === 'string' && isTimeZone(cf.timezone) ? cf.timezone : UTC.timeZone,
  }
}

function isTimeZone(timeZone: string): boolean {
  if (zones.has(timeZone)) return true
  if (zones.size >= MAX_CACHED) return false
  try {
    new Intl.DateTimeFormat(UTC.locale, { timeZone })
  } catch {
    return false
  }
  zones.add(timeZone)
  return true
}

type Formats = { date: Intl.DateTimeFormat; dateTime: Intl.DateTimeFormat }

/** Formats are costly to create: created when first used, never when the Worker starts. */
const formats = new Map<string, Formats>()
const zones = new Set<string>()
/** There are some 600 zones. */
const MAX_CACHED = 600

function formatsFor({ locale, timeZone }: Clock): Formats {
  const key = `${locale} ${timeZone}`
  let found = formats.get(key)
  if (!found) {
    found = {
      date: new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeZone }),
      dateTime: new Intl.DateTimeFormat(locale, {
        year: 'numeric',
        month: 'short',
        day: 'numeric',
        hour: 'numeric',
        minute: '2-digit',
        timeZoneName: 'short',
        timeZone,
      }),
    }
    formats.set(key, found)
    evictOldest(formats, MAX_CACHED)
  }
  return found
}

/** "Dec 3, 2026". @param ms milliseconds */
export const formatDate = (ms: number, clock: Clock) => formatsFor(clock).date.format(ms)

/** "Dec 3, 2026, 10:56 PM UTC". @param ms milliseconds */
export const formatDateTime = (ms: number, clock: Clock) => formatsFor(clock).dateTime.format(ms)
