// The settings of the deployed Worker. Cloudflare is played by a server of this test; wrangler by a program that sends it what wrangler
// sends, except in the tests that are about wrangler.
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { PassThrough } from 'node:stream'
import { createAdaptorServer } from '@hono/node-server'
import { beforeEach, describe, expect, onTestFinished, test } from 'vitest'
import { contoso, fourthCoffee } from '../../emulator/seed.ts'
import { giveSecrets } from '../../tools/register/execute/wrangler.ts'
import {
  asPublicCloud,
  contosoRun,
  type RunOptions,
  registered,
  runForJson,
  runRegister,
  variablesIn,
} from './register-run.ts'

const WRANGLER = join(import.meta.dirname, '..', '..', 'node_modules', 'wrangler', 'bin', 'wrangler.js')
const PRODUCTION = [
  '--redirect-uri',
  'http://localhost:8787/getAToken',
  '--redirect-uri',
  'https://app.example.com/callback',
]

type Given = Record<string, { text: string } | null>

/** `wrangler secret bulk`: one request, and Cloudflare's error on stderr. */
const STAND_IN = `
const { CLOUDFLARE_API_BASE_URL: base, CLOUDFLARE_API_TOKEN: token } = process.env
const variables = Object.entries(JSON.parse(require('node:fs').readFileSync(0, 'utf8')))
const secrets = Object.fromEntries(variables.map(([name, text]) => [name, text === null ? null : { text }]))
fetch(base, { method: 'PATCH', body: JSON.stringify({ secrets }), headers: { Authorization: token } })
  .then(async (response) => response.ok || (console.error(await response.text()), (process.exitCode = 1)))
`

