// What is sent to this app is a form of its own pages, and small.
import type { MiddlewareHandler } from 'hono'
import { Refusal } from '../errors/errors.ts'
import type { App } from '../http/request.ts'

/** The largest form, with every field full, is some ten kibibytes; what the answer to one costs grows with it. */
const MOST_BYTES = 64 * 1024

/**
 * Before any handler has begun. What comes is counted, whatever was announced, which hono/body-limit does not do.
 */
export const smallBodiesOnly: MiddlewareHandler<App> = async (c, next) => {
  const { raw } = c.req
  if (raw.body) {
    // One that breaks off has nobody left to tell.
    const body = await read(raw.body).catch(() => null)
    if (body === null) throw new Refusal('too_large')
    c.req.raw = new Request(raw, { body })
  }
  return next()
}

/** @throws {RangeError} there is more; none of it is read */
async function read(body: ReadableStream<Uint8Array>): Promise<Uint8Array<ArrayBuffer>> {
  const bytes = new Uint8Array(MOST_BYTES)
  let length = 0
  for await (const chunk of body) {
    bytes.set(chunk, length)
    length += chunk.length
  }
  return bytes.subarray(0, length)
}
