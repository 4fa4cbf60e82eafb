// The rotation of a pipeline, in a folder that remembers nothing: what it removes, and what the deployed Worker is given.
import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeEach, describe, expect, test } from 'vitest'
import type { AppRegistration } from '../../emulator/directory/app-registration.ts'
import { contoso } from '../../emulator/seed.ts'
import {
  APP_NAME,
  asPublicCloud,
  type Entra,
  newFolder,
  type RunOptions,
  registered,
  runForJson,
  runRegister,
  serveEntra,
  variablesIn,
} from './register-run.ts'

let entra: Entra
let folder: string
let given: string
let options: RunOptions
let at: number
beforeEach(async () => {
  entra = await serveEntra()
  asPublicCloud(entra)
  folder = newFolder()
  given = join(folder, 'given.json')
  at = Date.now()
  options = {
    wrangler: [
      process.execPath,
      '-e',
      `require('node:fs').writeFileSync(${JSON.stringify(given)}, require('node:fs').readFileSync(0))`,
      '--',
    ],
    now: () => at,
  }
})

const app = () => registered(entra)[0] as AppRegistration
const secrets = () => app().secrets.map(({ value }) => value)
const rotated = () => join(folder, 'rotated.vars')
/** What the deployed Worker was given last. */
const told = () => JSON.parse(readFileSync(given, 'utf8')) as Record<string, string | null>
const inContoso = ['--yes', '--tenant', contoso.id, '--redirect-uri', 'https://app.example.com/callback']

const register = (...more: string[]) =>
  runForJson(
    [...inContoso, '--name', APP_NAME, '--dev-vars', join(folder, 'first'), '--deploy-secrets', ...more],
    options,
  )

/** A month later, on a machine that has nothing of the run before. */
async function rotate(...more: string[]) {
  at += 30 * 86_400_000
  entra.emulator.state.now = () => at
  rmSync(rotated(), { force: true })
  const argv = ['--yes', '--tenant', contoso.id, '--client-id', app().clientId, '--dev-vars', rotated()]
  return runForJson([...argv, '--rotate', '--lifetime', '90', '--deploy-secrets', ...more], options)
}

describe.each(['common', 'consumers'])('an app of --kind %s, which can have two secrets', (kind) => {
  test('is rotated every month: the older secret is removed, never the Worker’s', async () => {
    expect((await register('--kind', kind)).exitCode).toBe(0)
    for (let month = 1; month <= 3; month++) {
      const inUse = told().CLIENT_SECRET
      const { exitCode, stderr } = await rotate()
      expect(exitCode, stderr).toBe(0)
      expect(secrets()).toEqual([inUse, told().CLIENT_SECRET])
      expect(told().CLIENT_SECRET).not.toBe(inUse)
    }
  })

  test('says beforehand which secret it removes, and why', async () => {
    await register('--kind', kind)
    await rotate()
    const [older] = app().secrets
    const { report } = await rotate()
    expect(report.steps[0]?.sentence).toBe(
      `Remove the client secret "${older?.displayName}", as an app for personal accounts can have only two`,
    )
  })

  test('keeps a secret that this command did not create', async () => {
    await register('--kind', kind)
    await rotate()
    const [older, newer] = app().secrets
    if (older) older.displayName = 'A colleague’s'
    const { exitCode } = await rotate()
    expect([exitCode, secrets()]).toEqual([5, [older?.value, newer?.value]])
  })
})

describe('where .dev.vars stays', () => {
  const first = () => join(folder, 'first')

  test('a secret that was replaced makes room, whether or not the Worker gets the new one in the same run', async () => {
    await register('--kind', 'common')
    for (const more of [['--rotate'], ['--rotate'], ['--rotate']]) {
      at += 60_000
      const inUse = variablesIn(first()).CLIENT_SECRET
      const { exitCode, stderr } = await register('--kind', 'common', ...more)
      expect(exitCode, stderr).toBe(0)
      expect(secrets()).toEqual([inUse, variablesIn(first()).CLIENT_SECRET])
    }
  })

  test('the secret that the Worker does not have makes room, when wrangler refused the new one', async () => {
    await register('--kind', 'common')
    const inUse = told().CLIENT_SECRET
    const { wrangler } = options
    options.wrangler = [process.execPath, '-e', 'process.exit(1)']
    at += 60_000
    expect((await register('--kind', 'common', '--rotate')).exitCode).toBe(8)
    options.wrangler = wrangler as [string, ...string[]]
    at += 60_000
    const { exitCode, stderr } = await register('--kind', 'common', '--rotate')
    expect(exitCode, stderr).toBe(0)
    expect(secrets()).toEqual([inUse, told().CLIENT_SECRET])
  })

  test('without --deploy-secrets, no one else’s secret is removed', async () => {
    await register('--kind', 'common')
    const other = join(folder, 'other')
    const argv = [...inContoso, '--client-id', app().clientId, '--kind', 'common']
    at += 60_000
    await runRegister([...argv, '--dev-vars', other], options)
    const both = secrets()
    expect(both).toHaveLength(2)
    at += 60_000
    const { exitCode } = await runForJson([...argv, '--dev-vars', join(folder, 'third'), '--rotate'], options)
    expect([exitCode, secrets()]).toEqual([5, both])
  })
})

