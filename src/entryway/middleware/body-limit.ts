// How much may be sent to a page: a form is small.
import { EntrywayError } from '../errors/entryway-error.ts'

/** The largest form of the sample app, with every field full, is some ten kibibytes. */
export const DEFAULT_MAX_BYTES = 64 * 1024

/**
 * The request with its body read, before any handler has begun. What comes is counted, whatever was announced, which
 * hono/body-limit does not do.
 * @param maxBytes NaN, of a variable that is not set, lets nothing in
 * @throws {EntrywayError} `too_large`
 */
export async function limitBody(
  request: Request,
  maxBytes: number,
  fix: () => string | undefined,
): Promise<Request> {
  // fetch() has no GET with a body (Fetch, Request constructor), curl has: what it sends is no part of what is asked for.
  if (!request.body || request.method === 'GET' || request.method === 'HEAD') return request
  // What is announced as too large is refused unread: a body given up half-way breaks the next request in wrangler dev.
  if (Number(request.headers.get('content-length')) > maxBytes)
    throw new EntrywayError('too_large', { fix: fix() })
  const chunks: Uint8Array[] = []
  let length = 0
  try {
    for await (const chunk of request.body as ReadableStream<Uint8Array>) {
      length += chunk.byteLength
      if (!(length <= maxBytes)) throw new EntrywayError('too_large', { fix: fix() })
      chunks.push(chunk)
    }
  } catch (cause) {
    // If the connection breaks off, there is nobody to respond to.
    throw cause instanceof EntrywayError ? cause : new EntrywayError('too_large', { cause })
  }
  return new Request(request, { body: await new Blob(chunks).arrayBuffer() })
}