let given: Given[]
let status: number
let options: RunOptions
/** With wrangler itself. */
let real: RunOptions
beforeEach(async () => {
  given = []
  status = 200
  const server = createAdaptorServer({
    async fetch(request) {
      if (request.method !== 'PATCH')
        return Response.json({ success: true, errors: [], messages: [], result: {} })
      given.push(((await request.json()) as { secrets: Given }).secrets)
      const errors = status === 200 ? [] : [{ code: 10000, message: 'Authentication error' }]
      return Response.json({ success: status === 200, errors, messages: [], result: {} }, { status })
    },
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => new Promise<void>((resolve) => server.close(() => resolve())))
  const address = server.address()
  const port = typeof address === 'object' && address ? address.port : 0
  const environment = {
    PATH: process.env.PATH ?? '',
    HOME: process.env.HOME ?? '',
    CLOUDFLARE_API_BASE_URL: `http://127.0.0.1:${port}/client/v4`,
    CLOUDFLARE_API_TOKEN: 'local',
    CLOUDFLARE_ACCOUNT_ID: 'local',
    WRANGLER_SEND_METRICS: 'false',
    WRANGLER_HIDE_BANNER: 'true',
  }
  options = { environment, wrangler: [process.execPath, '-e', STAND_IN, 'wrangler'] }
  real = { environment, wrangler: [process.execPath, WRANGLER] }
})

/** A run in the public cloud: a local Entra is of no use to a deployed Worker. */
async function cloudRun() {
  const { entra, file, args } = await contosoRun()
  asPublicCloud(entra)
  const authority = `https://login.microsoftonline.com/${contoso.id}`
  return { entra, file, args: args.with(args.indexOf('--authority') + 1, authority) }
}

const texts = (secrets: Given | undefined) =>
  Object.fromEntries(Object.entries(secrets ?? {}).map(([name, value]) => [name, value?.text ?? null]))

test('--deploy-secrets uploads the settings to the Worker, with its own redirect URI', async () => {
  const { entra, file, args } = await cloudRun()
  const { exitCode, stdout, stderr } = await runForJson([...args, ...PRODUCTION, '--deploy-secrets'], real)
  expect(exitCode, stderr).toBe(0)
  const [app] = registered(entra)
  const secret = app?.secrets[0]?.value ?? ''
  expect(given.map(texts)).toEqual([
    {
      AUTHORITY: variablesIn(file).AUTHORITY,
      CLIENT_ID: app?.clientId,
      CLIENT_SECRET: secret,
      CLIENT_SECRET_EXPIRES: variablesIn(file).CLIENT_SECRET_EXPIRES,
      REDIRECT_URI: 'https://app.example.com/callback',
    },
  ])
  expect(stdout + stderr).not.toContain(secret)
})

test('the other settings are uploaded too, so that no additional users can sign in', async () => {
  const { file, args } = await cloudRun()
  const rest = {
    ALLOWED_TENANTS: `${contoso.id} ${fourthCoffee.id}`,
    SCOPE: 'User.Read',
    KEEP_SIGNED_IN: 'on',
    SIGN_UP: 'off',
    SESSION_IDLE_MINUTES: '30',
    SESSION_MAX_HOURS: '8',
  }
  const lines = Object.entries(rest).map(([name, value]) => `${name}='${value}'\n`)
  writeFileSync(file, `${lines.join('')}OTHER=1\n`)
  const more = [...PRODUCTION, '--kind', 'organizations']
  const { report, stderr } = await runForJson([...args, ...more, '--deploy-secrets'], options)
  expect(texts(given[0]), stderr).toMatchObject(rest)
  expect(Object.keys(given[0] ?? {})).not.toContain('OTHER')
  expect(report.warnings).toEqual([])
  const printed = await runForJson([...args, ...more, '--certificate'])
  expect(printed.report.commands).toContain(
    `echo '${rest.ALLOWED_TENANTS}' | npx wrangler secret put ALLOWED_TENANTS`,
  )
})

test('after a change of credential type, the old one is deleted from the Worker too', async () => {
  const { file, args } = await cloudRun()
  await runRegister([...args, ...PRODUCTION])
  await runRegister([...args, '--certificate', '--deploy-secrets'], real)
  expect(texts(given[0])).toMatchObject({
    CLIENT_SECRET: null,
    CLIENT_CERTIFICATE: variablesIn(file).CLIENT_CERTIFICATE,
    CLIENT_CERTIFICATE_KEY: variablesIn(file).CLIENT_CERTIFICATE_KEY,
  })
})

test('if Cloudflare rejects the upload, the registration remains, and the upload can be repeated', async () => {
  const { entra, args } = await cloudRun()
  status = 403
  const refused = await runRegister([...args, ...PRODUCTION, '--deploy-secrets'], real)
  expect([refused.exitCode, refused.stdout]).toEqual([
    8,
    expect.stringContaining('wrangler did not accept the deployed Worker’s settings'),
  ])
  expect(refused.stdout).toContain('Not done:\n- Upload the settings to the deployed Worker')
  expect(registered(entra)).toHaveLength(1)
  status = 200
  const again = await runForJson([...args, '--deploy-secrets'], options)
  expect([again.exitCode, again.report.steps.map(({ sentence, done }) => [sentence, done])]).toEqual([
    0,
    [['Upload the settings to the deployed Worker', true]],
  ])
  expect(texts(given.at(-1))).toMatchObject({ REDIRECT_URI: 'https://app.example.com/callback' })
})

test('after a rotation whose upload failed, the Worker’s secret stays until it has the new one', async () => {
  const { entra, file, args } = await cloudRun()
  await runRegister([...args, ...PRODUCTION, '--deploy-secrets'], options)
  const deployed = texts(given.at(-1)).CLIENT_SECRET
  const secrets = () => registered(entra)[0]?.secrets.map(({ value }) => value)
  status = 403
  const refused = await runRegister([...args, '--rotate', '--deploy-secrets'], options)
  expect(refused.stdout).toContain('run this again with --deploy-secrets, and without --rotate.')
  const rotated = variablesIn(file).CLIENT_SECRET
  // Neither the run that is advised, nor one that gives nothing to the Worker, removes it.
  await runRegister([...args, '--deploy-secrets'], options)
  const plain = await runForJson(args)
  expect(secrets()).toEqual([deployed, rotated])
  expect(plain.report.warnings).toContainEqual(expect.stringContaining('stays until the deployed Worker has'))
  status = 200
  await runRegister([...args, '--deploy-secrets'], options)
  expect([secrets(), texts(given.at(-1)).CLIENT_SECRET]).toEqual([[deployed, rotated], rotated])
  await runRegister(args)
  expect(secrets()).toEqual([rotated])
})

describe('after a rotation whose upload failed, and an upload by hand', () => {
  let run: Awaited<ReturnType<typeof cloudRun>>
  beforeEach(async () => {
    run = await cloudRun()
    await runRegister([...run.args, ...PRODUCTION])
    status = 403
    await runRegister([...run.args, '--rotate', '--deploy-secrets'], options)
  })
  const secrets = () => registered(run.entra)[0]?.secrets.map(({ value }) => value)
  const held = () => variablesIn(run.file).CLIENT_SECRET

  test('the warning says which line to delete; then the next run removes the old secret', async () => {
    const { report } = await runForJson(run.args)
    expect(report.warnings.join()).toContain(`delete the line about it in ${run.file}`)
    expect(secrets()).toHaveLength(2)
    const lines = readFileSync(run.file, 'utf8').split('\n')
    const left = lines.filter((line) => !line.includes('If you uploaded it by hand, delete this line.'))
    expect(left).toHaveLength(lines.length - 1)
    writeFileSync(run.file, left.join('\n'))
    expect((await runForJson(run.args)).report.warnings).toEqual([])
    expect(secrets()).toEqual([held()])
    expect(readFileSync(run.file, 'utf8')).not.toContain('removes the')
  })

  test('with another rotation, all old secrets stay', async () => {
    await runRegister([...run.args, '--rotate'])
    const all = secrets()
    expect(all).toHaveLength(3)
    await runRegister(run.args)
    expect(secrets()).toEqual(all)
    status = 200
    await runRegister([...run.args, '--deploy-secrets'], options)
    await runRegister(run.args)
    expect(secrets()).toEqual([held()])
  })
})

test('the upload is shown beforehand, and a dry run uploads nothing', async () => {
  const { args } = await cloudRun()
  const { report, stderr } = await runForJson(
    [...args, ...PRODUCTION, '--deploy-secrets', '--dry-run'],
    options,
  )
  expect(report.steps.at(-1)?.sentence).toBe('Upload the settings to the deployed Worker')
  expect(stderr).toContain(
    'AUTHORITY, CLIENT_ID, CLIENT_SECRET, REDIRECT_URI, CLIENT_SECRET_EXPIRES: current values',
  )
  expect(stderr).toContain('REDIRECT_URI: current value -> https://app.example.com/callback')
  expect(given).toEqual([])
})

test('an AUTHORITY on localhost is not uploaded to the deployed Worker', async () => {
  const { entra, args } = await contosoRun()
  const { exitCode, stdout } = await runRegister([...args, ...PRODUCTION, '--deploy-secrets'], options)
  expect([exitCode, stdout]).toEqual([2, expect.stringContaining('AUTHORITY is on localhost')])
  expect([given, registered(entra)]).toEqual([[], []])
})

describe('with several production redirect URIs', () => {
  const SECOND = ['--redirect-uri', 'https://admin.example.com/callback']

  test('the first one passed is uploaded', async () => {
    const { args } = await cloudRun()
    const more = [...SECOND, ...PRODUCTION, '--deploy-secrets']
    expect((await runRegister([...args, ...more], options)).exitCode).toBe(0)
    expect(texts(given[0]).REDIRECT_URI).toBe(SECOND[1])
  })

  test('none is chosen without the flag', async () => {
    const { args } = await cloudRun()
    await runRegister([...args, ...SECOND, ...PRODUCTION])
    const { exitCode, stdout } = await runRegister([...args, '--deploy-secrets'], options)
    expect([exitCode, stdout]).toEqual([2, expect.stringContaining('several redirect URIs in production')])
    expect(given).toEqual([])
  })

  test('a logout URL for either is kept', async () => {
    const { entra, args } = await cloudRun()
    await runRegister([...args, ...SECOND, ...PRODUCTION])
    const again = await runForJson([...args, ...PRODUCTION, ...SECOND])
    expect([again.report.outcome, registered(entra)[0]?.frontChannelLogout]).toEqual([
      'unchanged',
      { url: 'https://admin.example.com/logout/front-channel' },
    ])
  })
})

test('without a production redirect URI, there is nothing to upload', async () => {
  const { entra, args } = await cloudRun()
  const { exitCode, stdout } = await runRegister([...args, '--deploy-secrets'], options)
  expect([exitCode, stdout]).toEqual([2, expect.stringContaining('no redirect URI in production')])
  expect([given, registered(entra)]).toEqual([[], []])
})

test('without --deploy-secrets, commands without secrets are printed', async () => {
  const { entra, file, args } = await cloudRun()
  const { report, stdout, stderr } = await runForJson([...args, ...PRODUCTION])
  expect(report.commands).toContain('npx wrangler secret put CLIENT_SECRET')
  expect(report.commands).toContain(
    "echo 'https://app.example.com/callback' | npx wrangler secret put REDIRECT_URI",
  )
  expect(stderr).toContain(`The values that these commands ask for are in ${file}.`)
  expect(stdout + stderr).not.toContain(registered(entra)[0]?.secrets[0]?.value)
  expect(given).toEqual([])
})

test('with a local Entra, no deployment commands are printed', async () => {
  const { args } = await contosoRun()
  const { report, stdout, stderr } = await runForJson([...args, ...PRODUCTION])
  expect([report.outcome, report.commands]).toEqual(['changed', []])
  expect(stdout + stderr).not.toContain('npx wrangler')
})

test.each<[string, [string, ...string[]], RegExp]>([
  ['cannot be started', ['/nowhere/wrangler'], /wrangler could not be started \(ENOENT\)/],
  [
    'is ended',
    [process.execPath, '-e', 'process.kill(process.pid, "SIGKILL")'],
    /wrangler was ended by SIGKILL/,
  ],
])('if wrangler %s, the error does not refer to its output', async (_, wrangler, says) => {
  const { args } = await cloudRun()
  const { exitCode, report } = await runForJson([...args, ...PRODUCTION, '--deploy-secrets'], {
    ...options,
    wrangler,
  })
  expect([exitCode, report.error?.message]).toEqual([8, expect.stringMatching(says)])
  expect(report.error?.message).not.toContain('above')
})

test('wrangler does not get GRAPH_TOKEN', async () => {
  const errors = new PassThrough()
  const environment = { GRAPH_TOKEN: 'a-token', CLOUDFLARE_API_TOKEN: 'local' }
  const told = 'console.log(Object.keys(process.env).join())'
  expect(
    await giveSecrets({}, null, { wrangler: [process.execPath, '-e', told], errors, environment }),
  ).toBeNull()
  const names = String(errors.read())
  expect(names).toContain('CLOUDFLARE_API_TOKEN')
  expect(names).not.toContain('GRAPH_TOKEN')
})
