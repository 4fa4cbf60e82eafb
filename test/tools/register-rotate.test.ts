// Changing the credential without an interruption, and taking everything away again.
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { beforeEach, describe, expect, test } from 'vitest'
import type { AppRegistration } from '../../emulator/directory/app-registration.ts'
import { adele } from '../../emulator/seed.ts'
import {
  changeAnswers,
  contosoRun,
  type Entra,
  registered,
  runForJson,
  runRegister,
  variablesIn,
} from './register-run.ts'
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

test('of two secrets, neither the one that the file has again is removed, nor one that is gone', async () => {
  await runRegister(args)
  const [first] = app().secrets
  await runRegister([...args, '--rotate'])
  const [text, second = ''] = [readFileSync(file, 'utf8'), held()]
  writeFileSync(file, text.replace(second, first?.value ?? ''))
  await runRegister(args)
  expect(secrets()).toContain(first?.value)

  writeFileSync(file, text)
  app().secrets = app().secrets.filter(({ value }) => value === second)
  const { report } = await runForJson(args)
  expect(report.steps.map(({ sentence }) => sentence)).toEqual([`Write ${file}`])
})

test('a secret that the directory does not list yet is not added again, and one of the other kind is', async () => {
  await runRegister(args)
  changeAnswers<object>(entra, 'GET', /\/applications\(appId/, (json) => ({
    ...json,
    passwordCredentials: [],
  }))
  expect((await runForJson(args)).report.outcome).toBe('unchanged')
  await runRegister([...args, '--certificate'])
  expect([secrets().length, app().certificates.length]).toEqual([1, 1])
})

test('a replaced secret stays while the file has none that works', async () => {
  await runRegister(args)
  const [first] = secrets()
  await runRegister([...args, '--rotate'])
  app().secrets = app().secrets.filter(({ value }) => value === first)
  // Not one that the directory only does not list yet.
  writeFileSync(file, readFileSync(file, 'utf8').replace(/^# npm run register added .*\n/m, ''))
  await runRegister(args)
  expect(secrets()).toEqual([first, held()])
})

test('a replaced secret that has expired is removed once', async () => {
  const at = Date.now()
  const later = (days: number, ...more: string[]) =>
    runForJson([...args, ...more], { now: () => at + days * 86_400_000 })
  await later(0)
  await later(10, '--rotate')
  const { report } = await later(181)
  expect(report.steps.map(({ sentence }) => sentence)).toEqual([
    expect.stringMatching(/^Remove the client secret .*, which has expired$/),
    `Write ${file}`,
  ])
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
  expect(variablesIn(file)).not.toHaveProperty('CLIENT_SECRET_EXPIRES')
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

describe('a colleague’s secret is not removed', () => {
  test('that they got with --client-id', async () => {
    await runRegister(args)
    await runRegister([...args, '--rotate'])
    await runRegister([...args, '--dev-vars', `${file}.elsewhere`, '--client-id', app().clientId])
    await runRegister(args)
    expect(secrets()).toEqual([held(), variablesIn(`${file}.elsewhere`).CLIENT_SECRET])
  })

  /** Of secrets from before there were hints, Graph shows nothing. */
  test.each([
    ['whose first characters are not shown', 1, false],
    ['that cannot be told from the one that is replaced', 0, true],
  ])('%s', async (_, firstWithoutHint, staysToo) => {
    await runRegister(args)
    const own = app().secrets[0] as AppRegistration['secrets'][number]
    const colleagues = { ...own, keyId: crypto.randomUUID(), value: 'a-secret-of-a-colleague' }
    app().secrets.push(colleagues)
    type Shown = { passwordCredentials: { hint: string | null }[] }
    changeAnswers<Shown>(entra, 'GET', /\/applications\(appId/, (json) => {
      for (const each of json.passwordCredentials.slice(firstWithoutHint)) each.hint = null
      return json
    })
    await runRegister([...args, '--certificate'])
    expect((await runForJson(args)).exitCode).toBe(0)
    expect(app().secrets).toEqual(staysToo ? [own, colleagues] : [colleagues])
  })
})

test('an expired secret is replaced, and one that expires soon causes a warning', async () => {
  let now = Date.now()
  const after = (days: number) => {
    now += days * 86_400_000
    return runForJson(args, { now: () => now })
  }
  await runRegister([...args, '--lifetime', '40'], { now: () => now })
  const first = held()
  expect((await after(5)).report.warnings).toEqual([])
  const soon = await after(15)
  expect([soon.report.outcome, soon.report.warnings]).toEqual([
    'unchanged',
    [expect.stringMatching(/ \((19|20) days left\)\. Replace it/)],
  ])
  expect((await after(19.5)).report.warnings.join()).toContain('(less than a day left).')
  const [own] = app().secrets as [AppRegistration['secrets'][number]]
  app().secrets.push({ ...own, keyId: crypto.randomUUID(), displayName: 'Kim’s', value: 'of a colleague' })
  const { stderr } = await after(1.5)
  expect(stderr).toContain('client secret: CLIENT_SECRET has expired -> a new one until')
  expect(stderr).toMatch(/Remove the client secret "npm run register, .*", which has expired/)
  expect(held()).not.toBe(first)
  expect(secrets()).toEqual(['of a colleague', held()])
})

describe('--delete', () => {
  test('deletes the app, and keeps .dev.vars as a backup; a dry run shows what it would do', async () => {
    await runRegister(args)
    const text = readFileSync(file, 'utf8')
    const dry = await runRegister([...args, '--delete', '--dry-run'])
    expect(dry.stdout).toContain(`What was read from Graph\n  GET ${entra.url}/v1.0/organization`)
    expect(dry.stdout).toContain(`DELETE ${entra.url}/v1.0/applications/${app().objectId}`)
    expect([registered(entra).length, existsSync(file)]).toEqual([1, true])

    const { exitCode, report } = await runForJson([...args, '--delete'])
    expect([exitCode, report.outcome, report.steps.map(({ done }) => done)]).toEqual([
      0,
      'changed',
      [true, true],
    ])
    expect([registered(entra), existsSync(file)]).toEqual([[], false])
    expect(readFileSync(report.variables?.keptAs ?? '', 'utf8')).toBe(text)
  })

  test('recognizes a CLIENT_ID with spaces around it', async () => {
    await runRegister(args)
    const { clientId } = app()
    writeFileSync(file, readFileSync(file, 'utf8').replace(clientId, `" ${clientId.toUpperCase()} "`))
    expect((await runRegister([...args, '--delete'])).exitCode).toBe(0)
    expect([registered(entra), existsSync(file)]).toEqual([[], false])
  })

  test('leaves the .dev.vars of another app alone', async () => {
    await runRegister(args)
    const other = [...args.slice(0, -2), '--dev-vars', `${file}.other`]
    await runRegister([...other, '--name', 'Back door'])
    await runRegister([...other, '--client-id', app().clientId, '--delete'])
    const left = registered(entra, 'Back door').length
    expect([registered(entra), left, existsSync(`${file}.other`)]).toEqual([[], 1, true])
  })

  test('says when there is nothing to delete', async () => {
    const { exitCode, stdout } = await runRegister([...args, '--delete'])
    expect([exitCode, stdout]).toEqual([7, expect.stringContaining('does not exist in')])
  })
})
