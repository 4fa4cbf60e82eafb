// How this app proves to the token endpoint that it is itself: a certificate, a secret, or during a change-over both.
import { SignJWT } from 'jose'
import { type Certificate, CredentialProblem, type PrivateKey, validityProblem } from './certificate.ts'

export type Credential =
  | { kind: 'certificate'; certificate: Certificate; privateKey: PrivateKey }
  | { kind: 'secret'; secret: string }

/** Entra sets no upper limit; a stolen assertion should be worth little. */
const ASSERTION_MINUTES = 5

/** PS256: RFC 7518 section 3.5. */
const PS256 = { name: 'RSA-PSS', hash: 'SHA-256' }

/**
 * The fields that a credential adds to a token request: RFC 6749 section 2.3.1 (`client_secret_post`), or RFC 7523
 * section 2.2 in the form of the Microsoft identity platform, "Certificate credentials".
 * @param now milliseconds
 * @throws {CredentialProblem} it cannot be used, or not at this time
 */
export async function credentialFields(
  credential: Credential,
  clientId: string,
  tokenEndpoint: string,
  now: number,
): Promise<Record<string, string>> {
  if (credential.kind === 'secret') return { client_id: clientId, client_secret: credential.secret }
  const { certificate, privateKey } = credential
  const outOfDate = validityProblem(certificate, now)
  if (outOfDate) throw new CredentialProblem(`the certificate ${outOfDate}`)
  return {
    client_id: clientId,
    client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
    client_assertion: await signAssertion(certificate, privateKey, clientId, tokenEndpoint, now),
  }
}

async function signAssertion(
  { thumbprint }: Certificate,
  { pkcs8 }: PrivateKey,
  clientId: string,
  tokenEndpoint: string,
  now: number,
): Promise<string> {
  const seconds = Math.floor(now / 1000)
  const assertion = new SignJWT()
    .setProtectedHeader({ alg: 'PS256', typ: 'JWT', 'x5t#S256': thumbprint })
    .setAudience(tokenEndpoint)
    .setIssuer(clientId)
    .setSubject(clientId)
    .setJti(crypto.randomUUID())
    .setIssuedAt(seconds)
    .setNotBefore(seconds)
    .setExpirationTime(seconds + ASSERTION_MINUTES * 60)
  try {
    const key = await crypto.subtle.importKey('pkcs8', pkcs8, PS256, false, ['sign'])
    return await assertion.sign(key)
  } catch {
    throw new CredentialProblem('the certificate’s key cannot sign')
  }
}
