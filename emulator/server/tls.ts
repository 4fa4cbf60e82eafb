// TLS with a certificate authority that is created at the first start and kept.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { createSecureContext, type SecureContext, type TlsOptions } from 'node:tls'
import {
  type CertificateAndKey,
  createAuthority,
  createServerCertificate,
  isUsable,
} from '../x509/authority.ts'

const CERTIFICATE = 'ca.pem'
const KEY = 'ca-key.pem'
const OWN_NAMES = ['localhost', '127.0.0.1', '::1']
/** Limits memory, because clients can request any name. */
const MAX_NAMES = 200

type Tls = {
  /** Path of the authority's certificate, for clients to trust. */
  authorityFile: string
  options: TlsOptions
}

function readAuthority(folder: string): CertificateAndKey | null {
  try {
    const read = (name: string) => readFileSync(join(folder, name), 'utf8')
    return { certificate: read(CERTIFICATE), key: read(KEY) }
  } catch {
    return null
  }
}

async function keptAuthority(folder: string, now: number): Promise<CertificateAndKey> {
  const kept = readAuthority(folder)
  if (kept && isUsable(kept, now)) return kept
  const made = await createAuthority('Local Entra, only for this machine', now)
  // Readable by all, such as an app in another container.
  mkdirSync(folder, { recursive: true, mode: 0o755 })
  // With the key, one can impersonate any site to a browser that trusts the certificate.
  writeFileSync(join(folder, KEY), made.key, { mode: 0o600 })
  writeFileSync(join(folder, CERTIFICATE), made.certificate, { mode: 0o644 })
  return made
}

const isName = (name: string) => /^[a-z0-9_-]+(\.[a-z0-9_-]+)*$/i.test(name) && name.length <= 253

/**
 * Presents a certificate for every requested name.
 * @param folder where the authority is kept
 * @param addresses this machine's IP addresses besides loopback
 */
export async function createTls(folder: string, addresses: string[]): Promise<Tls> {
  const now = Date.now()
  const authority = await keptAuthority(folder, now)
  const contexts = new Map<string, Promise<SecureContext>>()

  async function contextFor(names: string[]): Promise<SecureContext> {
    const { certificate, key } = await createServerCertificate(authority, names, now)
    return createSecureContext({ cert: certificate, key })
  }
  function contextOf(name: string): Promise<SecureContext> | null {
    const wanted = name.toLowerCase()
    const known = contexts.get(wanted)
    if (known) return known
    if (!isName(wanted) || contexts.size >= MAX_NAMES) return null
    const made = contextFor([wanted])
    contexts.set(wanted, made)
    return made
  }

  const own = await createServerCertificate(authority, [...OWN_NAMES, ...addresses], now)
  return {
    authorityFile: join(folder, CERTIFICATE),
    options: {
      cert: own.certificate,
      key: own.key,
      SNICallback(name, done) {
        const context = contextOf(name)
        if (!context) return done(new Error(`no certificate for ${name}`))
        context.then(
          (found) => done(null, found),
          (error: Error) => done(error),
        )
      },
    },
  }
}
