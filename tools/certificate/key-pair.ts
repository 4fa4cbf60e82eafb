// The app's certificate credential: creates one as two PEM texts, and computes how Graph identifies it.
import { X509Certificate } from 'node:crypto'
import { DAY_MS } from './lifetime.ts'
import { type CertificateAndKey, newSelfSigned } from './self-signed-certificate.ts'

/** In case this machine's clock is ahead of Entra's, which would reject the certificate as not yet valid. */
const SLACK_MS = 10 * 60_000

/** @param now milliseconds */
export const newCertificate = (name: string, days: number, now: number): Promise<CertificateAndKey> =>
  newSelfSigned(name, now - SLACK_MS, now + days * DAY_MS)

type CertificateMarks = {
  /** A key credential's `key`: base64 DER. */
  der: string
  /** Its SHA-1, in both spellings of `customKeyIdentifier` seen in practice. */
  identifiers: string[]
}

/** How Graph identifies a certificate; null if the text is not one. */
export function certificateMarks(certificate: string): CertificateMarks | null {
  try {
    // A secret store may have turned line breaks into the two characters \n.
    const { raw, fingerprint } = new X509Certificate(certificate.replaceAll('\\n', '\n'))
    const hexadecimal = fingerprint.replaceAll(':', '')
    const base64 = Buffer.from(hexadecimal, 'hex').toString('base64')
    return { der: raw.toString('base64'), identifiers: [hexadecimal, base64] }
  } catch {
    return null
  }
}
