// A form that makes a token can be submitted once, and only by whom it was shown to.
import {
  evictOldest,
  formOwner,
  isRandomToken,
  randomToken,
  readCookie,
  type Session,
  writeCookie,
} from '../entryway/index.ts'
import { FormError } from '../ui/form.tsx'
import type { TokensContext } from './context.ts'

/** The IDs of the forms that this browser has submitted last. */
const COOKIE = 'entryway-submitted'
const LIFETIME_SECONDS = 3600
const MAX_IN_COOKIE = 20
const MAX_IN_MEMORY = 1000

/** For a hidden field: the form's ID, and whose it is. */
export const formToken = (c: TokensContext, session: Session) => `${randomToken()}.${formOwner(c, session)}`

/** null = not submitted before; it is now. */
export function submitForm(
  c: TokensContext,
  session: Session,
  token: string,
): 'form_used' | 'wrong_account' | null {
  const [id = '', owner] = token.split('.')
  if (!isRandomToken(id) || owner !== formOwner(c, session)) return refused(c, 'wrong_account')
  const { submittedForms } = c.var.tokens
  const inCookie = readCookie(c, COOKIE)?.split('.') ?? []
  // If it is submitted twice at once, neither request has the other's cookie.
  if (submittedForms.has(id) || inCookie.includes(id)) return refused(c, 'form_used')
  submittedForms.add(id)
  evictOldest(submittedForms, MAX_IN_MEMORY)
  writeCookie(c, COOKIE, [id, ...inCookie].slice(0, MAX_IN_COOKIE).join('.'), LIFETIME_SECONDS)
  return null
}

function refused<Code extends string>(c: TokensContext, code: Code): Code {
  c.var.tokens.log('error', { code })
  return code
}

/** The form is shown again, as the user's own. */
export const wrongAccount = () =>
  new FormError([
    {
      field: null,
      sentence:
        'This form was opened by another user or for something else, so nothing was done. Check whose token it will be before you submit it again.',
    },
  ])

export function answerUsedForm(c: TokensContext): Response | Promise<Response> {
  c.status(409)
  return c.render(<UsedFormPage href={c.req.path} />, { title: 'This form was already used' })
}

function UsedFormPage({ href }: { href: string }) {
  return (
    <section class="card error">
      <h1>This form was already used</h1>
      <p>
        You’ve already submitted it, so nothing was done this time. A token’s value is shown only once. If a
        token was created and you didn’t see its value, rotate or revoke the token.
      </p>
      <p class="actions">
        <a class="button primary" href={href}>
          Open a new form
        </a>
        <a href="/tokens">Your tokens</a>
      </p>
    </section>
  )
}
