// The requests an emulator received and its responses, for tests and the start page.

export type RecordedRequest = {
  /** Counts from 1. */
  id: number
  /** Milliseconds. */
  at: number
  method: string
  url: string
  headers: Record<string, string>
  /** Text, if it is a form or JSON; truncated at 64 KB, and null once 500 more requests have been made. */
  body: string | null
  /** null: not answered yet, or never. */
  status: number | null
  location: string | null
  /** JSON only, otherwise like `body`. */
  response: string | null
}

export type RequestLog = {
  /** Oldest first: the last 10,000. */
  requests: RecordedRequest[]
  /** Responds with `serve`, and records both. */
  record(request: Request, now: number, serve: () => Promise<Response>): Promise<Response>
  clear(): void
}

/** Far more than any test makes, but `npm start` may run for days. */
const MAX_REQUESTS = 10_000
const MAX_WITH_BODY = 500
const MAX_CHARACTERS = 64 * 1024

const isReadable = (headers: Headers) =>
  /^application\/(x-www-form-urlencoded|json|[\w.-]+\+json)\b/i.test(headers.get('Content-Type') ?? '')

async function textOf(message: Request | Response): Promise<string | null> {
  if (!message.body || !isReadable(message.headers)) return null
  // Not text(): workerd warns when a form is read as text.
  const text = new TextDecoder().decode(await message.clone().arrayBuffer())
  return text.slice(0, MAX_CHARACTERS)
}

export function createRequestLog(): RequestLog {
  const requests: RecordedRequest[] = []
  let count = 0

  function add(request: Request, now: number): RecordedRequest {
    count += 1
    const entry: RecordedRequest = {
      id: count,
      at: now,
      method: request.method,
      url: request.url,
      headers: Object.fromEntries(request.headers),
      body: null,
      status: null,
      location: null,
      response: null,
    }
    requests.push(entry)
    if (requests.length > MAX_REQUESTS) requests.shift()
    const old = requests.at(-1 - MAX_WITH_BODY)
    if (old) {
      old.body = null
      old.response = null
    }
    return entry
  }

  return {
    requests,
    async record(request, now, serve) {
      const entry = add(request, now)
      entry.body = await textOf(request)
      const response = await serve()
      entry.status = response.status
      entry.location = response.headers.get('Location')
      entry.response = await textOf(response)
      return response
    },
    clear() {
      requests.length = 0
    },
  }
}
