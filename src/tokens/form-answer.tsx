// What a form about a token is answered with, when it could not be served as it was sent.

import type { Child } from 'hono/jsx'
import { wantsHtml } from '../entryway/index.ts'
import type { TokensContext } from './context.ts'
import type { FormProblem } from './form-values.ts'
import { UsedFormPage } from './pages/used-form.tsx'

/** The form, with its problems; a script is told those alone. */
export function answerForm(
  c: TokensContext,
  page: Child,
  title: string,
  problems: FormProblem[],
  status: 200 | 401 | 422 = problems.length > 0 ? 422 : 200,
): Response | Promise<Response> {
  if (status === 401) c.var.tokens.log('error', { code: 'session_missing' })
  if (problems.length === 0 || wantsHtml(c)) {
    c.status(status)
    return c.render(page, { title, hasProblem: problems.length > 0 })
  }
  const told = problems.map(({ field, sentence }) => ({ field, message: sentence }))
  return c.json({ error: 'form_refused', problems: told, correlation_id: c.var.tokens.correlationId }, status)
}

/** The form is shown again, as the user's own. */
export function wrongAccount(c: TokensContext): FormProblem {
  c.var.tokens.log('error', { code: 'wrong_account' })
  return {
    field: null,
    sentence:
      'This form was opened by another user or for something else, so nothing was done. Check whose token it will be before you submit it again.',
  }
}

/** Sent before: nothing is done. */
export function answerUsedForm(c: TokensContext): Response | Promise<Response> {
  c.var.tokens.log('error', { code: 'form_used' })
  if (wantsHtml(c)) {
    c.status(409)
    return c.render(<UsedFormPage href={c.req.path} />, { title: 'This form was already used' })
  }
  return c.json({ error: 'form_used', correlation_id: c.var.tokens.correlationId }, 409)
}
