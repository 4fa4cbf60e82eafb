// One request to another server, with a deadline and a size limit, following no redirect.
import { EntrywayError, type ErrorContext } from '../errors/entryway-error.ts'
import { within } from '../wait.ts'

export const DEADLINE_SECONDS = 10
/** Enough for any token, key set or profile; an endless answer must not fill the isolate's 128 MB. */
const MAX_BYTES = 1024 * 1024

export type OutboundFault = 'timeout' | 'network' | 'too_large' | 'not_json' | `status_${number}`

/** Entra couldn’t be reached: the outcome is unknown, and a later attempt may succeed. `api.ts` has the same for APIs. */
export class OutboundError extends EntrywayError {
  readonly fault: OutboundFault
  /** @param details for the log: what the response contained */
  constructor(fault: OutboundFault, cause?: unknown, details: ErrorContext = {}) {
    super('entra_unavailable', { ...whoToAsk(fault), ...details, reason: fault, cause })
    this.fault = fault
  }
}

function whoToAsk(fault: OutboundFault): ErrorContext {
  return fault === 'not_json'
    ? { fixableBy: 'operator', operator: 'a proxy or firewall responds in Entra’s place' }
    : {
        fixableBy: 'microsoft',
        operator: 'Entra couldn’t be reached, or is busy',
        fix: 'try again, then check the network and Microsoft’s service health',
      }
}

/**
 * Cloudflare caches the response near the Worker for five minutes, for new isolates, and does not cache a failure. Other platforms
 * ignore it. Source: Cloudflare Workers, "Request", RequestInitCfProperties.
 */
export const CACHED_NEARBY = { cf: { cacheTtlByStatus: { '200-299': 300, '300-599': -1 } } }

export type Answer = { status: number; headers: Headers; text: string }

/** Sends the request and reads the complete response. A 3xx is returned, not followed: that would send a code or token elsewhere. */
export function fetchText(
  url: string | URL,
  init: RequestInit = {},
  deadlineSeconds?: number,
): Promise<Answer> {
  return withDeadline(async (signal) => {
    const response = await fetch(url, { ...init, redirect: 'manual', signal })
    return { status: response.status, headers: response.headers, text: await readText(response) }
  }, deadlineSeconds)
}

/** Sends and returns as soon as the headers are here, for an answer that is passed on as a stream. */
export function fetchStream(
  url: string | URL,
  init: RequestInit = {},
  deadlineSeconds?: number,
): Promise<Response> {
  return withDeadline((signal) => fetch(url, { ...init, redirect: 'manual', signal }), deadlineSeconds)
}

async function withDeadline<T>(
  work: (signal: AbortSignal) => Promise<T>,
  deadlineSeconds = DEADLINE_SECONDS,
): Promise<T> {
  const abort = new AbortController()
  const late = () => {
    const timeout = new OutboundError('timeout')
    // With its reason, which is what a fetch that is given up then throws.
    abort.abort(timeout)
    return timeout
  }
  try {
    // Raced, not only aborted: a body that stalls after its headers must end too.
    return await within(deadlineSeconds * 1000, work(abort.signal), late)
  } catch (error) {
    throw error instanceof OutboundError ? error : new OutboundError('network', error)
  }
}

async function readText(response: Response): Promise<string> {
  if (!response.body) return ''
  const reader: ReadableStreamDefaultReader<Uint8Array> = response.body.getReader()
  const decoder = new TextDecoder()
  let text = ''
  let bytes = 0
  while (true) {
    const { done, value } = await reader.read()
    if (done) return text + decoder.decode()
    bytes += value.byteLength
    if (bytes > MAX_BYTES) {
      await reader.cancel()
      throw new OutboundError('too_large')
    }
    text += decoder.decode(value, { stream: true })
  }
}

/** Longer than any honest server asks for. */
const MAX_RETRY_AFTER_SECONDS = 3600

/** The answer’s Retry-After (RFC 9110 section 10.2.3): seconds, which is what Microsoft sends, or a date. */
export function retryAfter(headers: Headers): number | undefined {
  const value = headers.get('retry-after') ?? ''
  const seconds = /^\d+$/.test(value) ? Number(value) : Math.ceil((Date.parse(value) - Date.now()) / 1000)
  return Number.isInteger(seconds) && seconds > 0 ? Math.min(seconds, MAX_RETRY_AFTER_SECONDS) : undefined
}
