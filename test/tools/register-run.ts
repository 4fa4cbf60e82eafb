// npm run register for tests: against a served local Entra, with the operator who enters the code, and no waiting.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import type { Server } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { PassThrough } from 'node:stream'
import { parseEnv } from 'node:util'
import { createAdaptorServer, type HttpBindings } from '@hono/node-server'
import { onTestFinished, vi } from 'vitest'
import { createEmulator, type Emulator } from '../../emulator/index.ts'
import { contoso, nestor } from '../../emulator/seed.ts'
import type { Report } from '../../tools/register/command-line/report.ts'
import type { Surroundings } from '../../tools/register/command-line/surroundings.ts'
import { register } from '../../tools/register/register.ts'
import { EntraBrowser } from '../support/entra-browser.ts'
import { type Operator, operatorTokens } from '../support/operator.ts'
import { sampleCalled } from '../support/recorded.ts'

export type { Operator }

export type Run = {
  exitCode: number
  stdout: string
  stderr: string
  /** What it waited for, in seconds. */
  waits: number[]
}

/** `gone`: the connection ends without an answer. */
type Intercepted = Response | 'gone' | null

export type Entra = {
  url: string
  emulator: Emulator
  /** Answers in Entra's place, when it does not give null. */
  intercept: (request: Request) => Intercepted | Promise<Intercepted>
}

/** A local Entra on a free port, until the test is over. */
export async function serveEntra(): Promise<Entra> {
  const emulator = await createEmulator()
  const entra: Entra = { url: '', emulator, intercept: () => null }
  const server = createAdaptorServer({
    async fetch(request, env) {
      const { incoming } = env as HttpBindings
      const intercepted = await entra.intercept(request)
      if (intercepted === 'gone') incoming.socket.destroy()
      return intercepted === 'gone' ? new Response() : (intercepted ?? emulator.fetch(request))
    },
  }) as Server
  await new Promise<void>((resolve) => server.listen(0, 'localhost', resolve))
  onTestFinished(async () => {
    server.closeAllConnections()
    await new Promise((resolve) => server.close(resolve))
  })
  const address = server.address()
  entra.url = `http://localhost:${typeof address === 'object' && address ? address.port : 0}`
  return entra
}

/** The same as the public cloud: what goes to its hosts goes to this one, which then has their names. */
export function asPublicCloud(
  { emulator, intercept }: Entra,
  ciam: (request: Request) => Response | null | Promise<Response | null> = () => null,
): void {
  const elsewhere = globalThis.fetch
  vi.stubGlobal('fetch', async (input: string | URL | Request, init?: RequestInit) => {
    const request = new Request(input, init)
    const { host } = new URL(request.url)
    const isOfCloud = ['login.microsoftonline.com', 'login.microsoft.com', 'graph.microsoft.com'].includes(
      host,
    )
    // Of another kind of tenant, unless a test says otherwise.
    if (host.endsWith('.ciamlogin.com'))
      return (await ciam(request)) ?? Response.json({ error: 'invalid_tenant' }, { status: 400 })
    if (!isOfCloud) return elsewhere(request)
    const intercepted = await intercept(request)
    if (intercepted === 'gone') throw new TypeError('fetch failed')
    return intercepted ?? emulator.fetch(request)
  })
  onTestFinished(() => {
    vi.unstubAllGlobals()
  })
}

/**
 * The flags of a run that asks nothing, for an app of its own in a folder of its own. A flag that is repeated after them wins.
 */
export async function newRun(tenant: {
  id: string
}): Promise<{ entra: Entra; file: string; args: string[] }> {
  const entra = await serveEntra()
  const file = join(newFolder(), '.dev.vars')
  const args = ['--yes', '--authority', `${entra.url}/${tenant.id}`, '--dev-vars', file, '--name', APP_NAME]
  return { entra, file, args }
}

export const contosoRun = () => newRun(contoso)

/** Such a run with a token of the operator in place of a sign-in. */
export async function withToken({ emulator }: Entra, operator: Operator = nestor, scopes?: string[]) {
  const { access_token: token } = await operatorTokens(emulator, operator, scopes)
  return { operator: null, environment: { GRAPH_TOKEN: String(token) } } satisfies RunOptions
}

/** Answers such requests in place of Entra or Graph, as often as is said. */
export function answerInstead(
  entra: Entra,
  method: string,
  path: RegExp,
  answer: (request: Request) => Intercepted | Promise<Intercepted>,
  times = Number.POSITIVE_INFINITY,
): void {
  let left = times
  entra.intercept = (request) => {
    if (left === 0 || request.method !== method || !path.test(new URL(request.url).pathname)) return null
    left -= 1
    return answer(request)
  }
}

