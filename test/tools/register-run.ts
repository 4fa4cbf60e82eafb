// npm run register for tests: against a served local Entra, with the operator who enters the code, and no waiting.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { PassThrough } from 'node:stream'
import { parseEnv } from 'node:util'
import { onTestFinished } from 'vitest'
import { nestor } from '../../emulator/seed.ts'
import { serveEmulator } from '../../emulator/serve.ts'
import { register } from '../../tools/register/register.ts'
import type { Report } from '../../tools/register/report.ts'
import type { Surroundings } from '../../tools/register/surroundings.ts'
import { EntraBrowser } from '../support/entra-browser.ts'

/** An operator, by what they type to sign in. */
export type Operator = { tenantId: string; profile: { userPrincipalName: string } }

export type Run = {
  exitCode: number
  stdout: string
  stderr: string
  /** What it waited for, in seconds. */
  waits: number[]
}

export async function serveEntra() {
  const served = await serveEmulator({ port: 0 })
  onTestFinished(served.close)
  return served.url
}

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
  const page = /Open\s+(\S+)/.exec(text)?.[1] ?? ''
  const request = /Enter\s+([\w-]+)/.exec(text)?.[1] ?? ''
  const browser = new EntraBrowser(overHttp)
  await browser.post(page, { user_code: request })
  await browser.post(`${page}/login`, { request, username: profile.userPrincipalName })
  await browser.post(`${page}/consent`, { request, action })
}

export type RunOptions = {
  operator?: Operator | null
  action?: 'accept' | 'cancel'
  /** Called before each wait is over. */
  during?: (seconds: number, text: string) => Promise<void> | void
  now?: () => number
  environment?: Record<string, string>
  wrangler?: Surroundings['wrangler']
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
    wrangler: options.wrangler ?? [process.execPath, '-e', 'process.exit(1)'],
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
