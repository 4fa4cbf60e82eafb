// Entra's error, suberror and AADSTS number -> what to tell the user and the operator.
import type { ErrorContext, FixableBy } from '../errors/entryway-error.ts'
import type { ErrorCode } from '../errors/messages.ts'
import { CREDENTIAL_ROWS, ENTRA_REFUSALS } from './aadsts.ts'

export type EntraAnswer = {
  error: string
  suberror: string | null
  /** The number in `AADSTS…`; null when there is none. */
  aadsts: number | null
}

export type EntraReason = { code: ErrorCode; fixableBy: FixableBy; operator: string } & Pick<
  ErrorContext,
  'fix' | 'aadsts'
>

/** The text for a personal account that selects No, without number or subcode (test/recorded/redirects.json, personal-no). */
const PERSONAL_NO = 'The user has denied access to the scope requested by the client application.'

/**
 * Explains an error that came back by redirect (RFC 6749 section 4.1.2.1); null = there is none. "Cancel" and the way
 * back from "Need admin approval" are the same answer (test/recorded/redirects.json, cancel and need-admin-approval).
 */
export function explainRedirect(query: URLSearchParams): EntraReason | null {
  const error = query.get('error')
  if (!error) return null
  const description = query.get('error_description') ?? ''
  const suberror = query.get('error_subcode')
  const aadsts = aadstsNumber(description)
  const isCancel = suberror === 'cancel'
  if (error === 'access_denied' && (isCancel || aadsts === null)) {
    if (!isCancel && description.startsWith(PERSONAL_NO)) {
      return { code: 'consent_declined', fixableBy: 'person', operator: 'the user canceled, or selected No' }
    }
    const operator = 'the user canceled, or went back from “Need admin approval”'
    const fix = 'have an administrator consent to the scopes'
    return { code: 'canceled', fixableBy: 'person', operator, fix }
  }
  const reason = explain({ error, suberror, aadsts })
  // Nobody is asked silently here, so whoever may consent is asked by Entra: these may not.
  if (reason.code === 'consent_needed') {
    return { ...reason, code: 'admin_consent_needed', fixableBy: 'administrator' }
  }
  if (!isOfCredential(reason)) return reason
  // No credential is sent there.
  const operator = 'Entra didn’t accept this app’s request'
  return { ...reason, operator, fix: 'check CLIENT_ID, SCOPE and the registration' }
}

/** Explains an error of the token endpoint. */
export function explain({ error, aadsts }: EntraAnswer): EntraReason {
  const number = aadsts === null ? {} : { aadsts }
  for (const answer of [aadsts, error]) {
    for (const [code, fixableBy, rows] of ENTRA_REFUSALS) {
      for (const [answers, operator, fix] of rows) {
        if (answers.some((each) => each === answer)) return { code, fixableBy, operator, fix, ...number }
      }
    }
  }
  const [operator, fix] = ['an error that isn’t in this app’s table', 'look it up in Entra’s sign-in log']
  return { code: 'entra_refused', fixableBy: 'operator', operator, fix, ...number }
}

/** Errors and suberrors that only the person can settle. Source: MSAL's list of interaction-required errors. */
const SETTLED_BY_SIGNING_IN = [
  'invalid_grant',
  'interaction_required',
  'consent_required',
  'login_required',
  'bad_token',
  'basic_action',
  'additional_action',
  'message_only',
  'user_password_expired',
]

/**
 * Refusals of a refresh that are final: the account, its password or the grant is no longer what it was, so the session is over.
 * Those that ask for another factor, a device or consent are not. 70000 is a personal account's.
 * Source: test/recorded/token-answers.json; Microsoft identity platform, "Microsoft Entra authentication and authorization
 * error codes".
 */
const FINAL = [
  50014, 50020, 50034, 50053, 50055, 50056, 50057, 50085, 50089, 50105, 50132, 50133, 50135, 50144, 50173,
  51004, 70000, 70008, 70043, 500341, 500571, 700003, 700081, 700082, 700084,
]

/** Whether a rejected refresh ends the session. Without a number the suberror decides, as in MSAL; without either it is final. */
export function isFinal({ error, suberror, aadsts }: EntraAnswer): boolean {
  if (aadsts !== null)
    return FINAL.includes(aadsts) || suberror === 'bad_token' || suberror === 'token_expired'
  return (
    error === 'invalid_grant' &&
    [null, 'bad_token', 'token_expired', 'user_password_expired'].includes(suberror)
  )
}

/** What a policy forbids even after signing in again. */
const BLOCKED = [50131, 53003, 530032, 530035]

/**
 * Whether a refusal of the token endpoint is settled by sending the person to sign in, rather than by waiting, by an
 * administrator or by the operator.
 */
export function needsInteraction({ error, suberror, aadsts }: EntraAnswer): boolean {
  if (aadsts !== null && BLOCKED.includes(aadsts)) return false
  return SETTLED_BY_SIGNING_IN.includes(error) || SETTLED_BY_SIGNING_IN.includes(suberror ?? '')
}

/** Whether another credential may help. Entra also sends `invalid_client` about scopes, so a known number decides. */
export function isCredentialRefused(answer: EntraAnswer): boolean {
  return answer.error === 'invalid_client' && isOfCredential(explain(answer))
}

const isOfCredential = ({ operator }: EntraReason) => CREDENTIAL_ROWS.some(([, each]) => each === operator)

/** The number in Entra's text; null when it has none. */
export function aadstsNumber(description: string): number | null {
  const match = /AADSTS(\d{5,8})\b/.exec(description.slice(0, 200))
  return match ? Number(match[1]) : null
}
