// A form that makes a token can be sent once, and by whom it was shown to: its random value is in the form and in a cookie.

import { ownerOf } from '../entryway/form-owner.ts'
import type { AppContext } from '../entryway/http/request.ts'
import { log } from '../entryway/log.ts'
import { readCookie, readCookies, removeCookie, writeCookie } from '../entryway/session/cookie.ts'
import { dropOldest } from '../entryway/session/evict-oldest.ts'
import { generateSessionToken, isSessionToken } from '../entryway/session/seal.ts'
import type { Session } from '../entryway/session/session.ts'
import { bySettings } from '../entryway/settings/cache-per-settings.ts'

const COOKIE_PREFIX = 'entryway-form-'
const LIFETIME_SECONDS = 3600
/** Each tab may have one; all of them are some two kilobytes of every request. */
const MOST_AT_ONCE = 20
const MOST_USED = 1000
/** Stands in a cookie for whom and what the form was for, once it was sent. */
const USED = 'used'

/** Sent twice at once, both carry the cookie; the second one is known here, if it comes to the same isolate. */
const used = bySettings(() => new Set<string>())

/** Sets the cookie; those that were sent, and the oldest, go when there are too many. @returns the value for the form */
export function issueFormToken(c: AppContext, session: Session): string {
  const token = generateSessionToken()
  const others = readCookies(c)
    .filter(({ name }) => name.startsWith(COOKIE_PREFIX) && isSessionToken(name.slice(COOKIE_PREFIX.length)))
    .sort((a, b) => Number(partsOf(b.value).issuedAt) - Number(partsOf(a.value).issuedAt))
  for (const { name } of others.slice(MOST_AT_ONCE - 1)) removeCookie(c, name)
  writeFormCookie(c, token, ownerOf(c, session))
  return token
}

/** Why a form must not be served. `form_unknown`: it was open for too long, or beside too many others. */
export type FormRefusal = 'form_used' | 'form_unknown' | 'form_of_another'

/** null = it was issued to this browser for this person and page, and not sent before; then it has been sent now. */
export function takeFormToken(c: AppContext, session: Session, token: string): FormRefusal | null {
  const tokens = used(c.get('settings'))
  const code = refusalOfForm(c, session, token, tokens)
  if (code) {
    log(c, 'refusal', { code })
    return code
  }
  tokens.add(token)
  dropOldest(tokens, MOST_USED)
  writeFormCookie(c, token, USED)
  return null
}

function refusalOfForm(
  c: AppContext,
  session: Session,
  token: string,
  tokens: Set<string>,
): FormRefusal | null {
  if (!isSessionToken(token)) return 'form_unknown'
  const { owner } = partsOf(readCookie(c, COOKIE_PREFIX + token) ?? '')
  if (owner === '') return 'form_unknown'
  if (owner === USED || tokens.has(token)) return 'form_used'
  return owner === ownerOf(c, session) ? null : 'form_of_another'
}

function writeFormCookie(c: AppContext, token: string, owner: string): void {
  writeCookie(c, COOKIE_PREFIX + token, `${owner === USED ? 0 : Date.now()}.${owner}`, LIFETIME_SECONDS)
}

function partsOf(value: string): { issuedAt: string; owner: string } {
  const [issuedAt = '', owner = ''] = value.split('.')
  return { issuedAt, owner }
}
