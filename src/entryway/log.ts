// One JSON line per event. Never a token, a code, a cookie, a secret, or text from outside.
import type { Credential } from './entra/credential.ts'
import { type EntrywayError, type ErrorContext, forOperator } from './errors/entryway-error.ts'
import { keyedHash } from './settings/keyed-hash.ts'
import type { Problem } from './settings/settings.ts'

/** `error`: a bug. `warning`: something for the operator or the user to fix. */
const LEVELS = {
  sign_in_started: 'info',
  sign_in: 'info',
  refresh: 'info',
  sign_out: 'info',
  session_ended: 'info',
  consent_asked: 'info',
  admin_consent_returned: 'info',
  front_channel_sign_out: 'info',
  rate_limited: 'warning',
  credential_expires: 'warning',
  alert_failed: 'warning',
  credential_rejected: 'warning',
  metadata_failed: 'warning',
  settings_error: 'warning',
  store_write_failed: 'warning',
  error: 'warning',
  exception: 'error',
} as const

/** The core's events; a feature adds its own, which are `info`. */
export type LogEvent = keyof typeof LEVELS | (string & {})

export type LogFields = Pick<
  ErrorContext,
  'reason' | 'fixableBy' | 'operator' | 'fix' | 'roles' | 'api' | 'tid' | 'aadsts' | 'retryAfterSeconds'
> & {
  /** A code of `messages.ts`, or a feature's own. */
  code?: string
  /** Sign-out of every session of the person. */
  everywhere?: boolean
  variables?: string[]
  /** Until the credential expires, and when, as 2027-05-27T08:00:00.000Z. */
  days?: number
  expires?: string
  /** Instead of the event's own. */
  level?: 'error'
  /** Where an exception came from. Its message only in development: it may quote a value. */
  stack?: string
}

export type Log = {
  (event: LogEvent, fields?: LogFields): void
  /** An expected error, without what is for its page alone. */
  error(error: EntrywayError, event?: LogEvent): void
  /** A bug: what kind and where. */
  exception(error: unknown): void
  /** From now on, every line has the session's user. */
  about(session: { id: string; token: { user: string } }): void
}

/**
 * @param about.correlationId asked for at each line: a callback goes on with the one of its sign-in
 * @param about.startedAt milliseconds
 * @param about.isDevelopment the developer reads this: exceptions with their message
 */
export function createLog(about: {
  correlationId: () => string
  startedAt: number
  isDevelopment: boolean
  credential?: Credential
}): Log {
  const said: Error[] = []
  let who: { id: string; token: { user: string } } | null = null
  const log: Log = Object.assign(
    (event: LogEvent, fields: LogFields = {}) => {
      const { startedAt, credential } = about
      const session = who && { person: personInLog(who.token.user, credential), session: who.id.slice(0, 8) }
      const { fix, ...others } = fields
      const line = {
        event,
        level: Object.hasOwn(LEVELS, event) ? LEVELS[event as keyof typeof LEVELS] : 'info',
        ...others,
        operator: forOperator(fields),
        ...session,
        correlationId: about.correlationId(),
      }
      console.log(JSON.stringify({ ...line, ms: Date.now() - startedAt }))
    },
    {
      error(error: EntrywayError, event: LogEvent = 'error') {
        // The error may have been logged already.
        if (said.includes(error)) return
        said.push(error)
        const { code, context } = error
        const { returnTo: _, back: __, scopes: ___, message: ____, ...fields } = context
        log(event, { code, ...fields })
        if (!about.isDevelopment) return
        // An API's own words: what a mistyped path or a missing permission is recognized by.
        if (code.startsWith('api_') && error.cause) console.error(String(error.cause))
        // The exception of an owner's store, with the lines of the source.
        if (context.reason?.startsWith('store_')) printException(error.rootCause)
      },
      about(session: { id: string; token: { user: string } }) {
        who = session
      },
      exception(error: unknown) {
        const { name, stack = '' }: Partial<Error> = Object(error)
        const places = stack.split('\n').filter((line) => /^\s+at /.test(line))
        log('exception', {
          code: 'internal',
          fixableBy: 'operator',
          reason: name,
          stack: places.slice(0, 8).join('\n'),
        })
        if (about.isDevelopment) printException(error)
      },
    },
  )
  return log
}

/**
 * As it is, because wrangler finds the lines of the source in it: but not in those of an async function without a name, as most
 * pages' handlers are, unless it is written as a name would be.
 */
function printException(error: unknown): void {
  if (error instanceof Error && error.stack !== undefined)
    Reflect.set(error, 'stack', error.stack.replace(/^(\s+at async )(file:.*)$/gm, '$1<anonymous> ($2)'))
  console.error(error)
}

/** Where there is no instance, because the settings are wrong. */
export const bareLog = (correlationId: string = crypto.randomUUID()): Log =>
  createLog({ correlationId: () => correlationId, startedAt: Date.now(), isDevelopment: false })

export function logSettings(problems: Problem[], correlationId?: string): void {
  const log = bareLog(correlationId)
  log('settings_error', { fixableBy: 'operator', variables: inWords(problems) })
}

export const inWords = (problems: Problem[]): string[] =>
  problems.map(({ variable, problem }) => `${variable} ${problem}`)

/**
 * The same for all of a person's lines while the credential is the same. Keyed with it, so that whoever has the log and the
 * directory's ids still cannot tell who it is; `npm run sessions -- list --user` can.
 */
export function personInLog(user: string, credential: Credential | undefined): string {
  return credential ? keyedHash('log', user, credential).slice(0, 16) : ''
}
