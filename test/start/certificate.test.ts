import { execFileSync } from 'node:child_process'
import { createPrivateKey, X509Certificate } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { createTestHarness } from 'wrangler'
import { certificate } from '../../tools/certificate.ts'

const TOOL = join(import.meta.dirname, '..', '..', 'tools', 'certificate.ts')

function run(args: string[]): string {
  return execFileSync(process.execPath, [TOOL, ...args], { encoding: 'utf8', stdio: 'pipe' })
}

function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'entryway-certificate-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

test('npm run certificate writes a certificate, a key that only its owner can read, and the variables', async () => {
  const folder = newFolder()
  expect(run(['--folder', folder, '--days', '30', '--name', 'Entryway test'])).toContain('Valid for 30 days')
  const written = new X509Certificate(readFileSync(join(folder, 'certificate.pem')))
  const key = readFileSync(join(folder, 'key.pem'), 'utf8')
  expect(written.subject).toBe('CN=Entryway test')
  expect(written.checkPrivateKey(createPrivateKey(key))).toBe(true)
  expect(written.verify(written.publicKey)).toBe(true)
  // Ten minutes for a clock that is behind.
  const lasts = Date.parse(written.validTo) - Date.parse(written.validFrom)
  expect(lasts).toBe(30 * 86_400_000 + 600_000)
  expect(Date.parse(written.validFrom)).toBeLessThanOrEqual(Date.now() - 600_000)
  for (const file of ['key.pem', 'dev.vars']) expect(statSync(join(folder, file)).mode & 0o077).toBe(0)

  // The app takes the variables as the file has them.
  const secrets = Object.fromEntries(
    readFileSync(join(folder, 'dev.vars'), 'utf8')
      .trim()
      .split('\n')
      .map((line) => [line.slice(0, line.indexOf('=')), JSON.parse(line.slice(line.indexOf('=') + 1))]),
  )
  const settings = {
    AUTHORITY: 'https://login.microsoftonline.com/c0c0c0c0-0000-4000-8000-000000000001',
    CLIENT_ID: 'e0e0e0e0-0000-4000-8000-00000000000a',
    CLIENT_SECRET: '',
    REDIRECT_URI: 'http://localhost:8787/callback',
  }
  const server = createTestHarness({
    workers: [{ configPath: './wrangler.toml', secrets: { ...settings, ...secrets } }],
  })
  await server.listen()
  onTestFinished(() => server.close())
  expect((await server.fetch('http://localhost:8787/healthz')).status).toBe(200)
})

test('an existing key is never overwritten', async () => {
  const folder = newFolder()
  await certificate(['--folder', folder], null)
  const before = readFileSync(join(folder, 'key.pem'), 'utf8')
  expect(await certificate(['--folder', folder], null)).toEqual({
    ...{ exitCode: 1, output: '' },
    error: expect.stringContaining('already exists'),
  })
  expect(readFileSync(join(folder, 'key.pem'), 'utf8')).toBe(before)
})
