// An error as Entra writes it: as the token endpoint's JSON, or as fields of a redirect.
import { type Aadsts, aadstsTable } from './aadsts.ts'

const DAY_MS = 24 * 60 * 60 * 1000

/** Entra writes times as `2024-04-24 08:15:30Z`. */
const timestampOf = (now: number) => `${new Date(now).toISOString().slice(0, 19).replace('T', ' ')}Z`

/** Inside a sentence, with seven decimals: `2026-05-05T07:58:49.1784343Z`. */
export const preciseTime = (ms: number) => new Date(ms).toISOString().replace('Z', '0000Z')

/** Fills names in the sentence that the rejected request doesn't provide. */
const valuesAt = (now: number): Record<string, string> => ({
  resource: '00000003-0000-0000-c000-000000000000',
  resourceName: 'Microsoft Graph',
  issued: preciseTime(now - DAY_MS),
  validFrom: preciseTime(now - DAY_MS / 2),
  expiry: preciseTime(now - DAY_MS),
  notBefore: preciseTime(now - 2 * DAY_MS),
  now: preciseTime(now),
  lifetime: '2592000',
  reason: 'The key was not found.',
  thumbprint: '0'.repeat(40),
  idp: 'https://sts.windows.net/00000000-0000-4000-8000-000000000002/',
})

const filled = (text: string, values: Record<string, string>) =>
  text.replace(/\{(\w+)\}/g, (_, name: string) => values[name] ?? name)

export class EntraError extends Error {
  readonly row: Aadsts
  readonly values: Record<string, string>

  /** `values` fill the sentence's `{names}`; `change` overrides table columns such as `where`. */
  constructor(number: number, values: Record<string, string> = {}, change: Partial<Aadsts> = {}) {
    const row = aadstsTable.get(number)
    if (!row) throw new RangeError(`AADSTS${number} is not in the table`)
    const changed = { ...row, ...change }
    super(`AADSTS${number}: ${filled(changed.text, values)}`)
    this.row = changed
    this.values = values
  }
}

export type Occasion = { origin: string; now: number; correlationId: string }

const errorUri = (error: EntraError, origin: string) => `${origin}/error?code=${error.row.number}`

function sentenceOf({ row, values }: EntraError, now: number): string {
  return `AADSTS${row.number}: ${filled(row.text, { ...valuesAt(now), ...values })}`
}

/** What Conditional Access requires; the app passes it unchanged to /authorize. Samples: token-answers#50076-claims. */
const claimsChallenge = JSON.stringify({
  access_token: { capolids: { essential: true, values: ['e0e0e0e0-0000-4000-e000-000000000001'] } },
})

/** Token responses have separated the description's parts by one space since June 2024. */
export function errorJson(error: EntraError, { origin, now, correlationId }: Occasion) {
  const { row } = error
  const traceId = crypto.randomUUID()
  const timestamp = timestampOf(now)
  const trace = `Trace ID: ${traceId} Correlation ID: ${correlationId} Timestamp: ${timestamp}`
  return {
    error: row.error,
    error_description: `${sentenceOf(error, now)} ${trace}`,
    error_codes: [row.number],
    timestamp,
    trace_id: traceId,
    correlation_id: correlationId,
    ...(row.uri ? { error_uri: errorUri(error, origin) } : {}),
    ...(row.suberror ? { suberror: row.suberror } : {}),
    ...(row.claims ? { claims: claimsChallenge } : {}),
    ...(row.passwordChangeUrl ? { password_change_url: row.passwordChangeUrl } : {}),
  }
}

/** Redirects separate them by CR LF, in every sample seen. */
export function errorFields(
  error: EntraError,
  { origin, now, correlationId }: Occasion,
): Record<string, string> {
  const lines = [
    sentenceOf(error, now),
    `Trace ID: ${crypto.randomUUID()}`,
    `Correlation ID: ${correlationId}`,
    `Timestamp: ${timestampOf(now)}`,
  ]
  return {
    error: error.row.error,
    error_description: lines.join('\r\n'),
    ...(error.row.uri ? { error_uri: errorUri(error, origin) } : {}),
  }
}
