// Run again: the app is found, by what .dev.vars says or by its name, and nothing is made twice.
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { beforeEach, describe, expect, test } from 'vitest'
import { contoso, entryway, nestor } from '../../emulator/seed.ts'
import { asOperator } from '../support/operator.ts'
import {
  APP_NAME,
  answerInstead,
  changeAnswers,
  contosoRun,
  type Entra,
  graphError,
  registered,
  runForJson,
  runRegister,
  serveEntra,
  variablesIn,
  writes,
} from './register-run.ts'
import { KEYS } from './screen.ts'
import { openRegister } from './typed-run.ts'

const LIST = /^\/v1\.0\/applications$/

let entra: Entra
let file: string
let args: string[]
beforeEach(async () => {
  ;({ entra, file, args } = await contosoRun())
})

test('a run with only .dev.vars knows the tenant, the kind and the app', async () => {
  await runRegister([...args, '--kind', 'organizations'])
  const only = ['--dev-vars', file, '--authority', `${entra.url}/${contoso.id}`]
  const { exitCode, report } = await runForJson(only)
  expect([exitCode, report.outcome, report.application?.name]).toEqual([0, 'unchanged', APP_NAME])
  expect(variablesIn(file).AUTHORITY).toBe(`${entra.url}/organizations`)
})

test('what an interrupted run has completed after all is not reported as unfinished', async () => {
  await runRegister(args)
  const whole = readFileSync(file, 'utf8')
  writeFileSync(file, `${whole}# npm run register has not finished what it began at 2026-01-01T00:00:00Z.\n`)
  expect((await runForJson(args)).report.outcome).toBe('unchanged')
  expect(readFileSync(file, 'utf8')).toBe(whole)
})

test('with a single-tenant AUTHORITY, the sign-in is to that tenant', async () => {
  await runRegister(args)
  const { exitCode, stdout } = await runRegister(['--dev-vars', file, '--yes'])
  expect([exitCode, stdout]).toEqual([0, expect.stringContaining(`${entra.url}/device`)])
})

test('without .dev.vars, an app of the same name is used only with --client-id, and gets another secret', async () => {
  const name = "Front door of Contoso's"
  args.push('--name', name)
  await runRegister(args)
  rmSync(file)
  const { clientId = '' } = registered(entra, name)[0] ?? {}
  const before = writes(entra).length
  for (const more of [[], ['--delete']]) {
    const { exitCode, report } = await runForJson([...args, ...more])
    expect([exitCode, report.error?.message]).toEqual([
      7,
      expect.stringMatching(/already exists that .* created on \d{4}-\d\d-\d\d, perhaps for a colleague\.$/),
    ])
    expect(report.error?.next).toContain(`--client-id ${clientId}`)
  }
  expect(writes(entra)).toHaveLength(before)

  const { exitCode, report } = await runForJson([...args, '--client-id', clientId])
  expect(report.steps.at(-1)?.differences).toContainEqual({
    what: 'CLIENT_ID',
    is: 'missing',
    becomes: expect.stringContaining(`${clientId}, the application "${name}" registered on `),
  })
  expect([exitCode, report.steps.map(({ sentence }) => sentence)]).toEqual([
    0,
    [expect.stringMatching(/^Add the client secret/), `Write ${file}`],
  ])
  const [app, ...others] = registered(entra, name)
  expect([app?.secrets.length, app?.secrets[1]?.value, others]).toEqual([
    2,
    variablesIn(file).CLIENT_SECRET,
    [],
  ])
})

test('no app is deleted by the default name, which may be a colleague’s', async () => {
  const unnamed = args.slice(0, -2)
  await runRegister([...unnamed, '--client-id', entryway.clientId, '--kind', 'tenant'])
  rmSync(file)
  const { exitCode, stdout } = await runRegister([...unnamed, '--delete'])
  expect([exitCode, stdout]).toEqual([7, expect.stringContaining('may be a colleague')])
  expect(registered(entra, entryway.displayName)).toHaveLength(1)
})

describe('an app that this command did not create', () => {
  const { clientId, displayName } = entryway
  beforeEach(() => {
    args.push('--name', displayName)
  })

  test('is left unchanged by a run with its name', async () => {
    const { exitCode, stdout } = await runRegister(args)
    expect([exitCode, stdout]).toEqual([7, expect.stringContaining(`did not create: ${clientId}`)])
    expect([writes(entra), existsSync(file)]).toEqual([[], false])
  })

  test('is used with --client-id, and never deleted', async () => {
    const { exitCode, report } = await runForJson([...args, '--client-id', clientId, '--kind', 'tenant'])
    expect([exitCode, report.outcome], report.error?.message).toEqual([0, 'changed'])
    expect(variablesIn(file).CLIENT_ID).toBe(clientId)
    // A URI that this app cannot use is another program's.
    expect(registered(entra, displayName)[0]?.redirectUris).toEqual(
      expect.arrayContaining(entryway.redirectUris),
    )
    expect(variablesIn(file).REDIRECT_URI).not.toBe('http://localhost/')
    expect((await runRegister([...args, '--delete'])).exitCode).toBe(7)
    expect(registered(entra, displayName)).toHaveLength(1)
  })
})

test('of two apps of the name that this command made, none is taken', async () => {
  await runRegister(args)
  const graph = await asOperator(entra.emulator)
  const tags = registered(entra)[0]?.others.tags
  await graph('POST', '/applications', { displayName: APP_NAME, tags })
  const { exitCode, stdout } = await runRegister([...args, '--dev-vars', `${file}.other`])
  expect([exitCode, stdout]).toEqual([
    7,
    expect.stringContaining('This command created several applications'),
  ])
  expect(existsSync(`${file}.other`)).toBe(false)
})

