// Key pairs and certificates for tests, made anew in each run.
import { selfSigned } from '../../emulator/certificate.ts'

const DAY = 86_400_000

export type KeyPair = { certificate: string; key: string }

/** A 2048-bit RSA key with a self-signed certificate, both PEM. */
export async function makeKeyPair(
  notBefore = Date.now() - DAY,
  notAfter = Date.now() + DAY,
): Promise<KeyPair> {
  const algorithm = { name: 'RSASSA-PKCS1-v1_5', modulusLength: 2048, hash: 'SHA-256' }
  const publicExponent = Uint8Array.of(1, 0, 1)
  const usages = ['sign', 'verify']
  const pair = (await crypto.subtle.generateKey(
    { ...algorithm, publicExponent },
    true,
    usages,
  )) as CryptoKeyPair
  const pkcs8 = new Uint8Array((await crypto.subtle.exportKey('pkcs8', pair.privateKey)) as ArrayBuffer)
  return {
    certificate: pem('CERTIFICATE', await selfSigned(pair, 'Entryway', notBefore, notAfter)),
    key: pem('PRIVATE KEY', pkcs8),
  }
}

export function pem(label: string, der: Uint8Array): string {
  const lines = btoa(String.fromCharCode(...der)).match(/.{1,64}/g) ?? []
  return `-----BEGIN ${label}-----\n${lines.join('\n')}\n-----END ${label}-----\n`
}
