// A key pair and its self-signed certificate, as an app proves itself with; for tests of certificates.
import { createHash } from 'node:crypto'
import { base64url } from 'jose'
import { selfSigned } from '../../emulator/certificate.ts'

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

const toPem = (label: string, bytes: Uint8Array) =>
  `-----BEGIN ${label}-----\n${btoa(String.fromCharCode(...bytes))}\n-----END ${label}-----\n`

export async function createCredential(): Promise<Credential> {
  const algorithm = { modulusLength: 2048, publicExponent: Uint8Array.of(1, 0, 1), hash: 'SHA-256' }
  const pair = (await crypto.subtle.generateKey({ name: 'RSASSA-PKCS1-v1_5', ...algorithm }, true, [
    'sign',
    'verify',
  ])) as CryptoKeyPair
  const pkcs8 = (await crypto.subtle.exportKey('pkcs8', pair.privateKey)) as ArrayBuffer
  const pss = await crypto.subtle.importKey('pkcs8', pkcs8, { name: 'RSA-PSS', hash: 'SHA-256' }, true, [
    'sign',
  ])
  const der = await selfSigned(pair, 'Entryway', Date.now(), Date.now() + 86_400_000)
  const print = async (hash: string) =>
    base64url.encode(new Uint8Array(await crypto.subtle.digest(hash, der)))
  return {
    pem: toPem('CERTIFICATE', der),
    privateKey: toPem('PRIVATE KEY', new Uint8Array(pkcs8)),
    keys: { PS256: pss, RS256: pair.privateKey },
    thumbprints: { 'x5t#S256': await print('SHA-256'), x5t: await print('SHA-1') },
    thumbprintSha256: createHash('sha256').update(der).digest('hex'),
  }
}