/** Answers as Entra or Graph does, but for this change. */
export function changeAnswers<T>(
  entra: Entra,
  method: string,
  path: RegExp,
  change: (json: T) => object,
): void {
  answerInstead(entra, method, path, async (request) => {
    const answer = await entra.emulator.fetch(request)
    return Response.json(change((await answer.json()) as T), { status: answer.status })
  })
}

/** Graph's refusal of a call. */
export const graphError =
  (status: number, code: string, message = '') =>
  () =>
    Response.json({ error: { code, message } }, { status })

/** An answer of Microsoft's, as it was recorded. */
export function recordedAnswer(file: 'graph' | 'token-answers', name: string): () => Response {
  const { status, body } = sampleCalled(file, name)
  return () => Response.json(body, { status: status ?? 200 })
}

/** The seeded "Entryway" is somebody else's. */
export const APP_NAME = 'Front door'

/** The registration as the directory has it now. */
export const registered = ({ emulator }: Entra, name = APP_NAME) =>
  emulator.state.apps.filter(({ displayName }) => displayName === name)

/** The requests that would have changed something in the directory. */
export const writes = ({ emulator }: Entra) =>
  emulator.requests.filter(
    ({ method, url }) => method !== 'GET' && new URL(url).pathname.startsWith('/v1.0/'),
  )

/** A folder of its own, for .dev.vars. */
export function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'entryway-register-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

export const overHttp = { fetch: (request: Request) => fetch(request, { redirect: 'manual' }) }

/** Enters the code that the text shows, picks the operator, and accepts unless told otherwise. */
export async function enterCode(
  text: string,
  { profile }: Operator,
  action: 'accept' | 'cancel' = 'accept',
): Promise<void> {
  // Where the page that is shown leads to.
  const page = new URL('/common/oauth2/deviceauth', /Open\s+(\S+)/.exec(text)?.[1]).href
  const request = /Enter\s+([\w-]+)/.exec(text)?.[1] ?? ''
  const browser = new EntraBrowser(overHttp)
  await browser.post(page, { user_code: request })
  await browser.post(`${page}/login`, { request, username: profile.userPrincipalName })
  await browser.post(`${page}/consent`, { request, action })
}

/** With the environments of docs/ci.md. The project's own may have them too, or others. */
export const WRANGLER_FILE = join(mkdtempSync(join(tmpdir(), 'entryway-wrangler-')), 'wrangler.toml')
const TABLES = ['staging', 'production'].map(
  (name) => `\n[env.${name}]\n[[env.${name}.kv_namespaces]]\nbinding = "SESSIONS"\n`,
)
writeFileSync(WRANGLER_FILE, readFileSync('test/workerd/wrangler.toml', 'utf8') + TABLES.join(''))

export type RunOptions = {
  operator?: Operator | null
  action?: 'accept' | 'cancel'
  /** Called before each wait is over. */
  during?: (seconds: number, text: string) => Promise<void> | void
  now?: () => number
  environment?: Record<string, string>
  wrangler?: Surroundings['wrangler']
  openBrowser?: Surroundings['openBrowser']
}

/** One run without a terminal. */
export async function runRegister(argv: string[], options: RunOptions = {}): Promise<Run> {
  const { operator = nestor, action = 'accept', during, now = Date.now, environment = {} } = options
  const [output, errors] = [new PassThrough(), new PassThrough()]
  const texts = { stdout: '', stderr: '' }
  output.on('data', (chunk: Buffer) => {
    texts.stdout += chunk
  })
  errors.on('data', (chunk: Buffer) => {
    texts.stderr += chunk
  })
  const waits: number[] = []
  let entered = operator === null
  const exitCode = await register(argv, {
    input: new PassThrough(),
    output,
    errors,
    environment,
    now,
    async wait(seconds) {
      waits.push(seconds)
      const text = texts.stdout + texts.stderr
      if (!entered && operator && text.includes('Enter')) {
        entered = true
        await enterCode(text, operator, action)
      }
      await during?.(seconds, text)
    },
    openBrowser: options.openBrowser ?? 'this is a test',
    wrangler: options.wrangler ?? [process.execPath, '-e', 'process.exit(1)'],
    wranglerFile: WRANGLER_FILE,
  })
  return { exitCode, ...texts, waits }
}

/** A run with --json: its one document, and what the person saw. */
export async function runForJson(argv: string[], options: RunOptions = {}) {
  const run = await runRegister([...argv, '--json'], options)
  return { ...run, report: JSON.parse(run.stdout) as Report }
}

export const variablesIn = (file: string): Record<string, string | undefined> =>
  parseEnv(readFileSync(file, 'utf8'))
