// Expected errors: one class, with a code of messages.ts. Anything else that is thrown is a bug.
import { type ErrorCode, type ErrorMessage, MESSAGES } from './messages.ts'

/** `operator`: runs this app. `administrator`: of the user's organization. */
export type FixableBy = 'person' | 'administrator' | 'operator' | 'microsoft'

export type ErrorContext = {
  /** For the log only: which check failed, in a fixed word (`nonce`, `aud`, `status_503`). Never an outside text. */
  reason?: string | undefined
  /** For the log, and for developers on localhost: who can fix it, and for the operator the cause and the fix. */
  fixableBy?: FixableBy | undefined
  operator?: string | undefined
  fix?: string | undefined
  /** The app roles of which one is required. */
  roles?: string[] | undefined
  /** The API that failed: "Microsoft Graph", "Azure DevOps", or its host. */
  api?: string | undefined
  /** Where the user was going, so that signing in again leads there. Checked by `safeReturnTo`. */
  returnTo?: string | undefined
  /** Where a page that asks for more was opened from. Checked by `safeReturnTo`. */
  back?: string | undefined
  /** The tenant that tried, when it is known. */
  tid?: string | undefined
  /** The requested scopes, so that an administrator can consent to the same ones. */
  scopes?: string[] | undefined
  /** The number in Entra's `AADSTS…`. */
  aadsts?: number | undefined
  retryAfterSeconds?: number | undefined
  /** Replaces the table's message in part. */
  message?: Partial<ErrorMessage> | undefined
}

/** What the log tells the operator: "the client secret has expired: create one". */
export const forOperator = ({ operator, fix }: Pick<ErrorContext, 'operator' | 'fix'>): string | undefined =>
  [operator, fix].filter(Boolean).join(': ') || undefined

/** An expected error. It becomes a page, or JSON, with the code's status and message. */
export class EntrywayError extends Error {
  readonly code: ErrorCode
  readonly context: ErrorContext
  constructor(code: ErrorCode, { cause, ...context }: ErrorContext & { cause?: unknown } = {}) {
    super(context.reason ? `${code}: ${context.reason}` : code, cause === undefined ? {} : { cause })
    this.name = new.target.name
    this.code = code
    this.context = context
  }

  /** What was thrown at first, by something other than the core. */
  get rootCause(): unknown {
    return this.cause instanceof EntrywayError ? this.cause.rootCause : this.cause
  }

  /** The HTTP status to answer with. */
  get status(): ErrorMessage['status'] {
    return this.userMessage.status
  }

  /** The message for the user. Contains no text from outside. */
  get userMessage(): ErrorMessage {
    const { title, text, ...others } = { ...MESSAGES[this.code], ...this.context.message }
    const named = (sentence: string) => sentence.replaceAll('{api}', () => this.context.api ?? 'The API')
    return { ...others, title: named(title), text: named(text) }
  }

  /** Whether the same request may succeed later. Never a reason to sign the user out. */
  get transient(): boolean {
    return (MESSAGES[this.code].actions as readonly string[]).includes('retry') && this.code !== 'internal'
  }
}

/** Only the user can fix it: no session, no consent, or Entra requires a new sign-in. Page views redirect to sign-in. */
export class SignInRequired extends EntrywayError {
  /** The scopes to request; empty = those of every sign-in. */
  readonly scopes: string[]
  /** Entra's claims request, passed on unchanged. */
  readonly claims: string | null
  /** The expected user. */
  readonly username: string | null
  /** How long ago Entra may have seen the credentials, in seconds; null = any sign-in is sufficient. */
  readonly maxAge: number | null
  constructor(
    need: {
      scopes?: string[]
      claims?: string | null
      username?: string | null
      /** The error code for scripts, which cannot be redirected to sign-in. */
      code?: 'session_missing' | 'consent_needed' | 'step_up_needed'
      maxAge?: number | null
    } = {},
  ) {
    super(need.code ?? 'session_missing')
    this.scopes = need.scopes ?? []
    this.claims = need.claims ?? null
    this.username = need.username ?? null
    this.maxAge = need.maxAge ?? null
  }
}
