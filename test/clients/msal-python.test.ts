// MSAL Python, on a machine that has it (Debian: apt-get install python3-msal).
import { execFile } from 'node:child_process'
import { X509Certificate } from 'node:crypto'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'
import { appCertificate, ENTRA } from './entra.ts'
import { findPython } from './python.ts'
import { api, device, TENANT_ID, web } from './seed.ts'

const python = findPython(['msal', 'requests']) ?? 'python3'

test('signs in, asks userinfo, renews, has its tokens in the cache, signs out, calls on behalf of others and on a device, and gets tokens for the app itself, also with a certificate', async () => {
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
  const { stdout } = await promisify(execFile)(python, args, { env: { ...process.env, ENTRA_URL: ENTRA } })
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
