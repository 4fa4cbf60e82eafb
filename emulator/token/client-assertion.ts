// A client that proves itself with a certificate: a JWT signed by its key (RFC 7523), as Entra wants it.
import { base64url, decodeProtectedHeader, errors, importX509, jwtVerify } from 'jose'
import { EntraError } from '../protocol/entra-error.ts'

export const ASSERTION_TYPE = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer'

// The certificate is named by its SHA-256 thumbprint beside PS256, or by SHA-1 beside RS256 (older clients).
const algorithms = { PS256: { header: 'x5t#S256', hash: 'SHA-256' }, RS256: { header: 'x5t', hash: 'SHA-1' } }

// Clocks differ by a little, and some libraries round the time of `nbf` up. Entra allows more.
const SKEW_SECONDS = 10

async function thumbprint(pem: string, hash: string): Promise<Uint8Array> {
  const der = Uint8Array.from(atob(pem.replace(/-----[^-]+-----|\s/g, '')), (char) => char.charCodeAt(0))
  return new Uint8Array(await crypto.subtle.digest(hash, der))
}

/** Of the certificate, as the client writes it: MSAL Python pads its base64url. null: no thumbprint. */
function readThumbprint(text: unknown): Uint8Array | null {
  if (typeof text !== 'string') return null
  try {
    return base64url.decode(text.replace(/=+$/, ''))
  } catch {
    return null
  }
}

const isSame = (one: Uint8Array, other: Uint8Array) =>
  one.length === other.length && one.every((byte, index) => byte === other[index])

const hex = (bytes: Uint8Array) =>
  Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0'))
    .join('')
    .toUpperCase()

type Expected = { clientId: string; audiences: string[]; certificates: string[]; now: number }

function refusal(error: unknown, named: Record<string, string>): EntraError {
  if (error instanceof EntraError) return error
  if (error instanceof errors.JWTExpired) return new EntraError(700024)
  if (error instanceof errors.JWTClaimValidationFailed) {
    return new EntraError(['nbf', 'exp', 'iat'].includes(error.claim) ? 700024 : 50012)
  }
  const reason = 'The provided signature value did not match the expected signature value.'
  return new EntraError(700027, { ...named, reason })
}

/** Throws EntraError unless the client's own certificate signed this assertion, for this endpoint, for now. */
export async function checkAssertion(assertion: string, expected: Expected): Promise<void> {
  const named: Record<string, string> = { client: expected.clientId }
  try {
    const header = decodeProtectedHeader(assertion)
    const algorithm = header.alg === 'PS256' || header.alg === 'RS256' ? header.alg : null
    if (algorithm === null) throw new EntraError(700027)
    const { header: name, hash } = algorithms[algorithm]
    const given = readThumbprint(header[name])
    if (given) named.thumbprint = hex(given)
    for (const pem of expected.certificates) {
      if (!given || !isSame(await thumbprint(pem, hash), given)) continue
      await jwtVerify(assertion, await importX509(pem, algorithm), {
        algorithms: [algorithm],
        audience: expected.audiences,
        issuer: expected.clientId,
        subject: expected.clientId,
        requiredClaims: ['exp', 'jti'],
        currentDate: new Date(expected.now),
        clockTolerance: SKEW_SECONDS,
      })
      return
    }
    throw new EntraError(700027, named)
  } catch (error) {
    throw refusal(error, named)
  }
}
