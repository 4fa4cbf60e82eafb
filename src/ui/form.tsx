// A form: its problems above it and at its fields, its buttons below. Shown again with what was typed until it can be saved.
import type { Context, MiddlewareHandler } from 'hono'
import type { Child, JSX } from 'hono/jsx'
import { EntrywayError, type ErrorCode, type Log, SignInRequired, wantsHtml } from '../entryway/index.ts'
import { ErrorSummary } from './error-summary.tsx'

/** @property field null = it is about the whole form */
export type FormProblem<Field extends string = string> = { field: Field | null; sentence: Child }
export type Problems = { problems: FormProblem[] }

/** The user has to change something first. */
export class FormError extends Error {
  readonly problems: FormProblem[]
  constructor(problems: FormProblem[]) {
    super()
    this.problems = problems
  }
}

/** Without a session, a browser gets the form again; a script, which has none to show, gets 401 as JSON. */
export const formOr401: MiddlewareHandler = async (c, next) => {
  if (!c.get('session') && !wantsHtml(c)) throw new SignInRequired()
  await next()
}

type FormPage = {
  title: string
  page: (problems: FormProblem[]) => Child
  log: Log
  /** Where the user can sign in again while the form stays open. */
  signInAt: string
  /** For errors that are about one form only; null = the error's own words. */
  problemOf?: (error: EntrywayError) => FormProblem | null
}

/** @param submit throws `FormError`, or an expected error */
export async function answerForm(
  c: Context,
  form: FormPage,
  submit: () => Promise<Response>,
): Promise<Response> {
  try {
    return await submit()
  } catch (error) {
    const problems = problemsOf(error, form)
    c.status(error instanceof SignInRequired ? 401 : 422)
    return c.render(form.page(problems), { title: form.title, hasProblem: true })
  }
}

function problemsOf(error: unknown, { log, signInAt, problemOf }: FormPage): FormProblem[] {
  if (error instanceof FormError) return error.problems
  if (!(error instanceof EntrywayError)) throw error
  log.error(error)
  if (!(error instanceof SignInRequired))
    return [problemOf?.(error) ?? { field: null, sentence: sentencesOf(error) }]
  const sentence = (
    <>
      Nothing was saved. <OtherTab href={signInAt}>Sign in again in another tab</OtherTab>, with the same
      account, then submit this form again.
    </>
  )
  return [{ field: null, sentence }]
}

/** Entra gave no access token; the session goes on. */
const NO_ACCESS_TOKEN: ErrorCode[] = ['entra_unavailable', 'token_response_refused']

/** What an error page would say, beside a form that keeps what was typed. */
export function sentencesOf({ code, userMessage: { title, text }, context }: EntrywayError): string {
  if (NO_ACCESS_TOKEN.includes(code))
    return `${title}. You’re still signed in, and nothing was changed. Try again in a moment.`
  const wait = context.retryAfterSeconds
  return `${title}. ${text}${wait === undefined ? '' : ` Please wait ${wait} seconds.`}`
}

type FormProps = {
  action: string
  /** What the hidden field `form` says of whose form this is. */
  token?: string
  submit: string
  cancel: string
  children?: Child
}

export function Form({ action, token, problems, submit, cancel, children }: FormProps & Problems) {
  return (
    <form class="card fields" method="post" action={action} autocomplete="off">
      {token !== undefined && <input type="hidden" name="form" value={token} />}
      <ProblemSummary problems={problems} />
      {children}
      <div class="actions">
        <button class="button primary" type="submit">
          {submit}
        </button>
        <a href={cancel}>Cancel</a>
      </div>
    </form>
  )
}

/** What no field is to blame for, and where to look when a field is. */
function ProblemSummary({ problems }: Problems) {
  if (problems.length === 0) return null
  const ofFields = problems.filter(({ field }) => field !== null)
  return (
    <ErrorSummary>
      {problems.map(({ field, sentence }) => field === null && <p>{sentence}</p>)}
      {ofFields.length > 0 && (
        <>
          <p>Nothing was saved. Fix the highlighted fields.</p>
          <ul>
            {ofFields.map(({ field, sentence }) => (
              <li>
                <a href={`#${field}`}>{sentence}</a>
              </li>
            ))}
          </ul>
        </>
      )}
    </ErrorSummary>
  )
}

type TextFieldProps = { name: string; label: string; value: string | undefined } & Problems &
  JSX.HTMLAttributes

export function TextField({ name, label, value, problems, ...attributes }: TextFieldProps) {
  return (
    <p>
      <label for={name}>{label}</label>
      <input
        id={name}
        name={name}
        value={value}
        {...attributes}
        {...describedBy(name, problems, { 'aria-invalid': 'true' })}
      />
      <FieldProblem {...{ name, problems }} />
    </p>
  )
}

const problemAt = (name: string, problems: FormProblem[]) =>
  problems.find(({ field }) => field === name)?.sentence

/** Attributes of a field, if there is a problem with it. */
export const describedBy = (name: string, problems: FormProblem[], more: object = {}) =>
  problemAt(name, problems) === undefined ? {} : { ...more, 'aria-describedby': `${name}-problem` }

export function FieldProblem({ name, problems }: { name: string } & Problems) {
  const sentence = problemAt(name, problems)
  return sentence === undefined ? null : (
    <span class="problem" id={`${name}-problem`}>
      {sentence}
    </span>
  )
}

/** A link beside which the form stays. */
export function OtherTab({ href, children }: { href: string; children?: Child }) {
  return (
    <a href={href} target="_blank" rel="noopener">
      {children}
    </a>
  )
}
