// A call to somebody's API with the person's token, and what its answer means.
import { Refusal } from '../errors/errors.ts'
import { parseJson } from './json.ts'
import { type Answer, OutboundError, open, send } from './outbound.ts'
import { retryAfter } from './retry-after.ts'

/** Indented, a few kilobytes of brackets would grow to more than the isolate's 128 MB. */
const MOST_CHARACTERS_SHOWN = 2 * 1024 * 1024
const INDENT = 4
/** Deeper than any answer in good faith; the walk over it is a recursion. */
const MOST_LEVELS = 500

export type Asked = { method?: string; body?: object; deadlineSeconds?: number | undefined }
export type JsonAnswer = { status: number; json: unknown }

/**
 * The API's JSON.
 * @throws {Refusal} `api_…`, one for each way an API says no
 */
export async function getJson(url: string | URL, accessToken: string): Promise<JsonAnswer> {
  const answer = await callApi(url, accessToken)
  refuseUnlessOk(answer)
  const json = parseJson(answer.text)
  if (json === undefined) throw new Refusal('api_not_json', { reason: `status_${answer.status}` })
  refuseTooLarge(answer.text, json)
  return { status: answer.status, json }
}

/** @throws {Refusal} `api_failed`: too long or too deep to be shown */
export function refuseTooLarge(text: string, json: unknown): void {
  if (text.length + indentation(json, 1) > MOST_CHARACTERS_SHOWN) {
    throw new Refusal('api_failed', { reason: 'too_large_to_show' })
  }
}

/** Changes a part of a resource (RFC 5789). @throws {Refusal} `api_…`, as `getJson` */
export async function patchJson(url: string | URL, accessToken: string, change: object): Promise<void> {
  refuseUnlessOk(await callApi(url, accessToken, { method: 'PATCH', body: change }))
}

/** The API's answer, whatever it is. @throws {Refusal} it could not be heard */
export function callApi(
  url: string | URL,
  accessToken: string,
  { method = 'GET', body, deadlineSeconds }: Asked = {},
): Promise<Answer> {
  const headers = bearer(accessToken, 'application/json')
  if (body) headers['content-type'] = 'application/json'
  const init = { method, headers, body: body ? JSON.stringify(body) : null }
  return send(url, init, deadlineSeconds).catch(unheard)
}

/** The API's answer as a stream, whatever its status. @throws {Refusal} it could not be heard */
export function getStream(url: string | URL, accessToken: string, accept: string): Promise<Response> {
  return open(url, { headers: bearer(accessToken, accept) }).catch(unheard)
}

/** How many spaces showing it would take; given up once that is more than is shown. */
function indentation(json: unknown, level: number): number {
  if (typeof json !== 'object' || json === null) return 0
  if (level > MOST_LEVELS) return Number.POSITIVE_INFINITY
  let spaces = 0
  for (const value of Object.values(json)) {
    spaces += level * INDENT + indentation(value, level + 1)
    if (spaces > MOST_CHARACTERS_SHOWN) break
  }
  return spaces
}

/** @throws {Refusal} `api_…`, unless the status is 2xx */
export function refuseUnlessOk({ status, headers }: Pick<Answer, 'status' | 'headers'>): void {
  if (status >= 200 && status < 300) return
  const reason = `status_${status}`
  if (status === 400) throw new Refusal('api_bad_request', { reason })
  if (status === 401) throw new Refusal('api_unauthorized', { reason })
  if (status === 403) throw new Refusal('api_forbidden', { reason })
  if (status === 404) throw new Refusal('api_not_found', { reason })
  if (status === 429) throw new Refusal('api_busy', { reason, retryAfterSeconds: retryAfter(headers) })
  throw new Refusal('api_failed', { reason, retryAfterSeconds: retryAfter(headers) })
}

function bearer(accessToken: string, accept: string): Record<string, string> {
  return { authorization: `Bearer ${accessToken}`, accept }
}

function unheard(error: unknown): never {
  if (!(error instanceof OutboundError)) throw error
  throw new Refusal(error.fault === 'timeout' ? 'api_timed_out' : 'api_failed', { reason: error.fault })
}
