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
  if (!isRandomToken(id) || owner !== formOwner(c, session)) return 'wrong_account'
  const { submittedForms } = c.var.tokens
  const inCookie = readCookie(c, COOKIE)?.split('.') ?? []
  // If it is submitted twice at once, neither request has the other's cookie.
  if (submittedForms.has(id) || inCookie.includes(id)) return 'form_used'
  submittedForms.add(id)
  evictOldest(submittedForms, MAX_IN_MEMORY)
  writeCookie(c, COOKIE, [id, ...inCookie].slice(0, MAX_IN_COOKIE).join('.'), LIFETIME_SECONDS)
  return null
}
