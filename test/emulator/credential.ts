// A key pair and its self-signed certificate, as an app proves itself with; for tests of certificates.
import { createHash, X509Certificate } from 'node:crypto'
import { base64url, importPKCS8 } from 'jose'
import { newSelfSigned } from '../../tools/certificate/self-signed-certificate.ts'

export type Credential = {
  /** The certificate. */
  pem: string
  /** PKCS#8 in PEM. */
  privateKey: string
  keys: Record<'PS256' | 'RS256', CryptoKey>
  thumbprints: Record<string, string>
  /** In hexadecimal digits. */
  thumbprintSha256: string
}

export async function createCredential(): Promise<Credential> {
  const { certificate, key } = await newSelfSigned('Entryway', Date.now(), Date.now() + 86_400_000)
  const der = new Uint8Array(new X509Certificate(certificate).raw)
  const print = async (hash: string) =>
    base64url.encode(new Uint8Array(await crypto.subtle.digest(hash, der)))
  return {
    pem: certificate,
    privateKey: key,
    keys: { PS256: await importPKCS8(key, 'PS256'), RS256: await importPKCS8(key, 'RS256') },
    thumbprints: { 'x5t#S256': await print('SHA-256'), x5t: await print('SHA-1') },
    thumbprintSha256: createHash('sha256').update(der).digest('hex'),
  }
}