describe('the Worker is given the credential alone', () => {
  test('so that its own AUTHORITY, CLIENT_ID and REDIRECT_URI stay', async () => {
    await register('--kind', 'organizations')
    const { exitCode, stderr, report } = await rotate()
    expect(exitCode, stderr).toBe(0)
    expect(told()).toEqual({
      CLIENT_SECRET: app().secrets.at(-1)?.value,
      CLIENT_SECRET_EXPIRES: expect.any(String),
    })
    expect(report.warnings.join()).not.toContain('ALLOWED_TENANTS')
    expect(report.steps.at(-1)?.differences.map(({ what }) => what)).toEqual([
      'CLIENT_SECRET, CLIENT_SECRET_EXPIRES',
    ])
  })

  test('also where the app has several redirect URIs', async () => {
    await register('--redirect-uri', 'https://admin.example.com/callback')
    const { exitCode, stderr } = await rotate()
    expect(exitCode, stderr).toBe(0)
    expect(Object.keys(told())).toEqual(['CLIENT_SECRET', 'CLIENT_SECRET_EXPIRES'])
  })

  test('and loses the secret, when a certificate takes its place', async () => {
    await register()
    const { exitCode, stderr } = await rotate('--certificate')
    expect(exitCode, stderr).toBe(0)
    expect(told()).toEqual({
      CLIENT_CERTIFICATE: expect.stringContaining('BEGIN CERTIFICATE'),
      CLIENT_CERTIFICATE_KEY: expect.stringContaining('BEGIN PRIVATE KEY'),
      CLIENT_SECRET: null,
      CLIENT_SECRET_EXPIRES: null,
    })
  })

  test('also by the run after one that wrangler refused, with the same file', async () => {
    await register('--kind', 'organizations')
    const { wrangler } = options
    options.wrangler = [process.execPath, '-e', 'process.exit(1)']
    const refused = await rotate()
    expect([refused.exitCode, refused.report.error?.next]).toEqual([
      8,
      expect.stringContaining('run this again'),
    ])
    expect(refused.report.error?.next).not.toContain('without --rotate')
    options.wrangler = wrangler as [string, ...string[]]
    const argv = ['--yes', '--tenant', contoso.id, '--client-id', app().clientId, '--dev-vars', rotated()]
    expect((await runForJson([...argv, '--rotate', '--deploy-secrets'], options)).exitCode).toBe(0)
    expect(Object.keys(told())).toEqual(['CLIENT_SECRET', 'CLIENT_SECRET_EXPIRES'])
  })

  test('and the address too, when the run names it', async () => {
    await register()
    await rotate('--redirect-uri', 'https://new.example.com/callback')
    expect(told().REDIRECT_URI).toBe('https://new.example.com/callback')
    expect(told().AUTHORITY).toBeUndefined()
  })

  test('while a file that has settings gives them all', async () => {
    await register()
    writeFileSync(rotated(), readFileSync(join(folder, 'first')))
    at += 60_000
    await register('--rotate')
    expect(Object.keys(told()).sort()).toEqual([
      'AUTHORITY',
      'CLIENT_ID',
      'CLIENT_SECRET',
      'CLIENT_SECRET_EXPIRES',
      'REDIRECT_URI',
    ])
  })
})

test('with several redirect URIs the Worker gets the one that the file has', async () => {
  await register('--redirect-uri', 'https://admin.example.com/callback')
  const argv = ['--yes', '--tenant', contoso.id, '--dev-vars', join(folder, 'first'), '--deploy-secrets']
  const { exitCode, stderr } = await runForJson(argv, options)
  expect(exitCode, stderr).toBe(0)
  expect(told().REDIRECT_URI).toBe('https://app.example.com/callback')
})
