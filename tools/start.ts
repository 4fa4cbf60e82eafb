// npm start: the local Entra and, against it, the app in `wrangler dev`; both end together.
import { spawn } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { secret, firstTenants as tenants } from '../emulator/seed.ts'
import { serveEmulator } from '../emulator/serve.ts'
import { VARIABLES } from './settings/variable-names.ts'
import { findLocalAuthority, type LocalAuthority, localAuthorityNames } from './start/local-authority.ts'
import { takePort } from './start/port.ts'

const ROOT = join(import.meta.dirname, '..')
const ANSWER_WITHIN_SECONDS = 120

const usage = `Usage: npm start -- [--authority ${localAuthorityNames.join('|')}] [--allowed-tenants contoso,fabrikam] [--var NAME=value]... [--port 8787] [--entra-port 8788] [--state .wrangler/state] (port 0: any that is free)`

function fail(message: string): never {
  console.error(message)
  process.exit(1)
}

function showUsage(): never {
  console.log(usage)
  process.exit(0)
}

type Options = {
  authority: string
  allowed: string
  port: number
  entraPort: number
  /** The folder that keeps the sessions between starts. */
  state: string
  /** Variables of the app, over those that are set here. */
  more: Record<string, string>
}

function readOptions(): Options {
  try {
    const { values } = parseArgs({
      options: {
        authority: { type: 'string', default: 'contoso' },
        'allowed-tenants': { type: 'string', default: '' },
        var: { type: 'string', multiple: true, default: [] },
        port: { type: 'string', default: '8787' },
        'entra-port': { type: 'string', default: '8788' },
        state: { type: 'string', default: join(ROOT, '.wrangler', 'state') },
        help: { type: 'boolean' },
      },
    })
    if (values.help) showUsage()
    const ports = [values.port, values['entra-port']]
    const [port = 0, entraPort = 0] = ports.map(Number)
    const valid = ports.every((each) => /^\d{1,5}$/.test(each) && Number(each) < 65536)
    const { authority, 'allowed-tenants': allowed, state } = values
    const pairs = values.var.map((pair) => /^(\w+)=([^\n]*)$/.exec(pair)?.slice(1))
    if (valid && (port !== entraPort || port === 0) && pairs.every((pair) => pair !== undefined)) {
      return { authority, allowed, port, entraPort, state, more: Object.fromEntries(pairs) }
    }
  } catch {
    // An unknown flag: the usage says which there are.
  }
  return fail(usage)
}

/** A tenant that `--allowed-tenants` names. */
function tenantId(name: string): string {
  const known = tenants.map((tenant) => tenant.name)
  const tenant = tenants.find((each) => each.name === name)
  return tenant?.id ?? fail(`There is no tenant "${name}". Choose of: ${known.join(', ')}`)
}

/** A misspelt one would do nothing. */
function checkNames(variables: Record<string, string>): void {
  const unknown = Object.keys(variables).find((name) => !VARIABLES.includes(name))
  if (unknown) fail(`The app has no variable ${unknown}. .dev.vars.example has those that there are.`)
}

function failBusy(flag: string, port: number): never {
  return fail(`Port ${port} is in use. Choose another: npm start -- ${flag} ${port + 10}`)
}

/** Given as an env file, these stand in for `.dev.vars`: one that names a real tenant is left alone. */
function writeVariables(
  port: number,
  authority: string,
  { app, organization, signUp }: LocalAuthority,
  allowedTenants: string[],
  more: Record<string, string>,
): string {
  const variables = {
    AUTHORITY: authority,
    ALLOWED_TENANTS: allowedTenants.join(' '),
    CLIENT_ID: app.clientId,
    CLIENT_SECRET: secret,
    REDIRECT_URI: `http://localhost:${port}/getAToken`,
    // A local Entra's address does not say whether it is External ID.
    SIGN_UP: signUp ? 'on' : 'off',
    ...(organization && { AZURE_DEVOPS_URL: `${new URL(authority).origin}/${organization.name}` }),
    ...more,
  }
  mkdirSync(join(ROOT, '.wrangler'), { recursive: true })
  const file = join(ROOT, '.wrangler', `emulator-${port}.vars`)
  const lines = Object.entries(variables).map(([name, value]) => `${name}=${value}\n`)
  writeFileSync(file, lines.join(''))
  return file
}

async function answers(url: string): Promise<void> {
  const deadline = Date.now() + ANSWER_WITHIN_SECONDS * 1000
  while (Date.now() < deadline) {
    const response = await fetch(url).catch(() => null)
    if (response?.ok) return
    await new Promise((resolve) => setTimeout(resolve, 200))
  }
  fail(`The app did not answer at ${url} within ${ANSWER_WITHIN_SECONDS} seconds.`)
}

const { authority: name, allowed, state, more, ...wanted } = readOptions()
checkNames(more)
const choice =
  findLocalAuthority(name) ??
  fail(`There is no authority "${name}". Choose one of: ${localAuthorityNames.join(', ')}`)
const { path, sentence, hint } = choice
const allowedTenants = allowed.split(',').filter(Boolean).map(tenantId)
// wrangler takes another port where one is busy, and then the registered redirect URI would not be the app's.
const heldForApp = (await takePort(wanted.port)) ?? failBusy('--port', wanted.port)
const heldForEntra = (await takePort(wanted.entraPort)) ?? failBusy('--entra-port', wanted.entraPort)
const [port, entraPort] = [heldForApp.port, heldForEntra.port]
const authority = `http://localhost:${entraPort}/${path}`
const appUrl = `http://localhost:${port}`

const appSetup = { name, authority, sentence }
await heldForEntra.release()
const emulator = await serveEmulator({ port: entraPort, appOrigin: appUrl, appSetup }).catch(
  (error: NodeJS.ErrnoException) =>
    error.code === 'EADDRINUSE'
      ? failBusy('--entra-port', entraPort)
      : fail(`The local Entra could not start: ${error.message}`),
)

await heldForApp.release()
const wrangler = spawn(
  process.execPath,
  [
    join(ROOT, 'node_modules', 'wrangler', 'bin', 'wrangler.js'),
    'dev',
    '--port',
    String(port),
    '--inspector-port',
    '0',
    '--show-interactive-dev-session=false',
    '--persist-to',
    state,
    '--env-file',
    writeVariables(port, authority, choice, allowedTenants, more),
  ],
  {
    cwd: ROOT,
    stdio: ['ignore', 'inherit', 'inherit'],
    // Nothing here needs the network, and it shall start without one.
    env: { ...process.env, WRANGLER_SEND_METRICS: 'false', CLOUDFLARE_CF_FETCH_ENABLED: 'false' },
  },
)

let ending = false
async function end(exitCode: number): Promise<void> {
  if (ending) return
  ending = true
  wrangler.kill('SIGINT')
  await emulator.close()
  process.exitCode = exitCode
}
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => void end(0))
wrangler.on('exit', (code) => void end(code ?? 0).then(() => process.exit()))

await answers(`${appUrl}/healthz`)
console.log(`
  Entryway     ${appUrl}
  Local Entra  ${emulator.url}   (people, apps, and a switchboard of faults)
  Authority    ${name}: ${sentence}

  ${hint} Ctrl-C ends both.
`)
