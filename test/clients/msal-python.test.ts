// MSAL Python, on a machine that has it (Debian: apt-get install python3-msal).
import { execFile, execFileSync } from 'node:child_process'
import { X509Certificate } from 'node:crypto'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'
import { appCertificate } from './entra.ts'
import { api, device, TENANT_ID, web } from './seed.ts'

/** The first Python that has MSAL; null = none. */
function findPython(): string | null {
  const has = (python: string) => {
    try {
      execFileSync(python, ['-c', 'import msal, requests'], { stdio: 'ignore' })
      return true
    } catch {
      return false
    }
  }
  return ['python3', '/usr/bin/python3'].find(has) ?? null
}

const python = findPython()

if (python === null) test('MSAL Python is not on this machine', () => expect(findPython()).toBe(null))
else
  test('signs in, renews, finds its tokens again, and speaks for itself', async () => {
    const thumbprint = new X509Certificate(appCertificate()).fingerprint.replaceAll(':', '')
    const program = join(import.meta.dirname, 'msal_python.py')
    const args = [
      program,
      TENANT_ID,
      web.clientId,
      web.secret,
      device.clientId,
      thumbprint,
      api.clientId,
      api.secret,
      api.scope,
    ]
    const { stdout } = await promisify(execFile)(python, args)
    expect(JSON.parse(stdout)).toEqual({
      signed_in: 'Kim Akers',
      cached: true,
      renewed: true,
      default_cached: true,
      same_subject: true,
      on_behalf_of: 'Kim Akers',
      accounts_after: 0,
      daemon: 'Bearer',
      certificate: 'Bearer',
      wrong_secret: [7000215],
      device: 'kim@wingtip.example',
    })
  })
