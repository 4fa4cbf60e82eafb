// The certificate credential: PEM texts -> what a client assertion needs, or what is wrong with them.
import { sha256 } from '@oslojs/crypto/sha2'
import { encodeBase64urlNoPadding } from '@oslojs/encoding'

export type Certificate = {
  /** SHA-256 over the DER, base64url: the `x5t#S256` header (RFC 7515 section 4.1.8). */
  thumbprint: string
  /** Milliseconds. */
  notBefore: number
  notAfter: number
  /** Of its RSA public key; the private key has the same one. */
  modulus: string
}

export type PrivateKey = { pkcs8: Uint8Array<ArrayBuffer>; modulus: string }

/** 1.2.840.113549.1.1.1, as DER has it: a key of RSASSA-PSS or of a curve is of another algorithm. */
const RSA_ENCRYPTION = '42,134,72,134,247,13,1,1,1'
const LEAST_BITS = 2048

/** Wrong in a way that the operator can fix; the message consists of fixed words. */
export class CredentialProblem extends Error {}

/** @throws {CredentialProblem} */
export function readCertificate(pem: string): Certificate {
  const der = readPem(pem, 'CERTIFICATE')
  return readDer('is not an X.509 certificate of an RSA key', () => {
    // RFC 5280 section 4.1: Certificate { tbsCertificate { [0] version, serial, algorithm, issuer, validity, subject, key } }
    const hasVersion = at(der, 0, 0)[0] === 0xa0
    const [validity, key] = hasVersion ? [4, 6] : [3, 5]
    // SubjectPublicKeyInfo { { algorithm }, BIT STRING { unused bits, RSAPublicKey { modulus, exponent } } }
    if (at(der, 0, 0, key, 0, 0).join() !== RSA_ENCRYPTION) throw new RangeError('another algorithm')
    return {
      thumbprint: encodeBase64urlNoPadding(sha256(der)),
      notBefore: time(at(der, 0, 0, validity, 0)),
      notAfter: time(at(der, 0, 0, validity, 1)),
      modulus: at(at(der, 0, 0, key, 1).slice(1), 0, 0).join(),
    }
  })
}

/** What its dates have against it; null = valid. @param now milliseconds */
export function validityProblem({ notBefore, notAfter }: Certificate, now: number): string | null {
  if (now < notBefore) return `is not valid before ${dayOf(notBefore)}`
  return now < notAfter ? null : `expired on ${dayOf(notAfter)}`
}

/** @throws {CredentialProblem} */
export function readPrivateKey(pem: string): PrivateKey {
  if (/BEGIN (ENCRYPTED|RSA) PRIVATE KEY/.test(pem)) {
    throw new CredentialProblem(
      'is encrypted or in the PKCS#1 form; convert it with: openssl pkcs8 -topk8 -nocrypt -in key.pem -out key-pkcs8.pem',
    )
  }
  const pkcs8 = readPem(pem, 'PRIVATE KEY')
  // RFC 5958 section 2, RFC 8017 A.1.2: { version, { algorithm }, OCTET STRING { RSAPrivateKey { version, modulus, ... } } }
  const read = (...path: number[]) => readDer('is not a whole RSA private key', () => at(pkcs8, 0, ...path))
  if (read(1, 0).join() !== RSA_ENCRYPTION) {
    throw new CredentialProblem('is not a key of the algorithm rsaEncryption')
  }
  const modulus = read(2, 0, 1)
  // A number with its first bit set has a zero byte before it.
  if (modulus.length <= LEAST_BITS / 8) throw new CredentialProblem(`has fewer than ${LEAST_BITS} bits`)
  return { pkcs8, modulus: modulus.join() }
}

/** "2026-12-03" */
const dayOf = (ms: number) => new Date(ms).toISOString().slice(0, 10)

function readPem(pem: string, label: string): Uint8Array<ArrayBuffer> {
  // A secret store may have stored line breaks as the two characters \n.
  const text = pem.replaceAll('\\n', '\n')
  const match = new RegExp(`-----BEGIN ${label}-----([A-Za-z0-9+/=\\s]+)-----END ${label}-----`).exec(text)
  try {
    if (match?.[1]) return Uint8Array.from(atob(match[1]), (character) => character.charCodeAt(0))
  } catch {
    // Not base64: said below.
  }
  throw new CredentialProblem(`is not a PEM text that begins with -----BEGIN ${label}-----`)
}

function readDer<T>(problem: string, read: () => T): T {
  try {
    return read()
  } catch {
    throw new CredentialProblem(problem)
  }
}

/** The content of a value in DER (ITU-T X.690), by its path: 0, 2 is the third value inside the first one. */
function at(der: Uint8Array, index: number, ...path: number[]): Uint8Array {
  const [, first = Number.NaN] = der
  const start = first > 0x80 ? 2 + first - 0x80 : 2
  const length = first > 0x80 ? der.slice(2, start).reduce((sum, byte) => sum * 256 + byte, 0) : first
  const end = start + length
  if (!(end <= der.length)) throw new RangeError('cut short')
  if (index > 0) return at(der.slice(end), index - 1, ...path)
  const [next, ...deeper] = path
  return next === undefined ? der.slice(start, end) : at(der.slice(start, end), next, ...deeper)
}

/** UTCTime has two digits for the year, GeneralizedTime four (RFC 5280 section 4.1.2.5). */
function time(content: Uint8Array): number {
  const digits = new TextDecoder().decode(content)
  const full = digits.length === 13 ? (digits < '5' ? '20' : '19') + digits : digits
  const ms = Date.parse(full.replace(/^(....)(..)(..)(..)(..)(..)Z$/, '$1-$2-$3T$4:$5:$6Z'))
  if (Number.isNaN(ms)) throw new RangeError('no time')
  return ms
}
