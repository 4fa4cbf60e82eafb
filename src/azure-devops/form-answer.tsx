// What a form about a token is answered with, when it could not be served as it was sent.
import { log } from '../log.ts'
import { UsedFormPage } from '../pages/tokens/used-form.tsx'
import { type AppContext, wantsHtml } from '../request.ts'
import type { Session } from '../session/session.ts'
import { takeFormToken } from './form-token.ts'
import type { FormProblem } from './typed.ts'

type Answer = Response | Promise<Response>

/** The form, with its problems; a script is told those alone. */
export function answerForm(
  c: AppContext,
  page: string | Promise<string>,
  problems: FormProblem[],
  status: 200 | 401 | 422 = problems.length > 0 ? 422 : 200,
): Answer {
  if (status === 401) log(c, 'refusal', { code: 'session_missing' })
  if (problems.length === 0 || wantsHtml(c)) return c.html(page, status)
  const told = problems.map(({ field, sentence }) => ({ field, message: sentence }))
  return c.json({ error: 'form_refused', problems: told, correlation_id: c.get('correlationId') }, status)
}

/** Takes a form that can be sent once. @returns null, or why it must not be served: a page, or a problem to show it again with */
export function judgeFormToken(c: AppContext, session: Session, token: string): Answer | FormProblem | null {
  const taken = takeFormToken(c, session, token)
  if (taken === 'taken') return null
  log(c, 'refusal', { code: CODES[taken] })
  if (taken === 'used') return answerUsedForm(c)
  return { field: null, sentence: taken === 'unknown' ? UNKNOWN : OF_ANOTHER }
}

const CODES = { used: 'form_used', unknown: 'form_unknown', 'of another': 'form_of_another' }
const UNKNOWN =
  'This form was open for more than an hour, or beside many others, so nothing was done now. Here it is again as you sent it: look it over, and send it once more.'
const OF_ANOTHER =
  'Somebody else opened this form, or it was opened for something else, so nothing was done now. Look at whose token it is going to be before you send it once more.'

/** Sent before: nothing is done. */
function answerUsedForm(c: AppContext): Answer {
  if (wantsHtml(c)) return c.html(<UsedFormPage href={c.req.path} />, 409)
  return c.json({ error: 'form_used', correlation_id: c.get('correlationId') }, 409)
}
