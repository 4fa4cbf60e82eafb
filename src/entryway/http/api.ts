// A call to an API with the user's token, and what its response means.
import { isGraphHost } from '../entra/clouds.ts'
import { EntrywayError } from '../errors/entryway-error.ts'
import { parseJson } from './json.ts'
import { type Answer, fetchStream, fetchText, OutboundError, retryAfter } from './outbound.ts'

export type ApiRequest = {
  method?: string
  /** Sent as JSON. */
  json?: object
  headers?: Record<string, string>
  /** Until the whole response is here, or for a stream its headers. Default: 10. */
  deadlineSeconds?: number | undefined
  /** What errors call the API. Default: "Microsoft Graph", "Azure DevOps" or the host. */
  api?: string
}

/** The response with its complete text, for any status. @throws {EntrywayError} `api_failed`, `api_timed_out`: no response */
export function fetchApi(url: string | URL, accessToken: string, request: ApiRequest = {}): Promise<Answer> {
  return fetchText(url, initOf(accessToken, request), request.deadlineSeconds).catch((error) =>
    throwApiError(error, request.api ?? apiName(url)),
  )
}

/** The response as a stream, for any status. Throws like `fetchApi`. */
export function streamApi(
  url: string | URL,
  accessToken: string,
  request: ApiRequest = {},
): Promise<Response> {
  return fetchStream(url, initOf(accessToken, request), request.deadlineSeconds).catch((error) =>
    throwApiError(error, request.api ?? apiName(url)),
  )
}

/** The JSON of a 2xx response; null when it has no body. @throws {EntrywayError} `api_…` */
export async function fetchApiJson(
  url: string | URL,
  accessToken: string,
  request: ApiRequest = {},
): Promise<unknown> {
  const api = request.api ?? apiName(url)
  const answer = await fetchApi(url, accessToken, { ...request, api })
  throwUnlessOk(answer, api, `${request.method ?? 'GET'} ${url}`)
  if (answer.text === '' && request.method !== undefined) return null
  const json = parseJson(answer.text)
  if (json === undefined) throw new EntrywayError('api_not_json', { reason: `status_${answer.status}`, api })
  return json
}

/**
 * @param answer its text becomes the error's cause, which developers see on localhost
 * @param asked for the cause: the request, as `GET https://…`
 * @throws {EntrywayError} `api_…`, unless the status is 2xx
 */
export function throwUnlessOk(
  { status, headers, text }: Pick<Answer, 'status' | 'headers'> & { text?: string },
  api: string,
  asked = api,
): void {
  if (status >= 200 && status < 300) return
  const about = {
    reason: `status_${status}`,
    api,
    cause: new Error(`${asked}: ${status} ${text ?? ''}`.trim()),
  }
  if (status === 400) throw new EntrywayError('api_bad_request', about)
  if (status === 401) throw new EntrywayError('api_unauthorized', about)
  if (status === 403) throw new EntrywayError('api_forbidden', about)
  if (status === 404) throw new EntrywayError('api_not_found', about)
  const retryAfterSeconds = retryAfter(headers)
  throw new EntrywayError(status === 429 ? 'api_busy' : 'api_failed', { ...about, retryAfterSeconds })
}

/** What pages and the log call an API. */
export function apiName(url: string | URL): string {
  const { host } = new URL(url)
  if (isGraphHost(host)) return 'Microsoft Graph'
  return /(?:^|\.)(?:dev\.azure|visualstudio)\.com$/.test(host) ? 'Azure DevOps' : host
}

function initOf(accessToken: string, { method = 'GET', json, headers }: ApiRequest): RequestInit {
  return {
    method,
    headers: {
      accept: 'application/json',
      ...(json && { 'content-type': 'application/json' }),
      ...headers,
      authorization: `Bearer ${accessToken}`,
    },
    body: json ? JSON.stringify(json) : null,
  }
}

function throwApiError(error: unknown, api: string): never {
  if (!(error instanceof OutboundError)) throw error
  const code = error.fault === 'timeout' ? 'api_timed_out' : 'api_failed'
  throw new EntrywayError(code, { reason: error.fault, api, cause: error.cause })
}
