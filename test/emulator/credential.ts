// A key pair and its self-signed certificate, as an app proves itself with; for tests of certificates.
import 'reflect-metadata'
import { createHash, X509Certificate } from 'node:crypto'
import { X509CertificateGenerator } from '@peculiar/x509'
import { base64url, generateKeyPair, importPKCS8, SignJWT } from 'jose'
import type { Emulator } from '../../emulator/index.ts'
import { adele } from '../../emulator/seed.ts'
import { signingKey } from '../../emulator/state/signing-keys.ts'
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

/** A certificate whose key is of this kind, in PEM. */
export async function certificateWith(key: RsaHashedKeyGenParams | EcKeyGenParams): Promise<string> {
  const keys = await crypto.subtle.generateKey(key, true, ['sign', 'verify'])
  const certificate = await X509CertificateGenerator.createSelfSigned({
    keys: keys as CryptoKeyPair,
    name: 'CN=Entryway',
    notBefore: new Date(Date.now() - 60_000),
    notAfter: new Date(Date.now() + 86_400_000),
    signingAlgorithm: { ...key, hash: 'SHA-256' },
  })
  return certificate.toString('pem')
}

export const shortRsa = {
  name: 'RSASSA-PKCS1-v1_5',
  hash: 'SHA-256',
  modulusLength: 1024,
  publicExponent: Uint8Array.of(1, 0, 1),
}

/** An access token of Adele's for this API that names the emulator's key, but is signed with another. */
export async function forgedToken({ state }: Emulator, audience: string): Promise<string> {
  const [{ privateKey }, { kid }] = await Promise.all([
    generateKeyPair('RS256'),
    signingKey(state.keys, 'work', state.now()),
  ])
  return new SignJWT({ scp: 'User.Read vso.pats vso.pats_manage', oid: adele.profile.id, aud: audience })
    .setProtectedHeader({ alg: 'RS256', kid })
    .setExpirationTime(Math.floor(state.now() / 1000) + 3600)
    .sign(privateKey)
}
