// One JSON line for each event. Never a token, a code, a cookie, a secret, or a text somebody else wrote.
import type { EntrywayError, FixableBy } from './errors/entryway-error.ts'

/** The core's events; a feature adds its own. */
export type LogEvent =
  | 'sign_in_started'
  | 'sign_in'
  | 'refresh'
  | 'sign_out'
  | 'admin_consent_returned'
  | 'front_channel_sign_out'
  | 'error'
  | 'settings_error'
  | 'credential_rejected'
  | 'metadata_failed'
  | 'store_write_failed'
  | 'exception'
  | (string & {})

export type LogFields = {
  /** A code of `messages.ts`, or a feature's own. */
  code?: string | undefined
  /** A fixed word that says which check failed. */
  reason?: string | undefined
  fixableBy?: FixableBy | undefined
  /** What the operator should do. */
  operator?: string | undefined
  /** The API that failed. */
  api?: string | undefined
  tid?: string | undefined
  aadsts?: number | undefined
  retryAfterSeconds?: number | undefined
  sessions?: number | undefined
  variables?: string[] | undefined
  /** Where an exception came from. Its message only in development: it may quote a value. */
  stack?: string | undefined
}

export type Log = {
  (event: LogEvent, fields?: LogFields): void
  /** An expected error, without what is for its page alone. */
  error(error: EntrywayError, event?: LogEvent): void
  /** A bug: what kind and where. */
  exception(error: unknown): void
}

/**
 * @param about.correlationId read at each line: a callback goes on with the one of its sign-in
 * @param about.startedAt milliseconds
 * @param about.isDevelopment the developer reads this: exceptions with their message
 */
export function createLog(about: { correlationId: string; startedAt: number; isDevelopment: boolean }): Log {
  const write = (event: LogEvent, fields: LogFields = {}) => {
    const { correlationId, startedAt } = about
    console.log(JSON.stringify({ event, ...fields, correlationId, ms: Date.now() - startedAt }))
  }
  return Object.assign(write, {
    error({ code, context }: EntrywayError, event: LogEvent = 'error') {
      const { returnTo: _, scopes: __, message: ___, ...fields } = context
      write(event, { code, ...fields })
    },
    exception(error: unknown) {
      const { name, stack = '' }: Partial<Error> = Object(error)
      const places = stack.split('\n').filter((line) => /^\s+at /.test(line))
      write('exception', {
        code: 'internal',
        fixableBy: 'operator',
        reason: name,
        stack: places.slice(0, 8).join('\n'),
      })
      // As it is: wrangler finds the lines of the source in it.
      if (about.isDevelopment) console.error(error)
    },
  })
}
