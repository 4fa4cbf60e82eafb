// What is thrown when nothing is broken: refused with a code of the table in refusals.ts, or waiting for the person.
import type { Settler } from '../entra/aadsts.ts'
import type { Explanation, RefusalCode } from './refusals.ts'

export type RefusalContext = {
  /** For the log only: which check failed, in a fixed word (`nonce`, `aud`, `status_503`). Never an outside text. */
  reason?: string | undefined
  /** For the log only: who can do something about it, and what the operator should do. */
  settledBy?: Settler | undefined
  operator?: string | undefined
  /** Where the person was going, so that signing in again leads there. Checked by `safeReturnTo`. */
  returnTo?: string | undefined
  /** The tenant that tried, when it is known. */
  tid?: string | undefined
  /** What was asked for, so that an administrator can be asked for the same. */
  scopes?: string[] | undefined
  /** The number in Entra's `AADSTS…`. */
  aadsts?: number | undefined
  retryAfterSeconds?: number | undefined
  /** What an API's own pages say instead of the table's words. */
  explanation?: Partial<Explanation>
}

/** Refused, for a reason in the table. Anything else that is thrown is broken, not refused. */
export class Refusal extends Error {
  readonly code: RefusalCode
  readonly context: RefusalContext
  constructor(code: RefusalCode, context: RefusalContext = {}) {
    super(context.reason ? `${code}: ${context.reason}` : code)
    this.code = code
    this.context = context
  }
}

/** Only the person can settle this: no session, no consent, or Entra wants to see them again. */
export class SignInRequired extends Error {
  /** The scopes to ask for; empty = what every sign-in asks for. */
  readonly scopes: string[]
  /** What to ask for instead, should the tenant not know those. */
  readonly otherwise: string[]
  /** Entra's claims request, handed on unchanged. */
  readonly claims: string | null
  /** Whom to expect back. */
  readonly username: string | null
  /** What a script is told, which cannot be sent to sign in. */
  readonly code: 'session_missing' | 'consent_needed'
  constructor(need: Partial<Omit<SignInRequired, keyof Error>> = {}) {
    super()
    this.scopes = need.scopes ?? []
    this.otherwise = need.otherwise ?? []
    this.claims = need.claims ?? null
    this.username = need.username ?? null
    this.code = need.code ?? 'session_missing'
  }
}
