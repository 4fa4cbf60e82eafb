// A private certificate authority and the server certificates it signs (RFC 5280).
import 'reflect-metadata'
import {
  AuthorityKeyIdentifierExtension,
  BasicConstraintsExtension,
  ExtendedKeyUsage,
  ExtendedKeyUsageExtension,
  KeyUsageFlags,
  KeyUsagesExtension,
  PemConverter,
  SubjectAlternativeNameExtension,
  SubjectKeyIdentifierExtension,
  X509Certificate,
  X509CertificateGenerator,
} from '@peculiar/x509'

const EC = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' }
const DAY_MS = 24 * 60 * 60 * 1000
const AUTHORITY_DAYS = 3650
/** Apple's platforms reject server certificates valid for more than 398 days. */
const SERVER_DAYS = 397
/** Allows for other machines' clocks being behind. */
const SLACK_MS = DAY_MS

/** Both in PEM. */
export type CertificateAndKey = { certificate: string; key: string }

const generateKeys = (extractable: boolean) =>
  crypto.subtle.generateKey(EC, extractable, ['sign', 'verify']) as Promise<CryptoKeyPair>

const keyPem = async (key: CryptoKey) =>
  `${PemConverter.encode(await crypto.subtle.exportKey('pkcs8', key), 'PRIVATE KEY')}\n`

const certificatePem = (certificate: X509Certificate) => `${certificate.toString('pem')}\n`

const lifetime = (days: number, now: number) => ({
  notBefore: new Date(now - SLACK_MS),
  notAfter: new Date(now + days * DAY_MS),
})

/** @param now milliseconds */
export async function createAuthority(commonName: string, now: number): Promise<CertificateAndKey> {
  const keys = await generateKeys(true)
  const certificate = await X509CertificateGenerator.createSelfSigned({
    keys,
    name: [{ CN: [commonName] }],
    ...lifetime(AUTHORITY_DAYS, now),
    signingAlgorithm: EC,
    extensions: [
      new BasicConstraintsExtension(true, 0, true),
      new KeyUsagesExtension(KeyUsageFlags.keyCertSign | KeyUsageFlags.cRLSign, true),
      await SubjectKeyIdentifierExtension.create(keys.publicKey),
    ],
  })
  return { certificate: certificatePem(certificate), key: await keyPem(keys.privateKey) }
}

/** Whether it outlives a new server certificate; false if it can't be read. `now` in milliseconds. */
export function isUsable({ certificate }: CertificateAndKey, now: number): boolean {
  try {
    const { notBefore, notAfter } = new X509Certificate(certificate)
    return notBefore.getTime() <= now && now + SERVER_DAYS * DAY_MS <= notAfter.getTime()
  } catch {
    return false
  }
}

const isIp = (name: string) => /^[\d.]+$|:/.test(name)

/** @param names DNS names (also `*.example`) and IP addresses @param now milliseconds */
export async function createServerCertificate(
  authority: CertificateAndKey,
  names: string[],
  now: number,
): Promise<CertificateAndKey> {
  const issuer = new X509Certificate(authority.certificate)
  const pkcs8 = PemConverter.decodeFirst(authority.key)
  const signingKey = await crypto.subtle.importKey('pkcs8', pkcs8, EC, false, ['sign'])
  const keys = await generateKeys(true)
  const certificate = await X509CertificateGenerator.create({
    subject: [{ CN: [names[0] ?? 'localhost'] }],
    issuer: issuer.subject,
    publicKey: keys.publicKey,
    signingKey,
    signingAlgorithm: EC,
    ...lifetime(SERVER_DAYS, now),
    extensions: [
      new BasicConstraintsExtension(false, undefined, true),
      new KeyUsagesExtension(KeyUsageFlags.digitalSignature, true),
      new ExtendedKeyUsageExtension([ExtendedKeyUsage.serverAuth]),
      new SubjectAlternativeNameExtension(
        names.map((value) => ({ type: isIp(value) ? ('ip' as const) : ('dns' as const), value })),
      ),
      await AuthorityKeyIdentifierExtension.create(issuer.publicKey),
    ],
  })
  return { certificate: certificatePem(certificate), key: await keyPem(keys.privateKey) }
}
