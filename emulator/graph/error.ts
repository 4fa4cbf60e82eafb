// Refusals in Microsoft Graph's words.
import type { Context } from 'hono'
import type { ContentfulStatusCode } from 'hono/utils/http-status'
import { type BearerRefusal, bearerRefusals } from '../token/bearer.ts'

/** What Graph says of a body that it cannot read. */
export const UNREADABLE_BODY =
  'Unable to read JSON request payload. Please ensure Content-Type header is set and payload is of valid JSON format.'

export function graphError(
  c: Context,
  status: ContentfulStatusCode,
  code: string,
  message: string,
  headers: Record<string, string> = {},
) {
  const requestId = crypto.randomUUID()
  const clientRequestId = c.req.header('client-request-id') ?? requestId
  const date = new Date().toISOString().slice(0, 19)
  const innerError = { date, 'request-id': requestId, 'client-request-id': clientRequestId }
  return c.json({ error: { code, message, innerError } }, status, { 'request-id': requestId, ...headers })
}

export const invalidToken = (c: Context, refusal: BearerRefusal) =>
  graphError(c, 401, 'InvalidAuthenticationToken', bearerRefusals[refusal], {
    'WWW-Authenticate':
      'Bearer realm="", authorization_uri="https://login.microsoftonline.com/common/oauth2/authorize"',
  })

export const denied = (c: Context) =>
  graphError(c, 403, 'Authorization_RequestDenied', 'Insufficient privileges to complete the operation.')
