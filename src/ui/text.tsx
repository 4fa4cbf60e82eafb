// Shortens and formats values from outside for display.
import { truncate } from '../entryway/index.ts'
import { type Clock, formatDateTime } from './time.ts'

const SHOWN_CHARACTERS = 300

export function shorten(text: string): string {
  return text.length > SHOWN_CHARACTERS ? `${truncate(text, SHOWN_CHARACTERS)}…` : text
}

/** Indented, some kilobytes of brackets would grow to more than an isolate's 128 MB. */
const MAX_DEPTH = 50
const MAX_VALUES = 20_000

function isShowable(json: unknown): boolean {
  let values = 0
  const fits = (value: unknown, depth: number): boolean => {
    values += 1
    if (values > MAX_VALUES || depth > MAX_DEPTH) return false
    if (typeof value !== 'object' || value === null) return true
    return Object.values(value).every((each) => fits(each, depth + 1))
  }
  return fits(json, 0)
}

/** A URL, which breaks after a sign and not within a word. */
export function Breakable({ text }: { text: string }) {
  return (
    <>
      {text.split(/(?<=[/.?&=+])|(?=%)/).map((part) => (
        <>
          {part}
          <wbr />
        </>
      ))}
    </>
  )
}

/** JSON indented by four, as the samples this app replaces showed it. */
export function Json({ value, label }: { value: unknown; label: string }) {
  return (
    // A wide text scrolls sideways, with the keyboard only where it can be focused (axe: scrollable-region-focusable).
    <section class="json" tabindex={0} aria-label={label}>
      <pre>
        <code>
          {isShowable(value) ? JSON.stringify(value, null, 4) : 'The response is too large to show here.'}
        </code>
      </pre>
    </section>
  )
}

export function Time({ seconds, clock }: { seconds: number; clock: Clock }) {
  const ms = seconds * 1000
  return (
    <time datetime={new Date(ms).toISOString()} lang={clock.locale}>
      {formatDateTime(ms, clock)}
    </time>
  )
}

/** How long from now, in words. */
export function Duration({ seconds }: { seconds: number }) {
  const minutes = Math.max(1, Math.round(seconds / 60))
  const hours = Math.round(minutes / 60)
  if (minutes < 90) return `${minutes} ${minutes === 1 ? 'minute' : 'minutes'}`
  return `${hours} hours`
}
