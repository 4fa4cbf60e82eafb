// Proof Key for Code Exchange (RFC 7636): S256 and plain.
import { sha256 } from './digest.ts'
import { EntraError } from './entra-error.ts'
import type { Parameters } from './parameters.ts'

export type Challenge = { method: 'S256' | 'plain'; value: string }

const unreserved = /^[A-Za-z0-9._~-]{43,128}$/

export function readChallenge(parameters: Parameters): Challenge | null {
  const value = parameters.get('code_challenge')
  const method = parameters.get('code_challenge_method')
  if (value === null && method === null) return null
  if (value === null) throw new EntraError(50147)
  if (method !== null && method !== 'S256' && method !== 'plain') {
    throw new EntraError(90023, { parameter: 'code_challenge_method' })
  }
  // An S256 challenge is always 43 characters; RFC 7636 section 4.3 makes plain the default.
  if (!unreserved.test(value) || (method === 'S256' && value.length !== 43)) throw new EntraError(501491)
  return { method: method ?? 'plain', value }
}

/** Both or neither: a verifier for a request that sent no challenge is a downgrade (RFC 9700 section 2.1.1). */
export async function checkVerifier(challenge: Challenge | null, verifier: string | null): Promise<void> {
  if (challenge === null && verifier === null) return
  if (challenge === null || verifier === null || !unreserved.test(verifier)) throw new EntraError(501481)
  const expected = challenge.method === 'S256' ? await sha256(verifier) : verifier
  if (expected !== challenge.value) throw new EntraError(501481)
}
