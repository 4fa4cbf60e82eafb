// A form's problems, above it. It takes the focus, so that a screen reader starts there. Needs no script.
import type { Child } from 'hono/jsx'
import type { EntrywayError } from '../entryway/index.ts'

export function ErrorSummary({ children }: { children?: Child }) {
  return (
    <div class="problem summary" role="alert" tabindex={-1} autofocus>
      {children}
    </div>
  )
}

/** What an error page would say, beside a form that keeps what was typed. */
export function sentencesOf({ userMessage: { title, text }, context }: EntrywayError): string {
  const wait = context.retryAfterSeconds
  return `${title}. ${text}${wait === undefined ? '' : ` Please wait ${wait} seconds.`}`
}
