// CLIENT_SECRET and the certificate's two variables -> the credentials in the order they are tried, or what is wrong.
import { CredentialProblem, readCertificate, readPrivateKey, validityProblem } from '../entra/certificate.ts'
import type { Credential } from '../entra/credential.ts'

type Variable = 'CLIENT_SECRET' | 'CLIENT_CERTIFICATE' | 'CLIENT_CERTIFICATE_KEY'
type Given = { [name in Variable]?: string | undefined }

type ParsedCredentials = {
  credentials: Credential[]
  problems: { variable: Variable; problem: string }[]
}

/** @param now milliseconds */
export function parseCredentials(given: Given, now: number): ParsedCredentials {
  const { CLIENT_SECRET: secret, CLIENT_CERTIFICATE: certificate, CLIENT_CERTIFICATE_KEY: key } = given
  const parsed: ParsedCredentials = { credentials: [], problems: [] }
  if (certificate !== undefined || key !== undefined) {
    // With a secret as well, an expired certificate is no error: it is skipped when used.
    const credential = parseCertificate(certificate, key, now, secret === undefined, parsed.problems)
    if (credential) parsed.credentials.push(credential)
  }
  if (secret !== undefined) parsed.credentials.push({ kind: 'secret', secret })
  if (parsed.credentials.length === 0 && parsed.problems.length === 0) {
    parsed.problems.push({ variable: 'CLIENT_SECRET', problem: 'is missing' })
  }
  return parsed
}

function parseCertificate(
  certificatePem: string | undefined,
  keyPem: string | undefined,
  now: number,
  isAlone: boolean,
  problems: ParsedCredentials['problems'],
): Credential | null {
  const read = <T>(variable: Variable, pem: string | undefined, reader: (pem: string) => T): T | null => {
    try {
      if (pem !== undefined) return reader(pem)
      problems.push({ variable, problem: 'is missing' })
    } catch (error) {
      if (!(error instanceof CredentialProblem)) throw error
      problems.push({ variable, problem: error.message })
    }
    return null
  }
  const certificate = read('CLIENT_CERTIFICATE', certificatePem, readCertificate)
  const privateKey = read('CLIENT_CERTIFICATE_KEY', keyPem, readPrivateKey)
  if (!certificate || !privateKey) return null

  const outOfDate = validityProblem(certificate, now)
  if (outOfDate && isAlone) problems.push({ variable: 'CLIENT_CERTIFICATE', problem: outOfDate })
  if (certificate.modulus !== privateKey.modulus) {
    problems.push({ variable: 'CLIENT_CERTIFICATE_KEY', problem: 'does not belong to CLIENT_CERTIFICATE' })
  }
  return { kind: 'certificate', certificate, privateKey }
}
