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
const INTEGER = 0x02
const LEAST_BITS = 2048

/** Wrong in a way that the operator can fix; the message consists of fixed words. */
export class CredentialProblem extends Error {}

/** @throws {CredentialProblem} */
export function readCertificate(pem: string): Certificate {
  const der = readPem(pem, 'CERTIFICATE')
  const parts = derRead(() => {
    // RFC 5280 section 4.1: Certificate { tbsCertificate { [0] version, serial, algorithm, issuer, validity, subject, key } }
    const tbs = children(children(root(der))[0])
    const [, , , validity, , keyInfo] = tbs[0]?.tag === 0xa0 ? tbs.slice(1) : tbs
    const [notBefore, notAfter] = children(validity).map(time)
    return { notBefore, notAfter, modulus: modulusOfPublicKey(keyInfo) }
  })
  const { notBefore, notAfter, modulus } = parts ?? {}
  if (notBefore === undefined || notAfter === undefined || modulus === undefined) {
    throw new CredentialProblem('is not an X.509 certificate of an RSA key')
  }
  return { thumbprint: encodeBase64urlNoPadding(sha256(der)), notBefore, notAfter, modulus }
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
  const [algorithm, numbers = []] =
    derRead(() => {
      // RFC 5958 section 2, RFC 8017 A.1.2: { version, algorithm, OCTET STRING { RSAPrivateKey { version, modulus, ... } } }
      const [, algorithm, wrapped] = children(root(pkcs8))
      const oid = children(algorithm)[0]?.content.join()
      return [oid, oid === RSA_ENCRYPTION && wrapped ? children(root(wrapped.content)) : []] as const
    }) ?? []
  if (algorithm !== undefined && algorithm !== RSA_ENCRYPTION) {
    throw new CredentialProblem('is not a key of the algorithm rsaEncryption')
  }
  const modulus = integer(numbers[1])
  if (modulus === undefined || numbers.length < 9 || numbers.some(({ tag }) => tag !== INTEGER)) {
    throw new CredentialProblem('is not a whole RSA private key')
  }
  // A number with its first bit set has a zero byte before it.
  if ((numbers[1]?.content.length ?? 0) <= LEAST_BITS / 8) {
    throw new CredentialProblem(`has fewer than ${LEAST_BITS} bits`)
  }
  return { pkcs8, modulus }
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

type Node = { tag: number; content: Uint8Array }

/** DER (ITU-T X.690), as much of it as a certificate's outline needs; undefined when it does not fit. */
function derRead<T>(read: () => T): T | undefined {
  try {
    return read()
  } catch {
    return undefined
  }
}

function root(der: Uint8Array): Node {
  const node = parse(der)[0]
  if (!node) throw new RangeError('no value')
  return node
}

function children(node: Node | undefined): Node[] {
  return node ? parse(node.content) : []
}

function parse(der: Uint8Array): Node[] {
  const nodes: Node[] = []
  for (let at = 0; at < der.length; ) {
    const [tag, first] = [der[at], der[at + 1]]
    if (tag === undefined || first === undefined) throw new RangeError('cut short')
    let [length, start] = [first, at + 2]
    if (first > 0x80) {
      start += first - 0x80
      length = der.slice(at + 2, start).reduce((sum, byte) => sum * 256 + byte, 0)
    }
    if (start + length > der.length) throw new RangeError('cut short')
    nodes.push({ tag, content: der.slice(start, start + length) })
    at = start + length
  }
  return nodes
}

/** UTCTime has two digits for the year, GeneralizedTime four (RFC 5280 section 4.1.2.5). */
function time({ tag, content }: Node): number | undefined {
  const digits = new TextDecoder().decode(content)
  const full = tag === 0x17 ? (Number(digits.slice(0, 2)) < 50 ? '20' : '19') + digits : digits
  const match = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)Z$/.exec(full)
  if (!match) return undefined
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = match.slice(1).map(Number)
  return Date.UTC(year, month - 1, day, hour, minute, second)
}

/** SubjectPublicKeyInfo { algorithm, BIT STRING { unused bits, RSAPublicKey { modulus, exponent } } } */
function modulusOfPublicKey(keyInfo: Node | undefined): string | undefined {
  const bits = children(keyInfo)[1]
  return bits && integer(children(root(bits.content.slice(1)))[0])
}

function integer(node: Node | undefined): string | undefined {
  if (node?.tag !== INTEGER) return undefined
  return node.content.join()
}
