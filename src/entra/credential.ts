// How this app proves to the token endpoint that it is itself: a certificate, a secret, or during a change-over both.
import { CompactSign } from 'jose'
import type { PrivateKey } from './certificate.ts'

export type Credential =
  | { kind: 'certificate'; thumbprint: string; privateKey: PrivateKey }
  | { kind: 'secret'; secret: string }

/** Entra sets no upper limit; a stolen assertion should be worth little. */
const ASSERTION_MINUTES = 5

const PS256 = { name: 'RSA-PSS', hash: 'SHA-256' }

/**
 * The fields that a credential adds to a token request: RFC 6749 section 2.3.1 (`client_secret_post`), or RFC 7523
 * section 2.2 in the form of the Microsoft identity platform, "Certificate credentials".
 * @param now milliseconds
 */
export async function credentialFields(
  credential: Credential,
  clientId: string,
  tokenEndpoint: string,
  now: number,
): Promise<Record<string, string>> {
  if (credential.kind === 'secret') return { client_id: clientId, client_secret: credential.secret }
  const seconds = Math.floor(now / 1000)
  const key = await crypto.subtle.importKey('pkcs8', credential.privateKey.pkcs8, PS256, false, ['sign'])
  const claims = {
    aud: tokenEndpoint,
    iss: clientId,
    sub: clientId,
    jti: crypto.randomUUID(),
    iat: seconds,
    nbf: seconds,
    exp: seconds + ASSERTION_MINUTES * 60,
  }
  const assertion = await new CompactSign(new TextEncoder().encode(JSON.stringify(claims)))
    .setProtectedHeader({ alg: 'PS256', typ: 'JWT', 'x5t#S256': credential.thumbprint })
    .sign(key)
  return {
    client_id: clientId,
    client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
    client_assertion: assertion,
  }
}
