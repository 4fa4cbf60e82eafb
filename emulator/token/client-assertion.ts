// Client assertions: a JWT signed with the key of the app's certificate (RFC 7523), as Entra requires it.
import { base64url, decodeJwt, decodeProtectedHeader, errors, importX509, jwtVerify } from 'jose'
import { EntraError, preciseTime } from '../protocol/entra-error.ts'

export const ASSERTION_TYPE = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer'

// The header names the certificate by SHA-256 thumbprint with PS256, or by SHA-1 with RS256 (older clients).
const algorithms = { PS256: { header: 'x5t#S256', hash: 'SHA-256' }, RS256: { header: 'x5t', hash: 'SHA-1' } }

// Allows for clock skew, and for libraries that round `nbf` up. Entra allows more.
const SKEW_SECONDS = 10

async function thumbprint(pem: string, hash: string): Promise<Uint8Array> {
  const der = Uint8Array.from(atob(pem.replace(/-----[^-]+-----|\s/g, '')), (char) => char.charCodeAt(0))
  return new Uint8Array(await crypto.subtle.digest(hash, der))
}

/** The certificate's thumbprint as the client writes it: MSAL Python pads its base64url. null: none. */
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

/** Throws EntraError if it isn't a JWT. */
function headerOf(assertion: string) {
  try {
    decodeJwt(assertion)
    return decodeProtectedHeader(assertion)
  } catch {
    throw malformed()
  }
}

type Expected = { clientId: string; audiences: string[]; certificates: string[]; now: number }

/** Not valid now; missing times appear as the epoch (microsoft-authentication-library-for-dotnet#4951). */
export function notNow(assertion: string, now: number): EntraError {
  const { nbf = 0, exp = 0 } = decodeJwt(assertion)
  const at = (seconds: number) => preciseTime(seconds * 1000)
  return new EntraError(700024, { now: preciseTime(now), notBefore: at(nbf), expiry: at(exp) })
}

const malformed = () => new EntraError(50027, {}, { error: 'invalid_client', status: 401 })

/** An empty scope has the same number. AzureAD/microsoft-authentication-library-for-dotnet#2746. */
const wrongAudience = () =>
  new EntraError(
    700023,
    {},
    {
      error: 'invalid_client',
      status: 401,
      text: 'Client assertion audience claim does not match Realm issuer. Review the documentation at https://docs.microsoft.com/azure/active-directory/develop/active-directory-certificate-credentials .',
    },
  )

/** Checks an assertion whose signature is valid. */
function claimRefusal(claim: string, assertion: string, now: number): EntraError {
  if (['nbf', 'exp', 'iat'].includes(claim)) return notNow(assertion, now)
  const { iss, sub, aud } = decodeJwt(assertion)
  if (iss !== sub) return new EntraError(50048)
  if (claim !== 'aud') return new EntraError(50012)
  return Array.isArray(aud) ? malformed() : wrongAudience()
}

function refusal(error: unknown, named: Record<string, string>, assertion: string, now: number): EntraError {
  if (error instanceof EntraError) return error
  if (error instanceof errors.JWTExpired) return notNow(assertion, now)
  if (error instanceof errors.JWTClaimValidationFailed) return claimRefusal(error.claim, assertion, now)
  const reason = 'The provided signature value did not match the expected signature value.'
  return new EntraError(700027, { ...named, reason })
}

/** Throws EntraError unless the assertion is signed by the app's own certificate, for this endpoint, and valid now. */
export async function checkAssertion(assertion: string, expected: Expected): Promise<void> {
  const named: Record<string, string> = { client: expected.clientId }
  const header = headerOf(assertion)
  try {
    const algorithm = header.alg === 'PS256' || header.alg === 'RS256' ? header.alg : null
    const shown = readThumbprint(header['x5t#S256'] ?? header.x5t)
    if (shown) named.thumbprint = hex(shown)
    if (algorithm === null) throw new EntraError(700027, named)
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
      // One audience, not a list: panva/openid-client#348.
      if (Array.isArray(decodeJwt(assertion).aud)) throw malformed()
      return
    }
    throw new EntraError(700027, named)
  } catch (error) {
    throw refusal(error, named, assertion, expected.now)
  }
}
