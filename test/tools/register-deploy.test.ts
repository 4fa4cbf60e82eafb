// The settings of the deployed Worker: what it is given with --deploy-secrets, and what is said without.
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { PassThrough } from 'node:stream'
import { createAdaptorServer } from '@hono/node-server'
import { beforeEach, describe, expect, onTestFinished, test } from 'vitest'
import { contoso, fourthCoffee } from '../../emulator/seed.ts'
import { giveSecrets } from '../../tools/register/execute/wrangler.ts'
import { contosoRun, type Entra, registered, runForJson, runRegister, variablesIn } from './register-run.ts'
import { ADMIN_URI, APP_URI, cloudRun, standInWrangler, type Upload } from './stand-in-wrangler.ts'

const LOCAL_URI = ['--redirect-uri', 'http://localhost:8787/getAToken']
const DEPLOY = '--deploy-secrets'

let entra: Entra
let file: string
let args: string[]
let worker: ReturnType<typeof standInWrangler>
beforeEach(async () => {
  ;({ entra, file, args } = await cloudRun())
  worker = standInWrangler()
})

const secrets = () => registered(entra)[0]?.secrets.map(({ value }) => value)
const run = (...more: string[]) => runForJson([...args, ...more], { wrangler: worker.wrangler })

describe('wrangler itself', () => {
  const WRANGLER = join(import.meta.dirname, '..', '..', 'node_modules', 'wrangler', 'bin', 'wrangler.js')
  let given: Upload[]
  let status: number
  let environment: Record<string, string>
  const real = (...more: string[]) =>
    runForJson([...args, ...more], { environment, wrangler: [process.execPath, WRANGLER] })
  beforeEach(async () => {
    given = []
    status = 200
    const server = createAdaptorServer({
      async fetch(request) {
        const success = request.method !== 'PATCH' || status === 200
        if (request.method === 'PATCH') {
          const { secrets } = (await request.json()) as { secrets: Record<string, { text: string } | null> }
          given.push(
            Object.fromEntries(Object.entries(secrets).map(([name, each]) => [name, each?.text ?? null])),
          )
        }
        const errors = success ? [] : [{ code: 10000, message: 'Authentication error' }]
        return Response.json(
          { success, errors, messages: [], result: {} },
          { status: success ? 200 : status },
        )
      },
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    onTestFinished(() => new Promise<void>((resolve) => server.close(() => resolve())))
    const address = server.address()
    const port = typeof address === 'object' && address ? address.port : 0
    environment = {
      PATH: process.env.PATH ?? '',
      HOME: process.env.HOME ?? '',
      CLOUDFLARE_API_BASE_URL: `http://127.0.0.1:${port}/client/v4`,
      CLOUDFLARE_API_TOKEN: 'local',
      CLOUDFLARE_ACCOUNT_ID: 'local',
      WRANGLER_SEND_METRICS: 'false',
      WRANGLER_HIDE_BANNER: 'true',
    }
  })

  test('uploads the settings to the Worker, with its own redirect URI', async () => {
    const { exitCode, stdout, stderr } = await real(...LOCAL_URI, ...APP_URI, DEPLOY)
    expect(exitCode, stderr).toBe(0)
    const [CLIENT_SECRET = ''] = secrets() ?? []
    const { REDIRECT_URI, ...same } = variablesIn(file)
    expect(given).toEqual([{ ...same, CLIENT_SECRET, REDIRECT_URI: APP_URI[1] }])
    expect(REDIRECT_URI).toBe(LOCAL_URI[1])
    expect(stdout + stderr).not.toContain(CLIENT_SECRET)
  })

  test('deletes the old credential of the Worker after a change of its type', async () => {
    await runRegister([...args, ...APP_URI])
    const { stderr } = await real('--certificate', DEPLOY)
    expect(stderr).toContain('CLIENT_SECRET: current value -> deleted')
    const { CLIENT_CERTIFICATE, CLIENT_CERTIFICATE_KEY } = variablesIn(file)
    expect(given[0]).toMatchObject({ CLIENT_SECRET: null, CLIENT_CERTIFICATE, CLIENT_CERTIFICATE_KEY })
  })

  test('may be refused by Cloudflare: the registration remains, and the upload can be repeated', async () => {
    status = 403
    const refused = await real(...APP_URI, DEPLOY)
    expect([refused.exitCode, refused.report.error?.message]).toEqual([
      8,
      expect.stringContaining('wrangler did not accept the deployed Worker’s settings'),
    ])
    expect(refused.stderr).toContain('Not done:\n- Upload the settings to the deployed Worker')
    expect(registered(entra)).toHaveLength(1)
    const again = await run(DEPLOY)
    expect([again.exitCode, again.report.steps.map(({ sentence, done }) => [sentence, done])]).toEqual([
      0,
      [['Upload the settings to the deployed Worker', true]],
    ])
    expect(worker.uploads()[0]).toMatchObject({ REDIRECT_URI: APP_URI[1] })
  })

  test.each<[string, [string, ...string[]], RegExp]>([
    ['cannot be started', ['/nowhere/wrangler'], /wrangler could not be started \(ENOENT\)/],
    ['is ended', [process.execPath, '-e', 'process.kill(process.pid, "SIGKILL")'], /was ended by SIGKILL/],
  ])('that %s is told without its output', async (_, wrangler, says) => {
    const { exitCode, report } = await runForJson([...args, ...APP_URI, DEPLOY], { wrangler })
    expect([exitCode, report.error?.message]).toEqual([8, expect.stringMatching(says)])
    expect(report.error?.message).not.toContain('above')
  })

  test('that ends before it has read the settings is told', async () => {
    const wrangler: [string, ...string[]] = [process.execPath, '-e', 'process.exit(1)']
    const settings = { SCOPE: 'x'.repeat(2 ** 20) }
    const problem = await giveSecrets(settings, null, {
      wrangler,
      errors: new PassThrough(),
      environment: {},
    })
    expect(problem).toContain('did not accept')
  })

  test('gets the environment, and not GRAPH_TOKEN', async () => {
    const errors = new PassThrough()
    const told = 'console.log(process.argv.slice(1).join(" "), Object.keys(process.env).join())'
    const wrangler: [string, ...string[]] = [process.execPath, '-e', told, '--']
    const tokens = { GRAPH_TOKEN: 'a-token', CLOUDFLARE_API_TOKEN: 'local' }
    expect(await giveSecrets({}, 'staging', { wrangler, errors, environment: tokens })).toBeNull()
    const names = String(errors.read())
    expect(names).toContain('secret bulk --env staging ')
    expect(names).toContain('CLOUDFLARE_API_TOKEN')
    expect(names).not.toContain('GRAPH_TOKEN')
  })
})

test('the other settings are uploaded too, so that no additional users can sign in', async () => {
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
  args.push(...APP_URI, '--kind', 'organizations')
  const { report, stderr } = await run(DEPLOY)
  const [upload = {}] = worker.uploads()
  expect(upload, stderr).toMatchObject(rest)
  expect(Object.keys(upload)).not.toContain('OTHER')
  expect(report.warnings).toEqual([])
  const printed = await run('--certificate')
  expect(printed.report.commands).toContain(
    `echo '${rest.ALLOWED_TENANTS}' | npx wrangler secret put ALLOWED_TENANTS`,
  )
})

describe('after a rotation whose upload failed', () => {
  const held = () => variablesIn(file).CLIENT_SECRET
  let deployed: string | undefined
  beforeEach(async () => {
    await run(...APP_URI, DEPLOY)
    deployed = held()
    worker.refuse()
    const { report } = await run('--rotate', DEPLOY)
    expect(report.error?.next).toContain('run this again with --deploy-secrets, and without --rotate.')
  })

  test('the Worker’s secret stays until it has the new one', async () => {
    // Neither the run that is advised, nor one that gives nothing to the Worker, removes it.
    await run(DEPLOY)
    const { report } = await run()
    expect(secrets()).toEqual([deployed, held()])
    expect(report.warnings).toContainEqual(expect.stringContaining('stays until the deployed Worker has'))
    worker.accept()
    await run(DEPLOY)
    expect([secrets(), worker.uploads().at(-1)?.CLIENT_SECRET]).toEqual([[deployed, held()], held()])
    await run()
    expect(secrets()).toEqual([held()])
  })

  test('and an upload by hand, the warning says which line to delete; then the old secret is removed', async () => {
    const { report } = await run()
    expect(report.warnings.join()).toContain(`delete the line about it in ${file}`)
    const lines = readFileSync(file, 'utf8').split('\n')
    const left = lines.filter((line) => !line.includes('If you uploaded it by hand, delete this line.'))
    expect([secrets()?.length, left.length]).toEqual([2, lines.length - 1])
    writeFileSync(file, left.join('\n'))
    expect((await run()).report.warnings).toEqual([])
    expect(secrets()).toEqual([held()])
    expect(readFileSync(file, 'utf8')).not.toContain('removes the')
  })

  test('and another rotation, all old secrets stay', async () => {
    const { report } = await run('--rotate')
    expect(report.warnings).toEqual([expect.stringContaining('stays until the deployed Worker has')])
    const all = secrets()
    expect(all).toHaveLength(3)
    await run()
    expect(secrets()).toEqual(all)
    worker.accept()
    await run(DEPLOY)
    await run()
    expect(secrets()).toEqual([held()])
  })
})

test('the upload is shown beforehand, and a dry run uploads nothing', async () => {
  const { report, stderr } = await run(...APP_URI, DEPLOY, '--dry-run')
  expect(report.steps.at(-1)?.sentence).toBe('Upload the settings to the deployed Worker')
  expect(stderr).toContain(
    'AUTHORITY, CLIENT_ID, CLIENT_SECRET, REDIRECT_URI, CLIENT_SECRET_EXPIRES: current values',
  )
  expect(stderr).toContain('REDIRECT_URI: current value -> https://app.example.com/callback')
  expect(worker.uploads()).toEqual([])
})

test('a secret that others have added to the app is none that the Worker has', async () => {
  await run('--certificate', ...APP_URI)
  const [app] = registered(entra)
  app?.secrets.push({
    keyId: crypto.randomUUID(),
    displayName: null,
    value: 'x',
    startsAt: 0,
    endsAt: Date.now() * 2,
  })
  expect((await run(DEPLOY)).exitCode).toBe(0)
  expect(worker.uploads()[0]).toHaveProperty('CLIENT_CERTIFICATE')
  expect(worker.uploads()[0]).not.toHaveProperty('CLIENT_SECRET')
})

test.each([
  ['an AUTHORITY on localhost', contosoRun, APP_URI, 'AUTHORITY is on localhost'],
  ['no redirect URI in production', cloudRun, LOCAL_URI, 'no redirect URI in production'],
])('%s is not uploaded, and nothing is registered', async (_, prepare, uri, message) => {
  ;({ entra, args } = await prepare())
  const { exitCode, report } = await run(...uri, DEPLOY)
  expect([exitCode, report.error?.message]).toEqual([2, expect.stringContaining(message)])
  expect([worker.uploads(), registered(entra)]).toEqual([[], []])
})

test.each(['--rotate', DEPLOY])('in a new folder, %s alone writes all settings', async (flag) => {
  await run(...APP_URI)
  const elsewhere = ['--client-id', registered(entra)[0]?.clientId ?? '', '--dev-vars', `${file}.new`]
  expect((await run(...elsewhere, ...APP_URI, flag)).exitCode).toBe(0)
  expect(variablesIn(`${file}.new`)).toHaveProperty('AUTHORITY')
})

test('nor is the secret of a local Entra, by a rotation that uploads nothing else', async () => {
  ;({ entra, file, args } = await contosoRun())
  await run(...APP_URI)
  const elsewhere = ['--client-id', registered(entra)[0]?.clientId ?? '', '--dev-vars', `${file}.rotated`]
  const { exitCode, report } = await run(...elsewhere, '--rotate', DEPLOY)
  expect([exitCode, report.error?.message]).toEqual([2, expect.stringContaining('AUTHORITY is on localhost')])
  expect(worker.uploads()).toEqual([])
})

describe('with several production redirect URIs', () => {
  test('the first one passed is uploaded, whichever the file has', async () => {
    await run(...APP_URI, ...ADMIN_URI)
    expect((await run(...ADMIN_URI, ...APP_URI, DEPLOY)).exitCode).toBe(0)
    expect(worker.uploads()[0]?.REDIRECT_URI).toBe(ADMIN_URI[1])
  })

  test('the one that the file has is uploaded without the flag, or none', async () => {
    await run(...APP_URI, ...ADMIN_URI, ...LOCAL_URI)
    const { exitCode, report } = await run(DEPLOY)
    expect([exitCode, report.error?.message]).toEqual([
      2,
      expect.stringContaining('several redirect URIs in production'),
    ])
    expect(worker.uploads()).toEqual([])
    await run(...APP_URI, ...ADMIN_URI)
    expect((await run(DEPLOY)).exitCode).toBe(0)
    expect(worker.uploads()[0]?.REDIRECT_URI).toBe(APP_URI[1])
  })

  test('a logout URL for either is kept', async () => {
    await run(...ADMIN_URI, ...APP_URI)
    const again = await run(...APP_URI, ...ADMIN_URI)
    expect([again.report.outcome, registered(entra)[0]?.frontChannelLogout]).toEqual([
      'unchanged',
      { url: 'https://admin.example.com/logout/front-channel' },
    ])
  })
})

test('without --deploy-secrets, commands without secrets are printed', async () => {
  const { report, stdout, stderr } = await run(...APP_URI)
  expect(report.commands).toContain('npx wrangler secret put CLIENT_SECRET')
  expect(report.commands).toContain(`echo '${APP_URI[1]}' | npx wrangler secret put REDIRECT_URI`)
  expect(stderr).toContain(`The values that these commands ask for are in ${file}.`)
  expect(stdout + stderr).not.toContain(secrets()?.[0])
  expect(worker.uploads()).toEqual([])
  // What the tenant alone has changed is nothing to upload.
  const again = await run(...APP_URI, '--admin-consent')
  expect([again.report.outcome, again.report.commands]).toEqual(['changed', []])
})

test('with a local Entra, no deployment commands are printed', async () => {
  ;({ args } = await contosoRun())
  const { report, stdout, stderr } = await run(...APP_URI)
  expect([report.outcome, report.commands]).toEqual(['changed', []])
  expect(stdout + stderr).not.toContain('npx wrangler')
})
