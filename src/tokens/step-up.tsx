// Creating tokens requires a recent sign-in, so that a stolen cookie cannot be turned into a token that outlives it.
import { type Session, SignInRequired, wantsHtml } from '../entryway/index.ts'
import { rejectPersonalAccount, SCOPES } from './access.ts'
import type { TokensContext } from './context.ts'
import type { FormProblem } from './form-values.ts'

/** Microsoft must have seen the user's credentials at most this long ago. */
const MAX_AGE_SECONDS = 300

/** Where a form that was open for longer links to, in another tab. */
export const CONFIRM_PATH = '/tokens/confirm'

/**
 * Sends the user to sign in once more, and asks for the permissions with it, so that nobody is sent twice.
 * @throws {SignInRequired} Microsoft has not seen the credentials for five minutes
 * @throws {EntrywayError} `api_forbidden`: a personal account, which is asked for nothing
 */
export function requireFresh(session: Session): void {
  rejectPersonalAccount(session)
  if (session.isFresh(MAX_AGE_SECONDS)) return
  const { username } = session.identity
  throw new SignInRequired({ code: 'step_up_needed', maxAge: MAX_AGE_SECONDS, username, scopes: SCOPES })
}

/**
 * Null = fresh enough. Otherwise what a form says, with everything that was typed.
 * @throws {SignInRequired} a script is told to sign in
 */
export function stepUpProblem(c: TokensContext, session: Session): FormProblem | null {
  if (session.isFresh(MAX_AGE_SECONDS)) return null
  const { username } = session.identity
  if (!wantsHtml(c)) throw new SignInRequired({ code: 'step_up_needed', maxAge: MAX_AGE_SECONDS, username })
  c.var.tokens.log('error', { code: 'step_up_needed' })
  return {
    field: null,
    sentence: 'Nothing was saved yet, because this requires a sign-in within the last five minutes.',
    next: 'confirm',
  }
}

/** GET /tokens/confirm, once the user has signed in again. */
export function ConfirmedPage() {
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
