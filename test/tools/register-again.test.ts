// Run again: the app is found, by what .dev.vars says or by its name, and nothing is made twice.
import { rmSync, writeFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { contoso, nestor } from '../../emulator/seed.ts'
import {
  APP_NAME,
  contosoRun,
  registered,
  runForJson,
  runRegister,
  serveEntra,
  variablesIn,
  writes,
} from './register-run.ts'
import { KEYS } from './screen.ts'
import { openRegister } from './typed-run.ts'

test('a run with only .dev.vars knows the tenant, the kind and the app', async () => {
  const { entra, file, args } = await contosoRun()
  await runRegister([...args, '--kind', 'organizations'])
  const { exitCode, report } = await runForJson([
    '--dev-vars',
    file,
    '--authority',
    `${entra.url}/${contoso.id}`,
  ])
  expect([exitCode, report.outcome, report.application?.name]).toEqual([0, 'unchanged', APP_NAME])
  expect(variablesIn(file).AUTHORITY).toBe(`${entra.url}/organizations`)
})

test('with a single-tenant AUTHORITY, the sign-in is to that tenant', async () => {
  const { entra, file, args } = await contosoRun()
  await runRegister(args)
  const { exitCode, stdout } = await runRegister(['--dev-vars', file, '--yes'])
  expect([exitCode, stdout]).toEqual([0, expect.stringContaining(`${entra.url}/device`)])
})

test('without .dev.vars, an app of the same name is used only with --client-id, and gets another secret', async () => {
  const { entra, file, args } = await contosoRun()
  const named = args.with(-1, "Front door of Contoso's")
  await runRegister(named)
  rmSync(file)
  const { clientId = '' } = registered(entra, "Front door of Contoso's")[0] ?? {}
  const before = writes(entra).length
  for (const more of [[], ['--delete']]) {
    const { exitCode, report } = await runForJson([...named, ...more])
    expect([exitCode, report.error?.message]).toEqual([
      7,
      expect.stringMatching(
        /^An application .* already exists that npm run register created on \d{4}-\d\d-\d\d, perhaps for a colleague\.$/,
      ),
    ])
    expect(report.error?.next).toContain(`--client-id ${clientId}`)
  }
  expect(writes(entra)).toHaveLength(before)

  const { exitCode, report } = await runForJson([...named, '--client-id', clientId])
  expect(report.steps.at(-1)?.differences).toContainEqual({
    what: 'CLIENT_ID',
    is: 'missing',
    becomes: expect.stringMatching(
      new RegExp(`^${clientId}, the application "Front door of Contoso's" registered on `),
    ),
  })
  expect([exitCode, report.steps.map(({ sentence }) => sentence)]).toEqual([
    0,
    [expect.stringMatching(/^Add the client secret/), `Write ${file}`],
  ])
  const apps = registered(entra, "Front door of Contoso's")
  expect(apps.map(({ secrets }) => secrets.length)).toEqual([2])
  expect(apps[0]?.secrets[1]?.value).toBe(variablesIn(file).CLIENT_SECRET)
})

test('a service principal that Graph does not show yet is not created twice', async () => {
  const { entra, args } = await contosoRun()
  await runRegister(args)
  let hidden = true
  entra.intercept = (request) => {
    const isLookup =
      request.method === 'GET' && request.url.includes(`servicePrincipals(appId='${clientId}')`)
    if (!isLookup || !hidden) return null
    hidden = false
    return Response.json(
      { error: { code: 'Request_ResourceNotFound', message: 'not found' } },
      { status: 404 },
    )
  }
  const clientId = registered(entra)[0]?.clientId
  const { exitCode, stderr } = await runForJson([...args, '--admin-consent'])
  expect(exitCode, stderr).toBe(0)
  expect(entra.emulator.state.servicePrincipals.filter(({ appId }) => appId === clientId)).toHaveLength(1)
  expect((await runForJson([...args, '--admin-consent'])).report.outcome).toBe('unchanged')
})

test('an app on a later page of the list is found', async () => {
  const { entra, file, args } = await contosoRun()
  await runRegister(args)
  rmSync(file)
  const list = (request: Request) =>
    request.method === 'GET' && new URL(request.url).pathname === '/v1.0/applications'
  entra.intercept = (request) =>
    list(request) && !request.url.includes('$skiptoken')
      ? Response.json({ value: [], '@odata.nextLink': `${request.url}&$skiptoken=0` })
      : null
  const { exitCode, stdout } = await runRegister(args)
  expect([exitCode, stdout]).toEqual([7, expect.stringContaining(`${registered(entra)[0]?.clientId}`)])
  expect(registered(entra)).toHaveLength(1)
})

test('an app that Graph lists but cannot find yet is not registered twice', async () => {
  const { entra, file, args } = await contosoRun()
  await runRegister(args)
  rmSync(file)
  entra.intercept = (request) =>
    request.method === 'GET' && request.url.includes('applications(appId')
      ? Response.json({ error: { code: 'Request_ResourceNotFound' } }, { status: 404 })
      : null
  const { exitCode, stdout } = await runRegister(args)
  expect([exitCode, stdout]).toEqual([5, expect.stringContaining('Run this again in a minute')])
  expect(registered(entra)).toHaveLength(1)
})

test('a next page at another host gets no token', async () => {
  const [{ entra, args }, elsewhere] = [await contosoRun(), await serveEntra()]
  entra.intercept = (request) =>
    request.method === 'GET' && new URL(request.url).pathname === '/v1.0/applications'
      ? Response.json({ value: [], '@odata.nextLink': `${elsewhere.url}/v1.0/applications` })
      : null
  await runRegister(args)
  expect(elsewhere.emulator.requests).toEqual([])
})

test('in a terminal, pressing Enter at every question changes nothing', async () => {
  const { entra, file, args } = await contosoRun()
  const uris = ['http://localhost:8787/getAToken', 'https://app.example.com/callback']
  const more = [
    '--kind',
    'common',
    '--azure-devops',
    'contoso',
    ...uris.flatMap((uri) => ['--redirect-uri', uri]),
  ]
  expect((await runRegister([...args, ...more, '--certificate'])).exitCode).toBe(0)
  const before = writes(entra).length

  const terminal = openRegister([
    '--dev-vars',
    file,
    '--tenant',
    contoso.id,
    '--authority',
    `${entra.url}/common`,
  ])
  for (const question of ['Who signs in?', 'Grant admin consent']) {
    await terminal.shows(question)
    terminal.press(KEYS.enter)
  }
  await terminal.signIn(nestor)
  const questions = ['App name', 'Redirect URI on this machine', 'Redirect URI in production']
  questions.push('How should the app authenticate?', 'Azure DevOps organization')
  for (const question of questions) {
    await terminal.shows(question)
    terminal.press(KEYS.enter)
  }
  await terminal.shows('There is nothing to change.')
  expect([await terminal.exitCode, writes(entra).length]).toEqual([0, before])
})

test('another localhost port is written to .dev.vars, and kept', async () => {
  const { entra, file, args } = await contosoRun()
  await runRegister([...args, '--redirect-uri', 'http://localhost:8787/getAToken'])
  await runRegister([...args, '--redirect-uri', 'http://localhost:5000/getAToken'])
  expect(variablesIn(file).REDIRECT_URI).toBe('http://localhost:5000/getAToken')
  expect((await runForJson(args)).report.outcome).toBe('unchanged')
  // To Entra the two are one.
  expect(registered(entra)[0]?.redirectUris).toEqual(['http://localhost:8787/getAToken'])
})

test('in a terminal, an emptied Azure DevOps organization is removed', async () => {
  const { entra, file, args } = await contosoRun()
  await runRegister([...args, '--azure-devops', 'contoso'])
  expect((await runForJson(args)).report.outcome).toBe('unchanged')
  const more = ['--kind', 'tenant', '--dev-vars', file, '--authority', `${entra.url}/${contoso.id}`]
  const terminal = openRegister(more)
  await terminal.shows('Grant admin consent')
  terminal.press(KEYS.enter)
  await terminal.signIn(nestor)
  const questions = ['App name', 'Redirect URI on this machine', 'Redirect URI in production']
  for (const question of [...questions, 'How should the app authenticate?']) {
    await terminal.shows(question)
    terminal.press(KEYS.enter)
  }
  await terminal.shows('Azure DevOps organization')
  terminal.press(KEYS.clearLine, KEYS.enter)
  expect(await terminal.shows('Make these changes?')).toContain('AZURE_DEVOPS_URL: ')
  terminal.press(KEYS.enter)
  expect(await terminal.exitCode).toBe(0)
  expect(variablesIn(file).AZURE_DEVOPS_URL).toBeUndefined()
})

test('a secret in the wrong line of .dev.vars is not printed either', async () => {
  const { file, args } = await contosoRun()
  const pasted = 'FnZ8Q~a-secret-in-the-wrong-line'
  writeFileSync(
    file,
    `AUTHORITY=${pasted}\nREDIRECT_URI=https://user:${pasted}@app.example.com/\nAZURE_DEVOPS_URL=${pasted}\n`,
  )
  const redirectUri = ['--redirect-uri', 'http://localhost:8787/getAToken', '--azure-devops', 'contoso']
  const { exitCode, stdout, stderr } = await runRegister([...args, ...redirectUri, '--json'])
  expect(exitCode, stderr).toBe(0)
  expect(stdout + stderr).not.toContain(pasted)
  expect(stderr).toContain('AZURE_DEVOPS_URL: something else -> https://vssps.dev.azure.com/contoso')
})

test('no secret, no key and no token is printed', async () => {
  const { entra, file, args } = await contosoRun()
  let token = ''
  entra.intercept = async (request) => {
    if (!request.url.endsWith('/token')) return null
    const answer = await entra.emulator.fetch(request)
    token = String(((await answer.clone().json()) as { access_token?: string }).access_token)
    return answer
  }
  const runs = [
    await runRegister(args),
    await runRegister([...args, '--certificate']),
    await runRegister([...args, '--rotate', '--json']),
  ]
  runs.push(await runRegister([...args, '--dry-run', '--secret']), await runRegister([...args, '--secret']))
  const printed = runs.map(({ stdout, stderr }) => stdout + stderr).join('')
  const secrets = registered(entra)[0]?.secrets.map(({ value }) => value) ?? []
  expect(secrets.length).toBeGreaterThan(0)
  for (const value of [...secrets, token, variablesIn(file).CLIENT_SECRET]) {
    expect(value?.length).toBeGreaterThan(20)
    expect(printed).not.toContain(value)
  }
  expect(printed).not.toContain('PRIVATE KEY')
})
