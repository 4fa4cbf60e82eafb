// A refusal in Entra's words, as the JSON of the token endpoint and as the fields of a redirect.
import { type Aadsts, aadstsTable } from './aadsts.ts'

export class EntraError extends Error {
  readonly row: Aadsts

  /** `values` fill the `{names}` of the sentence; `change` replaces what the table says, as `where` differs. */
  constructor(number: number, values: Record<string, string> = {}, change: Partial<Aadsts> = {}) {
    const row = aadstsTable.get(number)
    if (!row) throw new RangeError(`AADSTS${number} is not in the table`)
    super(row.text.replace(/\{(\w+)\}/g, (_, name: string) => values[name] ?? name))
    this.row = { ...row, ...change }
  }
}

export type Occasion = { origin: string; now: number; correlationId: string }

/** Entra writes times as `2024-04-24 08:15:30Z`. */
const timestampOf = (now: number) => `${new Date(now).toISOString().slice(0, 19).replace('T', ' ')}Z`

const errorUri = (error: EntraError, origin: string) => `${origin}/error?code=${error.row.number}`

export function errorJson(error: EntraError, { origin, now, correlationId }: Occasion) {
  const traceId = crypto.randomUUID()
  const timestamp = timestampOf(now)
  const lines = [
    `AADSTS${error.row.number}: ${error.message}`,
    `Trace ID: ${traceId}`,
    `Correlation ID: ${correlationId}`,
    `Timestamp: ${timestamp}`,
  ]
  return {
    error: error.row.error,
    error_description: lines.join('\r\n'),
    error_codes: [error.row.number],
    timestamp,
    trace_id: traceId,
    correlation_id: correlationId,
    error_uri: errorUri(error, origin),
    ...(error.row.suberror ? { suberror: error.row.suberror } : {}),
  }
}

export function errorFields(
  error: EntraError,
  { origin, now, correlationId }: Occasion,
): Record<string, string> {
  const trace = `Trace ID: ${crypto.randomUUID()} Correlation ID: ${correlationId} Timestamp: ${timestampOf(now)}`
  return {
    error: error.row.error,
    error_description: `AADSTS${error.row.number}: ${error.message} ${trace}`,
    error_uri: errorUri(error, origin),
  }
}