test('an app on a later page of the list is found', async () => {
  await runRegister(args)
  rmSync(file)
  const firstPage = (request: Request) =>
    Response.json({ value: [], '@odata.nextLink': `${request.url}&$skiptoken=0` })
  answerInstead(entra, 'GET', LIST, firstPage, 1)
  const { exitCode, stdout } = await runRegister(args)
  expect([exitCode, stdout]).toEqual([7, expect.stringContaining(`${registered(entra)[0]?.clientId}`)])
  expect(registered(entra)).toHaveLength(1)
})

test('an app that Graph lists but cannot find yet is not registered twice', async () => {
  await runRegister(args)
  rmSync(file)
  answerInstead(entra, 'GET', /applications\(appId/, graphError(404, 'Request_ResourceNotFound'))
  const { exitCode, stdout } = await runRegister(args)
  expect([exitCode, stdout]).toEqual([5, expect.stringContaining('Run this again in a minute')])
  expect(registered(entra)).toHaveLength(1)
})

test('a next page at another host gets no token', async () => {
  const elsewhere = await serveEntra()
  const next = `${elsewhere.url}/v1.0/applications`
  answerInstead(entra, 'GET', LIST, () => Response.json({ value: [], '@odata.nextLink': next }))
  await runRegister(args)
  expect(elsewhere.emulator.requests).toEqual([])
})

test('in a terminal, pressing Enter at every question changes nothing', async () => {
  const uris = ['http://localhost:8787/getAToken', 'https://app.example.com/callback']
  const more = ['--kind', 'common', '--azure-devops', 'contoso', '--certificate']
  more.push(...uris.flatMap((uri) => ['--redirect-uri', uri]))
  expect((await runRegister([...args, ...more])).exitCode).toBe(0)
  const before = writes(entra).length

  const at = ['--tenant', contoso.id, '--authority', `${entra.url}/common`]
  const terminal = openRegister(['--dev-vars', file, ...at])
  for (const question of ['Who signs in?', 'Grant admin consent']) await terminal.answer(question)
  await terminal.signIn(nestor)
  for (const question of ['App name', 'Redirect URI on this machine', 'Redirect URI in production'])
    await terminal.answer(question)
  for (const question of ['How should the app authenticate?', 'Azure DevOps organization'])
    await terminal.answer(question)
  await terminal.shows('There is nothing to change.')
  expect([await terminal.exitCode, writes(entra).length]).toEqual([0, before])
})

test('in a terminal, an emptied Azure DevOps organization is removed', async () => {
  await runRegister([...args, '--azure-devops', 'contoso'])
  expect((await runForJson(args)).report.outcome).toBe('unchanged')
  const more = ['--kind', 'tenant', '--admin-consent', '--name', APP_NAME]
  const terminal = openRegister(['--dev-vars', file, ...more])
  await terminal.signIn(nestor)
  for (const question of ['on this machine', 'in production', 'How should the app authenticate?'])
    await terminal.answer(question)
  await terminal.answer('Azure DevOps organization', KEYS.clearLine, KEYS.enter)
  expect(await terminal.shows('Make these changes?')).toContain('AZURE_DEVOPS_URL: ')
  terminal.press(KEYS.enter)
  expect(await terminal.exitCode).toBe(0)
  expect(variablesIn(file).AZURE_DEVOPS_URL).toBeUndefined()
})

test('another localhost port is written to .dev.vars, and kept', async () => {
  await runRegister([...args, '--redirect-uri', 'http://localhost:8787/getAToken'])
  await runRegister([...args, '--redirect-uri', 'http://localhost:5000/getAToken'])
  expect(variablesIn(file).REDIRECT_URI).toBe('http://localhost:5000/getAToken')
  expect((await runForJson(args)).report.outcome).toBe('unchanged')
  // To Entra the two are one.
  expect(registered(entra)[0]?.redirectUris).toEqual(['http://localhost:8787/getAToken'])
})

test('a secret in the wrong line of .dev.vars is not printed either', async () => {
  const pasted = 'FnZ8Q~a-secret-in-the-wrong-line'
  const lines = [`AUTHORITY=${pasted}`, `REDIRECT_URI=https://user:${pasted}@app.example.com/`]
  writeFileSync(file, [...lines, `AZURE_DEVOPS_URL=${pasted}\n`].join('\n'))
  const redirectUri = ['--redirect-uri', 'http://localhost:8787/getAToken', '--azure-devops', 'contoso']
  const { exitCode, stdout, stderr } = await runForJson([...args, ...redirectUri])
  expect(exitCode, stderr).toBe(0)
  expect(stdout + stderr).not.toContain(pasted)
  expect(stderr).toContain('AZURE_DEVOPS_URL: something else -> https://vssps.dev.azure.com/contoso')
})

test('no secret, no key and no token is printed', async () => {
  let token = ''
  changeAnswers<{ access_token?: string }>(entra, 'POST', /token$/, (json) => {
    token = json.access_token ?? token
    return json
  })
  let printed = ''
  for (const more of [
    [],
    ['--certificate'],
    ['--rotate', '--json'],
    ['--dry-run', '--secret'],
    ['--secret'],
  ]) {
    const { stdout, stderr } = await runRegister([...args, ...more])
    printed += stdout + stderr
  }
  const secrets = registered(entra)[0]?.secrets.map(({ value }) => value) ?? []
  expect(secrets.length).toBeGreaterThan(0)
  for (const value of [...secrets, token, variablesIn(file).CLIENT_SECRET]) {
    expect(value?.length).toBeGreaterThan(20)
    expect(printed).not.toContain(value)
  }
  expect(printed).not.toContain('PRIVATE KEY')
})
