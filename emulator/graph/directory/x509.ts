// What the directory reads from a certificate (RFC 5280): validity, and a key to verify with.
import { importX509 } from 'jose'
import { base64Of, bytesOf } from '../base64.ts'

type Bytes = Uint8Array<ArrayBuffer>

/** Times in milliseconds. */
type X509 = { pem: string; der: Bytes; startsAt: number; endsAt: number }

type Element = { tag: number; content: Bytes; next: number }

const MIN_RSA_BITS = 2048
const SEQUENCE = 0x30
const EXPLICIT_VERSION = 0xa0
const UTC_TIME = 0x17
const GENERALIZED_TIME = 0x18

/** One element of DER: tag, length, content. Throws RangeError. */
function elementAt(bytes: Bytes, at: number): Element {
  const [tag, first] = [bytes[at], bytes[at + 1]]
  if (tag === undefined || first === undefined) throw new RangeError('cut off')
  const lengthBytes = first < 0x80 ? 0 : first & 0x7f
  let length = first < 0x80 ? first : 0
  for (let index = 0; index < lengthBytes; index++) length = length * 256 + (bytes[at + 2 + index] ?? 0)
  const start = at + 2 + lengthBytes
  if (start + length > bytes.length) throw new RangeError('cut off')
  return { tag, content: bytes.slice(start, start + length), next: start + length }
}

function elementsOf(bytes: Bytes): Element[] {
  const elements: Element[] = []
  for (let at = 0; at < bytes.length; ) {
    const element = elementAt(bytes, at)
    elements.push(element)
    at = element.next
  }
  return elements
}

/** `YYMMDDhhmmssZ`, where 50 and up means 19xx, or `YYYYMMDDhhmmssZ`. */
function timeOf({ tag, content }: Element): number {
  const text = new TextDecoder().decode(content)
  const century = Number(text.slice(0, 2)) >= 50 ? '19' : '20'
  const full = tag === UTC_TIME ? `${century}${text}` : text
  const match = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)Z$/.exec(full)
  if (!match || (tag !== UTC_TIME && tag !== GENERALIZED_TIME)) throw new RangeError('no time')
  const [year = 0, month = 0, ...rest] = match.slice(1).map(Number)
  return Date.UTC(year, month - 1, ...rest)
}

function validityOf(der: Bytes): { startsAt: number; endsAt: number } {
  const [certificate] = elementsOf(der)
  const [body] = elementsOf(certificate?.content ?? der)
  const fields = elementsOf(body?.content ?? der)
  // Version (omitted in v1), serial number, algorithm, issuer, validity.
  const validity = fields[fields[0]?.tag === EXPLICIT_VERSION ? 4 : 3]
  if (validity?.tag !== SEQUENCE) throw new RangeError('no validity')
  const [from, to] = elementsOf(validity.content)
  if (!from || !to) throw new RangeError('no validity')
  return { startsAt: timeOf(from), endsAt: timeOf(to) }
}

/** From base64 DER, or base64-encoded PEM; the portal accepts both. null = not a certificate. */
export async function readX509(base64: string): Promise<X509 | null> {
  try {
    const outer = bytesOf(base64)
    const text = new TextDecoder().decode(outer)
    const inner = /-----BEGIN CERTIFICATE-----([\s\S]+?)-----END CERTIFICATE-----/.exec(text)?.[1]
    const der = inner === undefined ? outer : bytesOf(inner.replace(/\s/g, ''))
    const body = base64Of(der).replace(/.{1,64}/g, '$&\n')
    const pem = `-----BEGIN CERTIFICATE-----\n${body}-----END CERTIFICATE-----\n`
    const { algorithm } = await importX509(pem, 'RS256')
    // Assertions signed with so short a key can't be verified (RFC 7518 section 3.3).
    if ((algorithm as unknown as { modulusLength: number }).modulusLength < MIN_RSA_BITS) return null
    return { pem, der, ...validityOf(der) }
  } catch {
    return null
  }
}
