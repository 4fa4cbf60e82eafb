// A new key pair with a self-signed certificate, as the two PEM texts of the app's variables.
import { X509Certificate } from 'node:crypto'
import { generateRsaPair, selfSigned } from '../emulator/certificate.ts'
import { DAY_MS } from './lifetime.ts'

/** This machine's clock may be ahead of Entra's, for which the certificate would not be valid yet. */
const SLACK = 10 * 60_000

export type CertificateAndKey = { certificate: string; key: string }

/** @param now milliseconds */
export async function newCertificate(name: string, days: number, now: number): Promise<CertificateAndKey> {
  const pair = await generateRsaPair()
  return {
    certificate: pem('CERTIFICATE', await selfSigned(pair, name, now - SLACK, now + days * DAY_MS)),
    key: pem('PRIVATE KEY', new Uint8Array(await crypto.subtle.exportKey('pkcs8', pair.privateKey))),
  }
}

function pem(label: string, der: Uint8Array): string {
  const lines =
    Buffer.from(der)
      .toString('base64')
      .match(/.{1,64}/g) ?? []
  return [`-----BEGIN ${label}-----`, ...lines, `-----END ${label}-----`, ''].join('\n')
}

export type CertificateMarks = {
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
