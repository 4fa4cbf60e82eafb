// Changing the credential without an interruption, and taking everything away again.
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { beforeEach, describe, expect, test } from 'vitest'
import type { AppRegistration } from '../../emulator/directory/app-registration.ts'
import { adele } from '../../emulator/seed.ts'
import { contosoRun, type Entra, registered, runForJson, runRegister, variablesIn } from './register-run.ts'
import { userAfterSignIn } from './registered-worker.ts'

let entra: Entra
let file: string
let args: string[]
beforeEach(async () => {
  ;({ entra, file, args } = await contosoRun())
})

const app = () => registered(entra)[0] as AppRegistration
const secrets = () => app().secrets.map(({ value }) => value)
const held = () => variablesIn(file).CLIENT_SECRET
const signsIn = async () =>
  (await userAfterSignIn(file, 'adele@contoso.example')).includes(adele.profile.displayName)

test('--rotate adds a secret and switches to it; the next run removes the old one', async () => {
  await runRegister(args)
  const first = held()
  const rotated = await runForJson([...args, '--rotate'])
  expect([rotated.exitCode, rotated.report.outcome]).toEqual([0, 'changed'])
  const second = held()
  expect(second).not.toBe(first)
  expect(secrets()).toEqual([first, second])
  expect(rotated.stderr).toMatch(/The next npm run register -- .* removes the old credential/)

  const next = await runForJson(args)
  expect(next.report.steps.map(({ sentence }) => sentence)).toEqual([
    expect.stringMatching(/^Remove the client secret "npm run register, .*", which was replaced$/),
    `Write ${file}`,
  ])
  expect([secrets(), held()]).toEqual([[second], second])
  expect((await runForJson(args)).report.outcome).toBe('unchanged')
  expect(await signsIn()).toBe(true)
})

test('--rotate twice leaves two secrets, and then one', async () => {
  await runRegister(args)
  await runRegister([...args, '--rotate'])
  const before = held()
  await runRegister([...args, '--rotate'])
  expect(secrets()).toEqual([before, held()])
  await runRegister(args)
  expect(secrets()).toEqual([held()])
})

test('--rotate gives a new certificate for the old one', async () => {
  await runRegister([...args, '--certificate'])
  const [first] = app().certificates
  await runRegister([...args, '--rotate'])
  expect(app().certificates).toHaveLength(2)
  expect(await signsIn()).toBe(true)
  await runRegister(args)
  expect(app().certificates).toHaveLength(1)
  expect(app().certificates[0]?.keyId).not.toBe(first?.keyId)
  expect((await runForJson(args)).report.outcome).toBe('unchanged')
})

test('--certificate replaces a secret, which the next run removes', async () => {
  await runRegister(args)
  const secret = held()
  await runRegister([...args, '--certificate'])
  expect([held(), secrets(), app().certificates.length]).toEqual([undefined, [secret], 1])
  expect(await signsIn()).toBe(true)
  await runRegister(args)
  expect([secrets(), app().certificates.length]).toEqual([[], 1])
})

test('a secret that someone else created is not removed', async () => {
  await runRegister(args)
  await runRegister([...args, '--rotate'])
  const elsewhere = join(dirname(file), 'elsewhere.vars')
  // A colleague without .dev.vars gets a secret of their own.
  await runRegister([...args.with(args.indexOf(file), elsewhere), '--client-id', app().clientId])
  await runRegister(args)
  expect(secrets()).toEqual([held(), variablesIn(elsewhere).CLIENT_SECRET])
})

