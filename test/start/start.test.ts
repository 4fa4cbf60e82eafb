import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import {
  contoso,
  entryway,
  entrywayCustomers,
  entrywayEverywhere,
  entrywayFabrikam,
  fabrikam,
  fourthCoffee,
} from '../../emulator/seed.ts'
import { freePort, takePort, twoFreePorts } from '../support/port.ts'

const ROOT = join(import.meta.dirname, '..', '..')

/** `npm start` in a process group of its own, as a terminal runs it. */
function start(args: string[]) {
  const state = mkdtempSync(join(tmpdir(), 'entryway-start-'))
  const child: ChildProcess = spawn(process.execPath, ['tools/start.ts', '--state', state, ...args], {
    cwd: ROOT,
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let output = ''
  const heard = new Set<() => void>()
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on('data', (chunk: Buffer) => {
      output += chunk
      for (const listen of heard) listen()
    })
  }
  const exitCode = new Promise<number | null>((resolve) => child.once('exit', resolve))
  onTestFinished(async () => {
    if (child.exitCode === null) child.kill('SIGTERM')
    await exitCode
    rmSync(state, { recursive: true, force: true })
  })
  return {
    exitCode,
    output: () => output,
    prints: (text: string) =>
      new Promise<void>((resolve, reject) => {
        const listen = () => output.includes(text) && resolve()
        heard.add(listen)
        listen()
        void exitCode.then(() => reject(new Error(`it ended before it printed "${text}":\n${output}`)))
      }),
    /** What a terminal does at Ctrl-C: the signal goes to every process of the group. */
    pressCtrlC: () => process.kill(-(child.pid ?? 0), 'SIGINT'),
  }
}

test('both addresses are printed once both answer, and Ctrl-C ends both', async () => {
  const [port, entraPort] = await twoFreePorts()
  const started = start(['--port', String(port), '--entra-port', String(entraPort)])
  await started.prints('Ctrl-C ends both')
  expect(started.output()).toContain(`http://localhost:${port}`)
  expect(started.output()).toContain(`http://localhost:${entraPort}`)
  for (const each of [port, entraPort]) expect((await fetch(`http://localhost:${each}/`)).status).toBe(200)

  started.pressCtrlC()
  await started.exitCode
  for (const each of [port, entraPort]) await expect(fetch(`http://localhost:${each}/`)).rejects.toThrow()
})

test.each(['--port', '--entra-port'])(
  'a busy %s is said in one line that names the way out',
  async (flag) => {
    const busy = await takePort()
    onTestFinished(busy.close)
    const other = flag === '--port' ? '--entra-port' : '--port'
    const started = start([flag, String(busy.port), other, String(await freePort())])
    expect(await started.exitCode).toBe(1)
    expect(started.output().trim().split('\n')).toEqual([
      `Port ${busy.port} is in use. Choose another: npm start -- ${flag} ${busy.port + 10}`,
    ])
  },
)

test.each([
  [['--port', 'x']],
  [['--port', '70000']],
  [['--port', '8787', '--entra-port', '8787']],
  [['--colour']],
  [['--var', 'SIGN_UP']],
])('%j is answered with the usage', async (args) => {
  const started = start(args)
  expect(await started.exitCode).toBe(1)
  expect(started.output()).toMatch(/^Usage: npm start/)
})

test('--help says how it is called, and starts nothing', async () => {
  const started = start(['--help'])
  expect(await started.exitCode).toBe(0)
  expect(started.output().trim()).toMatch(/^Usage: npm start.*$/)
})

test('an authority that there is not is answered with those that there are', async () => {
  const started = start(['--authority', 'everybody'])
  expect(await started.exitCode).toBe(1)
  expect(started.output().trim()).toBe(
    'There is no authority "everybody". Choose one of: contoso, fabrikam, common, organizations, consumers, customers',
  )
})

test('a variable that there is not is answered with where those are that there are', async () => {
  const started = start(['--var', 'SESSION_IDLE_MINUTES=30', '--var', 'SESION_MAX_HOURS=1'])
  expect(await started.exitCode).toBe(1)
  expect(started.output().trim()).toBe(
    'The app has no variable SESION_MAX_HOURS. .dev.vars.example has those that there are.',
  )
})

test('--var gives the app a variable, over what is set for it otherwise', async () => {
  const [port, entraPort] = [await freePort(), await freePort()]
  const variables = ['--var', 'SIGN_UP=on', '--var', 'SCOPE=User.Read Mail.Read']
  const started = start([...variables, '--port', String(port), '--entra-port', String(entraPort)])
  await started.prints('Ctrl-C ends both')
  expect(await (await fetch(`http://localhost:${port}/`)).text()).toContain('Create account')
  const away = await fetch(`http://localhost:${port}/login`, { redirect: 'manual' })
  expect(new URL(away.headers.get('Location') ?? '').searchParams.get('scope')).toMatch(/ Mail\.Read$/)
})

test('a tenant that there is not is answered with those that there are', async () => {
  const started = start(['--authority', 'organizations', '--allowed-tenants', 'contoso,adatum'])
  expect(await started.exitCode).toBe(1)
  expect(started.output().trim()).toBe(
    'There is no tenant "adatum". Choose of: contoso, fabrikam, fourthcoffee, outlook',
  )
})

test.each([
  [[], 'contoso', contoso.id, entryway, 'contoso'],
  [['--authority', 'fabrikam'], 'fabrikam', fabrikam.id, entrywayFabrikam, 'fabrikam'],
  [['--authority', 'common'], 'common', 'common', entrywayEverywhere, 'contoso'],
  [['--authority', 'organizations'], 'organizations', 'organizations', entrywayEverywhere, 'contoso'],
  [['--authority', 'consumers'], 'consumers', 'consumers', entrywayEverywhere, null],
])('%j sets the app up with %s, and the start page says so', async (args, name, path, app, organization) => {
  const [port, entraPort] = await twoFreePorts()
  const started = start([...args, '--port', String(port), '--entra-port', String(entraPort)])
  await started.prints('Ctrl-C ends both')
  const variables = readFileSync(join(ROOT, '.wrangler', `emulator-${port}.vars`), 'utf8').split('\n')
  expect(variables).toContain(`AUTHORITY=http://localhost:${entraPort}/${path}`)
  expect(variables).toContain(`CLIENT_ID=${app.clientId}`)
  expect(variables.filter((line) => line.startsWith('AZURE_DEVOPS_URL'))).toEqual(
    organization === null ? [] : [`AZURE_DEVOPS_URL=http://localhost:${entraPort}/${organization}`],
  )
  const away = await fetch(`http://localhost:${port}/login`, { redirect: 'manual' })
  expect(new URL(away.headers.get('Location') ?? '').pathname).toBe(`/${path}/oauth2/v2.0/authorize`)
  const page = await (await fetch(`http://localhost:${entraPort}/`)).text()
  expect(await (await fetch(`http://localhost:${port}/`)).text()).not.toContain('Create account')
  expect(page).toContain(`<strong>${name}</strong>, <code>http://localhost:${entraPort}/${path}</code>`)
})

test('--authority customers sends people to the customers’ own sign-in, and says who they are', async () => {
  const [port, entraPort] = await twoFreePorts()
  const ports = ['--port', String(port), '--entra-port', String(entraPort)]
  const started = start(['--authority', 'customers', ...ports])
  await started.prints('Ctrl-C ends both')
  expect(started.output()).toContain('customers: the customers of Fourth Coffee (External ID)')
  expect(started.output()).toContain('Sign in as robin@adatum.example, or create an account')
  const away = await fetch(`http://localhost:${port}/login`, { redirect: 'manual' })
  const authorize = new URL(away.headers.get('Location') ?? '')
  expect(authorize.pathname).toBe(`/${fourthCoffee.id}/oauth2/v2.0/authorize`)
  expect(authorize.searchParams.get('client_id')).toBe(entrywayCustomers.clientId)
  expect(await (await fetch(authorize)).text()).toContain('No account?')
  expect(await (await fetch(`http://localhost:${port}/`)).text()).toContain('Create account')
})
