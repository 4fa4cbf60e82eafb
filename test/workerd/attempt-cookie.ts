// The cookie of a sign-in attempt, opened and changed as somebody with the browser could: nothing signs it.
import { base64url } from 'jose'
import { ATTEMPT_COOKIE, type Browser } from './browser.ts'

const FIELDS = [
  'verifier',
  'issuer',
  'scopes',
  'returnTo',
  'answersClaimsChallenge',
  'correlationId',
  'startedAt',
  'isForeign',
  'maxAge',
  'back',
] as const

export type AttemptFields = Record<(typeof FIELDS)[number], unknown>

export const attemptCookie = (callback: URL) => ATTEMPT_COOKIE + callback.searchParams.get('state')

export function readAttempt(browser: Browser, name: string): AttemptFields {
  const list = JSON.parse(new TextDecoder().decode(base64url.decode(browser.cookies.get(name) ?? '')))
  return Object.fromEntries(FIELDS.map((field, index) => [field, list[index]])) as AttemptFields
}

/** The value of a cookie with these fields; one that is undefined is left out. */
export function encodeAttempt(fields: Partial<AttemptFields>): string {
  const list = FIELDS.map((field) => fields[field]).filter((value) => value !== undefined)
  return base64url.encode(JSON.stringify(list))
}
