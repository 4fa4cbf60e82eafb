// A form's problems, above it. It takes the focus, so that a screen reader starts there. Needs no script.
import type { Child } from 'hono/jsx'

export function ErrorSummary({ children }: { children?: Child }) {
  return (
    <div class="problem summary" role="alert" tabindex={-1} autofocus>
      {children}
    </div>
  )
}
