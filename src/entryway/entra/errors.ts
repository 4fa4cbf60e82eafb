// What Entra says when it refuses (error, suberror, AADSTS number) -> what to tell the person, and what the operator.
import type { RefusalCode } from '../errors/refusals.ts'
import { CREDENTIAL_ROWS, ENTRA_REFUSALS, type Settler } from './aadsts.ts'

export type EntraAnswer = {
  error: string
  suberror: string | null
  /** The number in `AADSTS…`; null when there is none. */
  aadsts: number | null
}

type EntraReason = { code: RefusalCode; settledBy: Settler; operator: string; aadsts?: number }

/** Puts a refusal of Entra's in words. */
export function explain({ error, suberror, aadsts }: EntraAnswer): EntraReason {
  const number = aadsts === null ? {} : { aadsts }
  if (error === 'access_denied' && suberror === 'cancel') {
    return { code: 'cancelled', settledBy: 'person', operator: 'the person cancelled', ...number }
  }
  for (const answer of [aadsts, error]) {
    for (const [code, settledBy, rows] of ENTRA_REFUSALS) {
      for (const [operator, ...answers] of rows) {
        if (answers.some((each) => each === answer)) return { code, settledBy, operator, ...number }
      }
    }
  }
  const operator = 'an answer that is not in the table: see Entra’s sign-in log'
  return { code: 'entra_refused', settledBy: 'operator', operator, ...number }
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

/** Whether a refused refresh is settled by sending the person to sign in, rather than by waiting or by the operator. */
export function needsInteraction({ error, suberror }: EntraAnswer): boolean {
  return SETTLED_BY_SIGNING_IN.includes(error) || SETTLED_BY_SIGNING_IN.includes(suberror ?? '')
}

/** Whether another credential may help. Entra says `invalid_client` of scopes too: a number that is known decides. */
export function isCredentialRefused(answer: EntraAnswer): boolean {
  const { operator } = explain(answer)
  return answer.error === 'invalid_client' && CREDENTIAL_ROWS.some(([each]) => each === operator)
}

/** Whether the tenant, or the registration, does not know a scope that was asked for. */
export function isUnknownScope(aadsts: number | undefined): boolean {
  return [28002, 65005, 650053, 70011].includes(aadsts ?? 0)
}

/** The number in Entra's text; null when it has none. */
export function aadstsNumber(description: string): number | null {
  const match = /AADSTS(\d{5,8})\b/.exec(description.slice(0, 200))
  return match ? Number(match[1]) : null
}
