// Explains why Entra refused the operator's sign-in, and quotes Entra's own message.
import { explain } from '../../../src/entryway/protocol.ts'
import { GRAPH_COMMAND_LINE_TOOLS } from '../command-line/options.ts'
import { RegisterRefusal } from '../command-line/refusal.ts'
import { BY_NUMBER } from './sign-in-numbers.ts'
import {
  BUSY,
  BY_CODE,
  consent,
  declined,
  expired,
  type SignInWay,
  TOKEN,
  type Words,
} from './sign-in-words.ts'

/** Entra's error, from the token endpoint or the redirect URI. */
export type SignInError = { error: string; aadsts: number | null; description: string }

const COMPLETE: Words = [
  'Entra needs more from you than the sign-in gave it.',
  `Run this again and complete what the page asks for. ${TOKEN}`,
]

const BY_ERROR: Record<string, (clientId: string) => Words> = {
  authorization_declined: declined,
  access_denied: declined,
  expired_token: expired,
  code_expired: expired,
  consent_required: consent,
  interaction_required: () => COMPLETE,
  login_required: () => COMPLETE,
  temporarily_unavailable: () => BUSY,
  server_error: () => BUSY,
}

function explainSignInError({ error, aadsts }: SignInError, way: SignInWay, clientId: string): Words {
  const row = aadsts === null ? undefined : BY_NUMBER.find(([numbers]) => numbers.includes(aadsts))
  if (row) return row[1](way, clientId)
  const known = explain({ error: '', suberror: null, aadsts })
  if (known.code === 'entra_unavailable' && known.fixableBy === 'microsoft') return BUSY
  const byCode = BY_CODE[known.code]
  if (byCode) return byCode(known.operator, way, clientId)
  return (
    BY_ERROR[error]?.(clientId) ?? [
      'Entra rejected the sign-in.',
      `See ${aadsts === null ? '' : `https://login.microsoftonline.com/error?code=${aadsts} and `}the tenant’s sign-in log for more. Depending on the reason, --tenant, --sign-in-client or ${way === 'device code' ? 'leaving --device-code out' : '--device-code'} may help. ${TOKEN}`,
    ]
  )
}

const SHOWN = 200

/** Entra's own sentence, without the details for its support. */
const firstSentence = (description: string): string =>
  description
    .split(/\s*(?:Trace ID|Correlation ID|Timestamp):/)[0]
    ?.replaceAll(/[\p{Cc}\p{Cf}]+/gu, ' ')
    .split(/\.\s/)[0]
    ?.trim()
    .replace(/\.$/, '')
    .slice(0, SHOWN) ?? ''

/** Its error, number and sentence; completes "Entra returned". */
export function inEntrasWords({ error, aadsts, description }: SignInError): string {
  const sentence = firstSentence(description)
  const number = aadsts !== null && !sentence.includes(`AADSTS${aadsts}`) ? `AADSTS${aadsts}` : ''
  return [error, number, sentence].filter(Boolean).join(', ') || 'an invalid response'
}

/**
 * Includes Entra's own words, for users to look up.
 * @param clientId the app that the operator signs in to
 */
export function signInRefusal(
  given: SignInError,
  way: SignInWay,
  clientId = GRAPH_COMMAND_LINE_TOOLS,
): RegisterRefusal {
  const [meaning, next] = explainSignInError(given, way, clientId)
  return new RegisterRefusal('sign_in', `${meaning} Entra returned ${inEntrasWords(given)}.`, next)
}
