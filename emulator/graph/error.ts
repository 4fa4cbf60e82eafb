// Errors as Microsoft Graph writes them.
import type { Context } from 'hono'
import type { ContentfulStatusCode } from 'hono/utils/http-status'
import { type ErrorParts, GraphRefusal } from '../directory/graph-refusal.ts'
import { bearerRefusals } from '../token/bearer.ts'
import type { GraphEnv, TokenRefusal } from './caller.ts'

/** Graph's message for a body that it cannot read. */
export const UNREADABLE_BODY =
  'Unable to read JSON request payload. Please ensure Content-Type header is set and payload is of valid JSON format.'

/** The `client_id` in it is Graph's own. */
export const CHALLENGE =
  'Bearer realm="", authorization_uri="https://login.microsoftonline.com/common/oauth2/authorize", client_id="00000003-0000-0000-c000-000000000000"'

/** `request-id` repeats the response header. */
export function graphError(
  c: Context,
  status: ContentfulStatusCode,
  code: string,
  message: string,
  { headers = {}, details, innerCode }: ErrorParts = {},
) {
  const requestId = (c as Context<GraphEnv>).get('requestId') ?? crypto.randomUUID()
  const innerError = {
    ...(innerCode === undefined ? {} : { code: innerCode }),
    date: new Date().toISOString().slice(0, 19),
    'request-id': requestId,
    'client-request-id': c.req.header('client-request-id') ?? requestId,
  }
  const error = { code, message, ...(details ? { details } : {}), innerError }
  return c.json({ error }, status, { 'request-id': requestId, ...headers })
}

/** The token predates an event about its user: continuous access evaluation. */
export const OUTDATED_TOKEN =
  'Continuous access evaluation resulted in challenge with result: InteractionRequired and code: TokenCreatedWithOutdatedPolicies'

/**
 * A new token must be no older than `notBefore` (milliseconds). The JSON is base64 with "=" padding, as in Microsoft's
 * own example.
 */
export function challengeAt(notBefore: number): string {
  const claims = `{"access_token":{"nbf":{"essential":true, "value":"${Math.floor(notBefore / 1000)}"}}}`
  return `${CHALLENGE}, error="insufficient_claims", claims="${btoa(claims)}"`
}

export const invalidToken = (c: Context, { refusal, message, notBefore }: TokenRefusal) =>
  graphError(
    c,
    401,
    'InvalidAuthenticationToken',
    message ?? (refusal === 'outdated' ? OUTDATED_TOKEN : bearerRefusals[refusal]),
    { headers: { 'WWW-Authenticate': notBefore === undefined ? CHALLENGE : challengeAt(notBefore) } },
  )

/** Rethrows anything but an expected error. */
export function answerRefusal(c: Context, error: Error) {
  if (!(error instanceof GraphRefusal)) throw error
  return graphError(c, error.status, error.code, error.message, error.parts)
}
