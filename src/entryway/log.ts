// One JSON line for each event. Never a token, a code, a cookie, a secret, or a text somebody else wrote.
import type { Settler } from './entra/aadsts.ts'
import type { Refusal } from './errors/errors.ts'
import type { AppContext } from './http/request.ts'

export type LogEvent =
  | 'sign_in_started'
  | 'sign_in'
  | 'refresh'
  | 'sign_out'
  | 'admin_consent_returned'
  | 'front_channel_sign_out'
  | 'refusal'
  | 'settings_refused'
  | 'credential_refused'
  | 'metadata_failed'
  | 'pat_created'
  | 'pat_updated'
  | 'pat_revoked'
  | 'store_write_failed'
  | 'fault'

export type LogFields = {
  /** A code of `refusals.ts`; the forms about personal access tokens have some of their own. */
  code?: string | undefined
  /** A fixed word that says which check failed. */
  reason?: string | undefined
  /** Who can do something about it. */
  settledBy?: Settler | undefined
  /** What the operator should do. */
  operator?: string | undefined
  tid?: string | undefined
  aadsts?: number | undefined
  sessions?: number | undefined
  variables?: string[] | undefined
  /** Function names and places of a fault; not its message, which may quote what it choked on. */
  stack?: string | undefined
}

export function log(c: AppContext, event: LogEvent, fields: LogFields = {}): void {
  console.log(
    JSON.stringify({
      event,
      ...fields,
      correlationId: c.get('correlationId'),
      ms: Date.now() - c.get('arrivedAt'),
    }),
  )
}

/** A refusal, without what is for its page alone. */
export function logRefusal(c: AppContext, { code, context }: Refusal, event: LogEvent = 'refusal'): void {
  const { returnTo: _, scopes: __, explanation: ___, ...fields } = context
  log(c, event, { code, ...fields })
}

/** A fault: what kind, and where. */
export function logFault(c: AppContext, error: unknown): void {
  const { name, stack = '' }: Partial<Error> = Object(error)
  // Without the message, which may quote a value.
  const places = stack.split('\n').filter((line) => /^\s+at /.test(line))
  log(c, 'fault', {
    code: 'internal',
    settledBy: 'operator',
    reason: name,
    stack: places.slice(0, 8).join('\n'),
  })
}
