// The correlation ID: the client's own if it sends a GUID, else a new one.
import type { Context } from 'hono'
import { GUID } from './guid.ts'

export function correlationIdOf(c: Context): string {
  const sent = c.req.query('client-request-id') ?? c.req.header('client-request-id') ?? ''
  return GUID.test(sent) ? sent : crypto.randomUUID()
}
