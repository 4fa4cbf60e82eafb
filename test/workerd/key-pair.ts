// Key pairs and certificates for tests, made anew in each run.
import { generateRsaPair, selfSigned } from '../../emulator/certificate.ts'

const DAY = 86_400_000

export type KeyPair = { certificate: string; key: string }

/** A 2048-bit RSA key with a self-signed certificate, both PEM. */
export async function makeKeyPair(
  notBefore = Date.now() - DAY,
  notAfter = Date.now() + DAY,
): Promise<KeyPair> {
  const pair = await generateRsaPair()
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
