// Why a form could not be served -> a sentence that stands at it, with everything that was typed.

import { EntrywayError, type ErrorCode, SignInRequired } from '../entryway/index.ts'
import { OutcomeUnknownError } from './api-error.ts'
import type { TokensContext } from './context.ts'
import type { FormProblem } from './form-values.ts'
import { PatError, type PatField } from './pat-error.ts'

/** What Entra's token endpoint does to somebody who is signed in, and stays so. */
const PASSING: ErrorCode[] = ['entra_unavailable', 'token_response_refused']
const NO_ACCESS_TOKEN =
  'Microsoft’s sign-in service couldn’t give this app access to Azure DevOps. You’re still signed in, and nothing was changed. Try again in a moment.'

export const SIGNED_OUT: FormProblem = {
  field: null,
  sentence: 'You’re no longer signed in, so nothing was done.',
  next: 'sign in',
}

/**
 * @param fields those that the form has: what is wrong with another one is the form's own problem
 * @throws what is neither the service's nor Entra's to say
 */
export function problemOf(c: TokensContext, thrown: unknown, fields: PatField[]): FormProblem {
  const problem = wordsFor(c, thrown)
  if (problem.field === null || fields.includes(problem.field)) return problem
  return { ...problem, field: null, next: 'new token' }
}

function wordsFor(c: TokensContext, thrown: unknown): FormProblem {
  if (thrown instanceof SignInRequired) {
    return { field: null, sentence: 'Microsoft requires you to sign in again first.', next: 'sign in' }
  }
  if (!(thrown instanceof EntrywayError)) throw thrown
  const error = thrown
  c.var.tokens.log.error(error)
  if (error instanceof PatError) return { field: error.field, sentence: error.sentence }
  const { title, text } = error.userMessage
  const words = PASSING.includes(error.code) ? NO_ACCESS_TOKEN : `${title}. ${text}`
  const wait = error.context.retryAfterSeconds
  return {
    field: null,
    sentence: wait === undefined ? words : `${words} Please wait ${wait} seconds.`,
    ...(error instanceof OutcomeUnknownError && { next: 'look' }),
    ...(error.code === 'api_unauthorized' && { next: 'fresh sign-in' }),
  }
}
