// The rotation of a pipeline, in a folder that remembers nothing: what it removes, and what the deployed Worker is given.
import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeEach, describe, expect, test } from 'vitest'
import type { AppRegistration } from '../../emulator/directory/app-registration.ts'
import { contoso } from '../../emulator/seed.ts'
import { type Entra, newFolder, registered, runForJson, variablesIn } from './register-run.ts'
import { ADMIN_URI, APP_URI, cloudRun, standInWrangler } from './stand-in-wrangler.ts'

let entra: Entra
let file: string
let args: string[]
let worker: ReturnType<typeof standInWrangler>
let at: number
/** The .dev.vars of the pipeline. */
let rotated: string
beforeEach(async () => {
  ;({ entra, file, args } = await cloudRun())
  worker = standInWrangler()
  at = Date.now()
  entra.emulator.state.now = () => at
  rotated = join(newFolder(), 'rotated.vars')
})

const DAY = 86_400_000
const CREDENTIAL = ['CLIENT_SECRET', 'CLIENT_SECRET_EXPIRES']
const app = () => registered(entra)[0] as AppRegistration
const secrets = () => app().secrets.map(({ value }) => value)
/** What the deployed Worker was given last. */
const told = () => worker.uploads().at(-1) ?? {}

async function run(argv: string[]) {
  at += 60_000
  return runForJson(argv, { wrangler: worker.wrangler, now: () => at })
}

const register = (...more: string[]) => run([...args, ...APP_URI, '--deploy-secrets', ...more])

const pipeline = (...more: string[]) =>
  run([
    '--yes',
    '--tenant',
    contoso.id,
    '--client-id',
    app().clientId,
    '--dev-vars',
    rotated,
    '--rotate',
    ...more,
  ])

/** A month later, on a machine that has nothing of the run before. */
async function rotate(...more: string[]) {
  at += 30 * DAY
  rmSync(rotated, { force: true })
  return pipeline('--lifetime', '90', '--deploy-secrets', ...more)
}

describe.each(['common', 'consumers'])('an app of --kind %s, which can have two secrets', (kind) => {
  beforeEach(async () => {
    expect((await register('--kind', kind)).exitCode).toBe(0)
  })

  test('is rotated every month: the older secret is removed, never the Worker’s, and that is said', async () => {
    for (let month = 1; month <= 3; month++) {
      const inUse = told().CLIENT_SECRET
      const [older] = app().secrets
      const { exitCode, report, stderr } = await rotate()
      expect(exitCode, stderr).toBe(0)
      expect(secrets()).toEqual([inUse, told().CLIENT_SECRET])
      expect(told().CLIENT_SECRET).not.toBe(inUse)
      if (month > 1)
        expect(report.steps[0]?.sentence).toBe(
          `Remove the client secret "${older?.displayName}", as an app for personal accounts can have only two`,
        )
    }
  })

  test('keeps a secret that this command did not create', async () => {
    await rotate()
    const [older, newer] = app().secrets
    if (older) older.displayName = 'A colleague’s'
    const { exitCode } = await rotate()
    expect([exitCode, secrets()]).toEqual([5, [older?.value, newer?.value]])
  })
})

describe('of an app that can have two secrets, where .dev.vars stays,', () => {
  beforeEach(async () => {
    args.push('--kind', 'common')
    await register()
  })

  test('a secret that was replaced makes room', async () => {
    for (let time = 1; time <= 3; time++) {
      const inUse = variablesIn(file).CLIENT_SECRET
      const { exitCode, stderr } = await register('--rotate')
      expect(exitCode, stderr).toBe(0)
      expect(secrets()).toEqual([inUse, variablesIn(file).CLIENT_SECRET])
    }
  })

  test('the secret that the Worker does not have makes room, when wrangler refused the new one', async () => {
    const inUse = told().CLIENT_SECRET
    worker.refuse()
    expect((await register('--rotate')).exitCode).toBe(8)
    worker.accept()
    const { exitCode, stderr } = await register('--rotate')
    expect(exitCode, stderr).toBe(0)
    expect(secrets()).toEqual([inUse, told().CLIENT_SECRET])
  })

  test('without --deploy-secrets, no one else’s secret is removed', async () => {
    const argv = [...args, ...APP_URI, '--client-id', app().clientId]
    await run([...argv, '--dev-vars', `${file}.other`])
    const both = secrets()
    expect(both).toHaveLength(2)
    const { exitCode } = await run([...argv, '--dev-vars', `${file}.third`, '--rotate'])
    expect([exitCode, secrets()]).toEqual([5, both])
  })
})

describe('the Worker is given the credential alone', () => {
  test('so that its own AUTHORITY, CLIENT_ID and REDIRECT_URI stay', async () => {
    await register('--kind', 'organizations')
    const { exitCode, stderr, report } = await rotate()
    expect(exitCode, stderr).toBe(0)
    expect(told()).toEqual({ CLIENT_SECRET: secrets().at(-1), CLIENT_SECRET_EXPIRES: expect.any(String) })
    expect(report.warnings.join()).not.toContain('ALLOWED_TENANTS')
    expect(stderr).toContain('Entra accepts the new credential')
    expect(stderr).not.toContain('npm run dev')
    expect(report.steps.at(-1)?.differences.map(({ what }) => what)).toEqual([CREDENTIAL.join(', ')])
  })

  test('also where the app has several redirect URIs', async () => {
    await register(...ADMIN_URI)
    const { exitCode, stderr } = await rotate()
    expect(exitCode, stderr).toBe(0)
    expect(Object.keys(told())).toEqual(CREDENTIAL)
  })

  const PAIR = ['CLIENT_CERTIFICATE', 'CLIENT_CERTIFICATE_KEY']
  test.each([
    { takes: 'certificate', first: [], gone: CREDENTIAL, comes: PAIR },
    { takes: 'secret', first: ['--certificate'], gone: PAIR, comes: CREDENTIAL },
  ])('and loses the one before, when a $takes takes its place', async ({ takes, first, gone, comes }) => {
    await register(...first)
    const { exitCode, stderr } = await rotate(`--${takes}`)
    expect(exitCode, stderr).toBe(0)
    const [nulls, values] = [
      gone.map((name) => [name, null]),
      comes.map((name) => [name, expect.any(String)]),
    ]
    expect(told()).toEqual(Object.fromEntries([...nulls, ...values]))
  })

  test('also by the run after one that wrangler refused, with the same file', async () => {
    await register('--kind', 'organizations')
    worker.refuse()
    const { exitCode, report } = await rotate()
    expect([exitCode, report.error?.next]).toEqual([8, expect.stringContaining('run this again')])
    expect(report.error?.next).not.toContain('without --rotate')
    worker.accept()
    expect((await pipeline('--deploy-secrets')).exitCode).toBe(0)
    expect(Object.keys(told())).toEqual(CREDENTIAL)
  })

  test('and the address too, when the run names it', async () => {
    await register()
    await rotate('--redirect-uri', 'https://new.example.com/callback')
    expect(told().REDIRECT_URI).toBe('https://new.example.com/callback')
    expect(told().AUTHORITY).toBeUndefined()
  })

  test('while a file that has settings gives them all', async () => {
    await register()
    writeFileSync(rotated, readFileSync(file))
    await pipeline('--deploy-secrets')
    expect(Object.keys(told()).toSorted()).toEqual(
      ['AUTHORITY', 'CLIENT_ID', 'REDIRECT_URI', ...CREDENTIAL].toSorted(),
    )
  })
})
