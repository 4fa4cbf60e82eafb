// Moments in the visitor's time zone and language: Cloudflare knows the one, the browser says the other, so no script is needed.
import { type Context, evictOldest } from '../entryway/index.ts'

export const DAY_MS = 86_400_000

/** "2026-12-03", in UTC: as date fields write it. @param ms milliseconds */
export const dayOf = (ms: number) => new Date(ms).toISOString().slice(0, 10)

/** How a visitor reads a moment. @property now milliseconds */
export type Clock = { now: number; locale: string; timeZone: string }

const UTC = 'UTC'

/** A language and perhaps a script and a region. Without extensions, which could ask for another calendar. */
const LOCALE = /^[a-z]{2,3}(?:-[a-z]{4})?(?:-(?:[a-z]{2}|\d{3}))?$/i

export function clockOf(c: Context): Clock {
  const [first = ''] = (c.req.header('accept-language') ?? '').split(/[,;]/)
  const { cf } = c.req.raw as { cf?: { timezone?: unknown } }
  const locale = LOCALE.test(first) && Intl.DateTimeFormat.supportedLocalesOf(first)[0]
  const timeZone = typeof cf?.timezone === 'string' ? cf.timezone : UTC
  return { now: Date.now(), locale: locale || 'en-US', timeZone }
}

type Formats = { date: Intl.DateTimeFormat; dateTime: Intl.DateTimeFormat }

/** Formats are costly to create: created when first used, never when the Worker starts. */
const formats = new Map<string, Formats>()
/** Each takes some 80 KB, and a visitor may name any locale. */
const MAX_CACHED = 100

function formatsFor({ locale, timeZone }: Clock): Formats {
  const key = `${locale} ${timeZone}`
  const cached = formats.get(key)
  if (cached) return cached
  let created: Formats
  try {
    created = createFormats(locale, timeZone)
  } catch {
    // A zone that is newer than this runtime.
    created = createFormats(locale, UTC)
  }
  formats.set(key, created)
  evictOldest(formats, MAX_CACHED)
  return created
}

function createFormats(locale: string, timeZone: string): Formats {
  return {
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
}

/** "Dec 3, 2026". @param ms milliseconds */
export const formatDate = (ms: number, clock: Clock) => formatsFor(clock).date.format(ms)

/** "Dec 3, 2026, 10:56 PM UTC". @param ms milliseconds */
export const formatDateTime = (ms: number, clock: Clock) => formatsFor(clock).dateTime.format(ms)
