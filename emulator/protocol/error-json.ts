// Errors that the app receives as JSON, from the token endpoint and the metadata.
import type { Context } from 'hono'
import type { ContentfulStatusCode } from 'hono/utils/http-status'
import { correlationIdOf } from './correlation.ts'
import { EntraError, errorJson } from './entra-error.ts'

/** `now` in milliseconds. Rethrows anything but an expected error. */
export function answerErrorJson(c: Context, error: Error, now: number) {
  if (!(error instanceof EntraError)) throw error
  const occasion = { origin: new URL(c.req.url).origin, now, correlationId: correlationIdOf(c) }
  c.header('Cache-Control', 'no-store, no-cache')
  c.header('Pragma', 'no-cache')
  c.header('x-ms-request-id', crypto.randomUUID())
  return c.json(errorJson(error, occasion), error.row.status as ContentfulStatusCode)
}
