// Creating tokens requires a recent sign-in, so that a stolen cookie cannot be turned into a token that outlives it.
import type { Session } from '../entryway/index.ts'
import { FormError, OtherTab } from '../ui/form.tsx'
import type { TokensContext } from './context.ts'

/** Microsoft must have seen the user's credentials at most this long ago. */
export const MAX_AGE_SECONDS = 300

/** Where a form that was open for longer links to, in another tab. */
export const CONFIRM_PATH = '/tokens/confirm'

/** @throws {FormError} the sign-in was too long ago */
export function requireFreshSession(c: TokensContext, session: Session): void {
  if (session.isFresh(MAX_AGE_SECONDS)) return
  c.var.tokens.log('error', { code: 'step_up_needed' })
  const sentence = (
    <>
      Nothing was saved yet, because this requires a sign-in within the last five minutes.{' '}
      <OtherTab href={CONFIRM_PATH}>Confirm that it’s you in another tab</OtherTab>, then submit this form
      again.
    </>
  )
  throw new FormError([{ field: null, sentence }])
}

/** GET /tokens/confirm, once the user has signed in again. */
export async function showConfirmed(c: TokensContext): Promise<Response> {
  return c.render(<ConfirmedPage />, { title: 'Confirmed' })
}

function ConfirmedPage() {
  return (
    <section class="card hero">
      <h1>Thank you</h1>
      <p>You can close this tab. Go back to the form, and submit it within five minutes.</p>
      <p class="actions">
        <a class="button" href="/tokens">
          Your tokens
        </a>
      </p>
    </section>
  )
}
