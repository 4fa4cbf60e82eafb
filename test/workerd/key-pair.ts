// Key pairs and certificates for tests, made anew in each run.
import { type CertificateAndKey, newSelfSigned } from '../../tools/certificate/self-signed-certificate.ts'

export { pem } from '../../tools/certificate/self-signed-certificate.ts'

const DAY = 86_400_000

/** A 2048-bit RSA key with a self-signed certificate, both PEM. */
export const makeKeyPair = (
  notBefore = Date.now() - DAY,
  notAfter = Date.now() + DAY,
): Promise<CertificateAndKey> => newSelfSigned('Entryway', notBefore, notAfter)
