// A form about a token that could not be saved: why, in the words of these pages.
import type { Child } from 'hono/jsx'
import type { EntrywayError } from '../entryway/index.ts'
import { answerForm, type FormProblem, OtherTab, sentencesOf } from '../ui/form.tsx'
import type { TokensContext } from './context.ts'
import { OutcomeUnknownError } from './pat.ts'
import { PatError, type PatField } from './pat-error.ts'

/** @param form.fields those that the form has: what is wrong with another one is the form's own problem */
export function answerTokenForm(
  c: TokensContext,
  form: {
    title: string
    fields: PatField[]
    page: (problems: FormProblem[]) => Child
  },
  submit: () => Promise<Response>,
): Promise<Response> {
  const problemOf = (error: EntrywayError) => {
    if (error instanceof PatError) return patProblem(error, form.fields)
    return { field: null, sentence: <Sentences of={error} /> }
  }
  return answerForm(c, { ...form, problemOf, log: c.var.tokens.log, signInAt: '/tokens' }, submit)
}

function patProblem({ field, sentence }: PatError, fields: PatField[]): FormProblem {
  if (field === null || fields.includes(field)) return { field, sentence }
  const elsewhere = (
    <>
      {sentence} You can’t change that here. <OtherTab href="/tokens/new">Create a new token</OtherTab>{' '}
      instead, then revoke this one.
    </>
  )
  return { field: null, sentence: elsewhere }
}

function Sentences({ of: error }: { of: EntrywayError }) {
  return (
    <>
      {sentencesOf(error)}
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
  )
}
