// Values from outside, made fit to be shown: short, and in words.

const SHOWN_CHARACTERS = 300

export function shorten(text: string): string {
  return text.length > SHOWN_CHARACTERS ? `${text.slice(0, SHOWN_CHARACTERS).toWellFormed()}…` : text
}

/** JSON indented by four, as the samples this app replaces showed it. */
export function Json({ value, label }: { value: unknown; label: string }) {
  return (
    // A wide text scrolls sideways, with the keyboard only where it can be focused (axe: scrollable-region-focusable).
    <section class="json" tabindex={0} aria-label={label}>
      <pre>
        <code>{JSON.stringify(value, null, 4)}</code>
      </pre>
    </section>
  )
}

/** A moment, in UTC: without a script the page cannot know the visitor's clock. */
export function Time({ seconds }: { seconds: number }) {
  const iso = new Date(seconds * 1000).toISOString()
  return <time datetime={iso}>{`${iso.slice(0, 10)}, ${iso.slice(11, 16)} UTC`}</time>
}

/** How long from now, as a person would say it. */
export function Duration({ seconds }: { seconds: number }) {
  const minutes = Math.max(1, Math.round(seconds / 60))
  const hours = Math.round(minutes / 60)
  if (minutes < 90) return `${minutes} ${minutes === 1 ? 'minute' : 'minutes'}`
  return `${hours} hours`
}
