// An app's credential: an RSA key pair and its self-signed X.509 certificate (RFC 5280).
import 'reflect-metadata'
import { PemConverter, X509CertificateGenerator } from '@peculiar/x509'

const RSA = { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' }

const generateRsaPair = (): Promise<CryptoKeyPair> =>
  crypto.subtle.generateKey(
    { ...RSA, modulusLength: 2048, publicExponent: Uint8Array.of(1, 0, 1) },
    true,
    ['sign', 'verify'],
  ) as Promise<CryptoKeyPair>

/** @param label for example `PRIVATE KEY` */
export const pem = (label: string, der: BufferSource) => `${PemConverter.encode(der, label)}\n`

/** Both in PEM. */
export type CertificateAndKey = { certificate: string; key: string }

/** @param from @param to milliseconds */
export async function newSelfSigned(name: string, from: number, to: number): Promise<CertificateAndKey> {
  const keys = await generateRsaPair()
  const certificate = await X509CertificateGenerator.createSelfSigned({
    keys,
    name: [{ CN: [name] }],
    notBefore: new Date(from),
    notAfter: new Date(to),
    signingAlgorithm: RSA,
  })
  const pkcs8 = (await crypto.subtle.exportKey('pkcs8', keys.privateKey)) as ArrayBuffer
  return {
    certificate: pem('CERTIFICATE', certificate.rawData),
    key: pem('PRIVATE KEY', pkcs8),
  }
}
