// An app's certificates in a seed: each is one PEM with an RSA key.
import 'reflect-metadata'
import { X509Certificate } from '@peculiar/x509'
import { certificateOf } from '../graph/directory/key-credential.ts'
import { readX509 } from '../graph/directory/x509.ts'
import type { SeedApp } from './seed.ts'
import type { Refuse } from './seed-error.ts'

/** Reports content that would be silently ignored. */
function surplus(pem: string): string | null {
  const count = pem.split('-----BEGIN CERTIFICATE-----').length - 1
  if (/-----BEGIN [A-Z ]*PRIVATE KEY-----/.test(pem)) {
    return count === 0
      ? 'is a private key: use the certificate'
      : 'contains a private key: use the certificate only'
  }
  return count > 1 ? `contains ${count} certificates: list each separately` : null
}

/** Why the directory rejects it. */
async function problemOf(pem: string): Promise<string> {
  const certificate = await readX509(btoa(pem))
  if (certificate) return `expired on ${new Date(certificate.endsAt).toISOString()}`
  try {
    const { name, modulusLength } = new X509Certificate(pem).publicKey.algorithm as {
      name: string
      modulusLength?: number
    }
    return /^RSA/.test(name)
      ? `has an RSA key of ${modulusLength} bits: must have at least 2048`
      : `has a key for ${name}: must have an RSA key`
  } catch {
    return 'must be a PEM certificate with an RSA key'
  }
}

export async function readCertificates({ certificates = [] }: SeedApp, now: number, refuse: Refuse) {
  const read = await Promise.all(
    certificates.map(async (pem, index) => {
      const path = `certificates[${index}]`
      const more = surplus(pem)
      if (more !== null) {
        refuse(path, more)
        return null
      }
      return certificateOf(pem, now).catch(async () => {
        refuse(path, await problemOf(pem))
        return null
      })
    }),
  )
  return read.filter((certificate) => certificate !== null)
}