describe('a colleague’s secret', () => {
  const colleagues = 'a-secret-of-a-colleague'
  /** Of secrets from before there were hints, Graph shows nothing. */
  const withoutHints = (isOld: (keyId: string) => boolean) => {
    entra.intercept = async (request) => {
      if (request.method !== 'GET' || !request.url.includes('/applications(appId')) return null
      const answer = await entra.emulator.fetch(request)
      const json = (await answer.json()) as { passwordCredentials: { keyId: string; hint: string | null }[] }
      for (const each of json.passwordCredentials) if (isOld(each.keyId)) each.hint = null
      return Response.json(json, answer)
    }
  }
  beforeEach(async () => {
    await runRegister(args)
    const [own] = app().secrets as [AppRegistration['secrets'][number]]
    app().secrets.push({ ...own, keyId: crypto.randomUUID(), value: colleagues })
  })

  test.each([
    [
      'whose first characters are not shown',
      (keyId: string) => keyId === app().secrets[1]?.keyId,
      [colleagues],
    ],
    ['that cannot be told from the one that is replaced', () => true, ['own', colleagues]],
  ])('%s is not removed', async (_, isOld, left) => {
    const own = held() ?? ''
    withoutHints(isOld)
    await runRegister([...args, '--certificate'])
    expect((await runForJson(args)).exitCode).toBe(0)
    expect(secrets()).toEqual(left.map((each) => (each === 'own' ? own : each)))
  })
})

test('an expired secret is replaced, and one that expires soon causes a warning', async () => {
  let now = Date.now()
  const clock = { now: () => now }
  await runRegister([...args, '--lifetime', '40'], clock)
  const first = held()
  now += 20 * 86_400_000
  const soon = await runForJson(args, clock)
  expect([soon.report.outcome, soon.report.warnings]).toEqual([
    'unchanged',
    [expect.stringMatching(/ \((19|20) days left\)\. Replace it/)],
  ])
  now += 19.5 * 86_400_000
  expect((await runForJson(args, clock)).report.warnings.join()).toContain('(less than a day left).')
  now += 1.5 * 86_400_000
  const late = await runForJson(args, clock)
  expect(late.stderr).toContain('client secret: CLIENT_SECRET has expired -> a new one until')
  expect(held()).not.toBe(first)
})

describe('--delete', () => {
  test('deletes the app, and keeps .dev.vars as a backup', async () => {
    await runRegister(args)
    const text = readFileSync(file, 'utf8')
    const dry = await runRegister([...args, '--delete', '--dry-run'])
    expect(dry.stdout).toContain(`DELETE ${entra.url}/v1.0/applications/${app().objectId}`)
    expect([registered(entra).length, existsSync(file)]).toEqual([1, true])

    const { exitCode, report } = await runForJson([...args, '--delete'])
    expect([exitCode, report.outcome, report.steps.map(({ done }) => done)]).toEqual([
      0,
      'changed',
      [true, true],
    ])
    expect([registered(entra), existsSync(file)]).toEqual([[], false])
    expect(readdirSync(dirname(file)).map((name) => readFileSync(join(dirname(file), name), 'utf8'))).toEqual(
      [text],
    )
  })

  test('recognizes a CLIENT_ID with spaces around it', async () => {
    await runRegister(args)
    const { clientId } = app()
    writeFileSync(file, readFileSync(file, 'utf8').replace(clientId, `" ${clientId.toUpperCase()} "`))
    expect((await runRegister([...args, '--delete'])).exitCode).toBe(0)
    expect([registered(entra), existsSync(file)]).toEqual([[], false])
  })

  test('with --dry-run shows what was read as well', async () => {
    await runRegister(args)
    const { stdout } = await runRegister([...args, '--delete', '--dry-run'])
    expect(stdout).toContain(`What was read from Graph\n  GET ${entra.url}/v1.0/organization`)
  })

  test('leaves the .dev.vars of another app alone', async () => {
    await runRegister(args)
    const other = join(dirname(file), 'other.vars')
    await runRegister(args.with(args.indexOf(file), other).with(-1, 'Back door'))
    const clientId = app().clientId
    await runRegister([
      ...args.with(args.indexOf(file), other).slice(0, -2),
      '--client-id',
      clientId,
      '--delete',
    ])
    expect([registered(entra), registered(entra, 'Back door').length, existsSync(other)]).toEqual([
      [],
      1,
      true,
    ])
  })

  test('says when there is nothing to delete', async () => {
    const { exitCode, stdout } = await runRegister([...args, '--delete'])
    expect([exitCode, stdout]).toEqual([7, expect.stringContaining('does not exist in')])
  })
})
