// What is wrong with a form, above it. It takes the focus, so that a screen reader starts with it; no script is needed.
import type { Child } from 'hono/jsx'

export function ErrorSummary({ children }: { children?: Child }) {
  return (
    <div class="problem summary" role="alert" tabindex={-1} autofocus>
      {children}
    </div>
  )
}
