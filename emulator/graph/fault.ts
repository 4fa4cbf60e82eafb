// The faults of Graph that apply to any request.
import type { Context } from 'hono'
import type { ContentfulStatusCode } from 'hono/utils/http-status'
import type { ErrorParts } from '../directory/graph-refusal.ts'
import { notFound, requestDenied } from '../directory/graph-refusal.ts'
import { stall } from '../protocol/stall.ts'
import type { FaultName } from '../state/fault-names.ts'
import { takeFault } from '../state/faults.ts'
import type { State } from '../state/state.ts'
import { answerRefusal, CHALLENGE, challengeAt, graphError, invalidToken, OUTDATED_TOKEN } from './error.ts'

type Refusal = [status: ContentfulStatusCode, code: string, message: string, parts?: ErrorParts]

const INVALID_TOKEN = 'InvalidAuthenticationToken'

const refusals: Partial<Record<FaultName, (now: number) => Refusal>> = {
  graph_401_older: () => [
    401,
    INVALID_TOKEN,
    'Access token has expired or is not yet valid.',
    { headers: { 'WWW-Authenticate': CHALLENGE } },
  ],
  graph_claims_challenge: (now) => [
    401,
    INVALID_TOKEN,
    OUTDATED_TOKEN,
    { headers: { 'WWW-Authenticate': challengeAt(now) } },
  ],
  graph_claims_challenge_bare: () => [
    401,
    INVALID_TOKEN,
    "Exception of type 'Microsoft.Graph.AGS.Contracts.ClaimsChallengeRequiredException' was thrown.",
  ],
  graph_429: () => [
    429,
    'TooManyRequests',
    'Too many requests from Identifier:Local under category:throttle.local.entra. Please try again later.',
    { headers: { 'Retry-After': '7' } },
  ],
  graph_429_empty: () => [429, 'UnknownError', '', { headers: { 'Retry-After': '10' } }],
  graph_429_other_code: () => [429, 'accessDenied', 'Too Many Requests', { innerCode: 'throttledRequest' }],
  graph_503: () => [503, 'serviceNotAvailable', 'The service is temporarily unavailable.'],
}

/** Null: no fault. */
export async function graphFault(c: Context, { faults, now }: State): Promise<Response | null> {
  if (takeFault(faults, 'graph_stall')) return stall(c.req.raw.signal)
  if (takeFault(faults, 'graph_401')) return invalidToken(c, { refusal: 'expired', message: null })
  if (takeFault(faults, 'graph_403')) return answerRefusal(c, requestDenied())
  if (takeFault(faults, 'graph_404')) {
    return answerRefusal(c, notFound(c.req.path.split('/').at(-1) ?? ''))
  }
  for (const [name, refusal] of Object.entries(refusals)) {
    if (takeFault(faults, name as FaultName)) return graphError(c, ...refusal(now()))
  }
  if (takeFault(faults, 'graph_html'))
    return c.html('<!doctype html><title>Proxy</title><h1>Sign in to the proxy</h1>')
  if (takeFault(faults, 'graph_redirect')) return c.redirect('/redirected', 302)
  return null
}
