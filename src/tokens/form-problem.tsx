// A form about a token that could not be served: it is shown again, with what was typed and a sentence that says why.
import type { Child } from 'hono/jsx'
import { EntrywayError, type ErrorCode, SignInRequired } from '../entryway/index.ts'
import { sentencesOf } from '../ui/error-summary.tsx'
import type { TokensContext } from './context.ts'
import { OtherTab } from './fields.tsx'
import type { FormProblem } from './form.ts'
import { OutcomeUnknownError } from './pat.ts'
import { PatError, type PatField } from './pat-error.ts'

/** @param problems none = the form is opened */
export function answerForm(
  c: TokensContext,
  title: string,
  page: Child,
  problems: FormProblem[],
  isSignedIn = true,
): Response | Promise<Response> {
  if (!isSignedIn) c.var.tokens.log('error', { code: 'session_missing' })
  if (problems.length > 0) c.status(isSignedIn ? 422 : 401)
  return c.render(page, { title, hasProblem: problems.length > 0 })
}

export const SIGNED_OUT: FormProblem = {
  field: null,
  sentence: (
    <>
      You’re no longer signed in, so nothing was done. <SignIn />
    </>
  ),
}

function SignIn() {
  return (
    <>
      <OtherTab href="/tokens">Open your tokens in another tab</OtherTab>, sign in there, then submit this
      form again.
    </>
  )
}

/** What Entra's token endpoint does to somebody who is signed in, and stays so. */
const PASSING: ErrorCode[] = ['entra_unavailable', 'token_response_refused']
const NO_ACCESS_TOKEN =
  'Microsoft’s sign-in service couldn’t give this app access to Azure DevOps. You’re still signed in, and nothing was changed. Try again in a moment.'

/**
 * @param fields those that the form has: what is wrong with another one is the form's own problem
 * @throws what is neither the service's nor Entra's to say
 */
export function problemOf(c: TokensContext, error: unknown, fields: PatField[]): FormProblem {
  if (error instanceof SignInRequired) {
    return {
      field: null,
      sentence: (
        <>
          Microsoft requires you to sign in again first. <SignIn />
        </>
      ),
    }
  }
  if (!(error instanceof EntrywayError)) throw error
  c.var.tokens.log.error(error)
  if (error instanceof PatError) {
    const { field, sentence } = error
    if (field === null || fields.includes(field)) return { field, sentence }
    return {
      field: null,
      sentence: (
        <>
          {sentence} You can’t change that here. <OtherTab href="/tokens/new">Create a new token</OtherTab>{' '}
          instead, then revoke this one.
        </>
      ),
    }
  }
  return {
    field: null,
    sentence: (
      <>
        {PASSING.includes(error.code) ? NO_ACCESS_TOKEN : sentencesOf(error)}
        {error instanceof OutcomeUnknownError && (
          <>
            {' '}
            <OtherTab href="/tokens">Check your tokens</OtherTab> before you submit this again.
          </>
        )}
        {error.code === 'api_unauthorized' && (
          <>
            {' '}
            <OtherTab href="/login?return_to=%2Ftokens">Sign in again in another tab</OtherTab>, then submit
            this form again.
          </>
        )}
      </>
    ),
  }
}
