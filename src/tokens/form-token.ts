// A form that makes a token can be sent once, and by whom it was shown to: its random value is in the form and in a cookie.

import {
  evictOldest,
  formOwner,
  isRandomToken,
  randomToken,
  readCookie,
  readCookies,
  removeCookie,
  type Session,
  writeCookie,
} from '../entryway/index.ts'
import type { TokensContext } from './context.ts'

const COOKIE_PREFIX = 'entryway-form-'
const LIFETIME_SECONDS = 3600
/** Each tab may have one; all of them are some two kilobytes of every request. */
const MAX_AT_ONCE = 20
const MAX_USED = 1000
/** Stands in a cookie for whom and what the form was for, once it was sent. */
const USED = 'used'

/** Sets the cookie; those that were sent, and the oldest, go when there are too many. @returns the value for the form */
export function issueFormToken(c: TokensContext, session: Session): string {
  const token = randomToken()
  const others = readCookies(c)
    .filter(({ name }) => name.startsWith(COOKIE_PREFIX) && isRandomToken(name.slice(COOKIE_PREFIX.length)))
    .sort((a, b) => Number(partsOf(b.value).issuedAt) - Number(partsOf(a.value).issuedAt))
  for (const { name } of others.slice(MAX_AT_ONCE - 1)) removeCookie(c, name)
  writeFormCookie(c, token, formOwner(c, session))
  return token
}

/** Why a form must not be served. `form_unknown`: it was open for too long, or beside too many others. */
export type FormError = 'form_used' | 'form_unknown' | 'wrong_account'

/** null = it was issued to this browser for this person and page, and not sent before; then it has been sent now. */
export function takeFormToken(c: TokensContext, session: Session, token: string): FormError | null {
  // Sent twice at once, both carry the cookie; the second one is known here, if it comes to the same isolate.
  const tokens = c.var.tokens.usedForms
  const code = formErrorOf(c, session, token, tokens)
  if (code) {
    c.var.tokens.log('error', { code })
    return code
  }
  tokens.add(token)
  evictOldest(tokens, MAX_USED)
  writeFormCookie(c, token, USED)
  return null
}

function formErrorOf(
  c: TokensContext,
  session: Session,
  token: string,
  tokens: Set<string>,
): FormError | null {
  if (!isRandomToken(token)) return 'form_unknown'
  const { owner } = partsOf(readCookie(c, COOKIE_PREFIX + token) ?? '')
  if (owner === '') return 'form_unknown'
  if (owner === USED || tokens.has(token)) return 'form_used'
  return owner === formOwner(c, session) ? null : 'wrong_account'
}

function writeFormCookie(c: TokensContext, token: string, owner: string): void {
  writeCookie(c, COOKIE_PREFIX + token, `${owner === USED ? 0 : Date.now()}.${owner}`, LIFETIME_SECONDS)
}

function partsOf(value: string): { issuedAt: string; owner: string } {
  const [issuedAt = '', owner = ''] = value.split('.')
  return { issuedAt, owner }
}
