// Creates self-signed X.509 certificates (RFC 5280), like those Entra publishes with its signing keys.
import 'reflect-metadata'
import { X509CertificateGenerator } from '@peculiar/x509'

const RSA = { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' }

export const generateRsaPair = (): Promise<CryptoKeyPair> =>
  crypto.subtle.generateKey({ ...RSA, modulusLength: 2048, publicExponent: Uint8Array.of(1, 0, 1) }, true, [
    'sign',
    'verify',
  ]) as Promise<CryptoKeyPair>

/** @param notBefore @param notAfter milliseconds @returns the certificate in DER */
export async function selfSigned(
  keys: CryptoKeyPair,
  commonName: string,
  notBefore: number,
  notAfter: number,
): Promise<Uint8Array<ArrayBuffer>> {
  const certificate = await X509CertificateGenerator.createSelfSigned({
    keys,
    name: [{ CN: [commonName] }],
    notBefore: new Date(notBefore),
    notAfter: new Date(notAfter),
    signingAlgorithm: RSA,
  })
  return new Uint8Array(certificate.rawData)
}
