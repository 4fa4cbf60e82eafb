// A key pair and its self-signed certificate, as an app proves itself with; for tests of certificates.
import { createHash } from 'node:crypto'
import { base64url } from 'jose'
import { generateRsaPair, pem, selfSigned } from '../../tools/certificate/self-signed-certificate.ts'

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
  const pair = await generateRsaPair()
  const pkcs8 = (await crypto.subtle.exportKey('pkcs8', pair.privateKey)) as ArrayBuffer
  const pss = await crypto.subtle.importKey('pkcs8', pkcs8, { name: 'RSA-PSS', hash: 'SHA-256' }, true, [
    'sign',
  ])
  const der = await selfSigned(pair, 'Entryway', Date.now(), Date.now() + 86_400_000)
  const print = async (hash: string) =>
    base64url.encode(new Uint8Array(await crypto.subtle.digest(hash, der)))
  return {
    pem: pem('CERTIFICATE', der),
    privateKey: pem('PRIVATE KEY', new Uint8Array(pkcs8)),
    keys: { PS256: pss, RS256: pair.privateKey },
    thumbprints: { 'x5t#S256': await print('SHA-256'), x5t: await print('SHA-1') },
    thumbprintSha256: createHash('sha256').update(der).digest('hex'),
  }
}
