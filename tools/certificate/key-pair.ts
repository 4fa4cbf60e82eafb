// The certificate that an app proves itself with: a new one as two PEM texts, and what Graph knows one by.
import { X509Certificate } from 'node:crypto'
import { DAY_MS } from './lifetime.ts'
import { type CertificateAndKey, newSelfSigned } from './self-signed-certificate.ts'

/** This machine's clock may be ahead of Entra's, for which the certificate would not be valid yet. */
const SLACK_MS = 10 * 60_000

/** @param now milliseconds */
export const newCertificate = (name: string, days: number, now: number): Promise<CertificateAndKey> =>
  newSelfSigned(name, now - SLACK_MS, now + days * DAY_MS)

type CertificateMarks = {
  /** DER, base64: a key credential's `key`. */
  der: string
  /** SHA-1 over it, in both spellings that are seen of `customKeyIdentifier`. */
  identifiers: string[]
}

/** What Graph knows a certificate by; null when the text is none. */
export function certificateMarks(certificate: string): CertificateMarks | null {
  try {
    // A secret store may have kept the line ends as the two characters \n.
    const { raw, fingerprint } = new X509Certificate(certificate.replaceAll('\\n', '\n'))
    const hexadecimal = fingerprint.replaceAll(':', '')
    const base64 = Buffer.from(hexadecimal, 'hex').toString('base64')
    return { der: raw.toString('base64'), identifiers: [hexadecimal, base64] }
  } catch {
    return null
  }
}
