// The correlation id: the client's own when it sends a GUID, else a new one.
import type { Context } from 'hono'

const guid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

export function correlationIdOf(c: Context): string {
  const sent = c.req.query('client-request-id') ?? c.req.header('client-request-id') ?? ''
  return guid.test(sent) ? sent : crypto.randomUUID()
}
