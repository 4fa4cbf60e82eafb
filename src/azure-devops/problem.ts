// Why a form could not be served -> a sentence that stands at it, with everything that was typed.
import { SignInRequired } from '../access-token.ts'
import { Refusal } from '../errors.ts'
import { log } from '../log.ts'
import { OutboundError } from '../outbound.ts'
import { REFUSALS } from '../refusals.ts'
import type { AppContext } from '../request.ts'
import { UncertainChange } from './fault.ts'
import { type PatField, PatRefusal } from './pat-error.ts'
import type { FormProblem } from './typed.ts'

/**
 * @param fields those that the form has: what is wrong with another one is the form's own problem
 * @throws what is neither the service's nor Entra's to say
 */
export function problemOf(c: AppContext, thrown: unknown, fields: PatField[]): FormProblem {
  const problem = wordsFor(c, thrown)
  if (problem.field === null || fields.includes(problem.field)) return problem
  return { ...problem, field: null, next: 'new token' }
}

function wordsFor(c: AppContext, thrown: unknown): FormProblem {
  if (thrown instanceof SignInRequired) {
    return { field: null, sentence: 'Microsoft asks you to sign in again first.', next: 'sign in' }
  }
  const error =
    thrown instanceof OutboundError ? new Refusal('entra_unavailable', { reason: thrown.fault }) : thrown
  if (!(error instanceof Refusal)) throw error
  const { explanation, returnTo: _, ...fields } = error.context
  log(c, 'refusal', { code: error.code, ...fields })
  if (error instanceof PatRefusal) return { field: error.field, sentence: error.sentence }
  const { title, text } = { ...REFUSALS[error.code], ...explanation }
  const sentence = `${title}. ${text}`
  const wait = fields.retryAfterSeconds
  return {
    field: null,
    sentence: wait === undefined ? sentence : `${sentence} It asks to wait ${wait} seconds.`,
    ...(error instanceof UncertainChange && { next: 'look' }),
  }
}
