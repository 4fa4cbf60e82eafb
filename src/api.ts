// A call to somebody's API with the person's token, and what its answer means.
import { Refusal } from './errors.ts'
import { type Answer, OutboundError, open, parseJson, send } from './outbound.ts'

/** Longer than any API asks for in good faith. */
const MOST_RETRY_AFTER_SECONDS = 3600

/** Deeper than any profile. Indented, a few kilobytes of brackets would grow to more than the isolate's 128 MB. */
const MOST_LEVELS = 64

export type JsonAnswer = { status: number; json: unknown }

/**
 * The API's JSON.
 * @throws {Refusal} `api_…`, one for each way an API says no
 */
export async function getJson(url: string | URL, accessToken: string): Promise<JsonAnswer> {
  const answer: Answer = await send(url, { headers: bearer(accessToken, 'application/json') }).catch(unheard)
  refuseUnlessOk(answer)
  const json = parseJson(answer.text)
  if (json === undefined) throw new Refusal('api_not_json', { reason: `status_${answer.status}` })
  if (isDeeperThan(MOST_LEVELS, json)) throw new Refusal('api_failed', { reason: 'too_deep' })
  return { status: answer.status, json }
}

/** Changes a part of a resource (RFC 5789). @throws {Refusal} `api_…`, as `getJson` */
export async function patchJson(url: string | URL, accessToken: string, change: object): Promise<void> {
  const headers = { ...bearer(accessToken, 'application/json'), 'content-type': 'application/json' }
  const answer = await send(url, { method: 'PATCH', headers, body: JSON.stringify(change) }).catch(unheard)
  refuseUnlessOk(answer)
}

/** The API's answer as a stream, whatever its status. @throws {Refusal} it could not be heard */
export function getStream(url: string | URL, accessToken: string, accept: string): Promise<Response> {
  return open(url, { headers: bearer(accessToken, accept) }).catch(unheard)
}

function isDeeperThan(levels: number, json: unknown): boolean {
  if (typeof json !== 'object' || json === null) return false
  return levels === 0 || Object.values(json).some((value) => isDeeperThan(levels - 1, value))
}

function refuseUnlessOk({ status, headers }: Pick<Answer, 'status' | 'headers'>): void {
  if (status >= 200 && status < 300) return
  const reason = `status_${status}`
  if (status === 400) throw new Refusal('api_bad_request', { reason })
  if (status === 401) throw new Refusal('api_unauthorized', { reason })
  if (status === 403) throw new Refusal('api_forbidden', { reason })
  if (status === 404) throw new Refusal('api_not_found', { reason })
  if (status === 429) throw new Refusal('api_busy', { reason, retryAfterSeconds: retryAfter(headers) })
  throw new Refusal('api_failed', { reason })
}

/** RFC 9110 section 10.2.3, the form in seconds, which is the one that Graph sends. */
function retryAfter(headers: Headers): number | undefined {
  const seconds = Number(headers.get('retry-after') ?? Number.NaN)
  return Number.isInteger(seconds) && seconds > 0 ? Math.min(seconds, MOST_RETRY_AFTER_SECONDS) : undefined
}

function bearer(accessToken: string, accept: string): Record<string, string> {
  return { authorization: `Bearer ${accessToken}`, accept }
}

function unheard(error: unknown): never {
  if (!(error instanceof OutboundError)) throw error
  throw new Refusal(error.fault === 'timeout' ? 'api_timed_out' : 'api_failed', { reason: error.fault })
}
