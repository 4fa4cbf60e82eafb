// The packed local Entra, as somebody has it who has nothing else: an empty folder, one install, a test of ten lines.
import { execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest'
import { tlsClient } from '../local-entra/tls-client.ts'

const ROOT = join(import.meta.dirname, '../..')
const run = promisify(execFile)
const vitest = 'vitest@5.1.1'

/** The first code block below this heading of the recipes. */
function recipe(heading: string): string {
  const document = readFileSync(join(ROOT, 'docs/local-entra-recipes.md'), 'utf8')
  const code = /```ts\n([\s\S]*?)```/.exec(document.split(`\n## ${heading}`)[1] ?? '')?.[1]
  if (code === undefined) throw new Error(`there is no recipe ${heading}`)
  return code
}

const folder = mkdtempSync(join(tmpdir(), 'local-entra-packed-'))
afterAll(() => rmSync(folder, { recursive: true }))
/** As a terminal has it, and not as inside a test. */
const env = Object.fromEntries(
  Object.entries(process.env).filter(([name]) => !/^(VITEST|NODE_ENV$|TEST$)/.test(name)),
)
const here = { cwd: folder, env: { ...env, NO_COLOR: '1' } }

beforeAll(async () => {
  const { stdout } = await run(process.execPath, [join(ROOT, 'tools/build-packages.ts')])
  const tarball = stdout.split('\n').find((line) => line.includes('local-entra-')) ?? ''
  writeFileSync(join(folder, 'package.json'), '{ "type": "module" }')
  await run('npm', ['install', '--no-audit', '--no-fund', '--prefer-offline', tarball, vitest], here)
  writeFileSync(join(folder, 'sign-in.test.ts'), recipe('vitest'))
})

test('a test with a tenant of its own passes', async () => {
  const { stdout } = await run('npx', ['vitest', 'run'], here)
  expect(stdout).toMatch(/Tests\s+1 passed/)
})

test('its types need nothing but fetch', async () => {
  const source = `import { createLocalEntra, type Seed } from 'local-entra'
import { serveLocalEntra } from 'local-entra/server'
import { localEntraFixtures } from 'local-entra/playwright'
const seed: Seed = { tenants: [{ name: 'adatum', policies: { multiFactor: true } }] }
export const given = [createLocalEntra({ seed }), serveLocalEntra({ port: 0, seed }), localEntraFixtures()]
// @ts-expect-error There is no such field.
export const wrong: Seed = { tenants: [{ nmae: 'adatum' }] }
`
  writeFileSync(join(folder, 'use.ts'), source)
  const tsc = join(ROOT, 'node_modules/typescript/bin/tsc')
  const options = [
    '--noEmit',
    '--strict',
    '--module',
    'nodenext',
    '--target',
    'es2022',
    '--lib',
    'es2024,dom',
    '--types',
    '',
  ]
  await run(process.execPath, [tsc, ...options, 'use.ts'], here)
})

/** A command of the Dockerfile or the Compose file in the documentation. */
function documented(before: 'CMD ' | ' +test: '): string[] {
  const document = readFileSync(join(ROOT, 'docs/local-entra.md'), 'utf8')
  const command = new RegExp(`^${before}(\\[.*\\])$`, 'm').exec(document)?.[1]
  if (command === undefined) throw new Error(`docs/local-entra.md has no ${before}`)
  return JSON.parse(command)
}

test('its command, as the documented Dockerfile has it, is reached by the name of a service', async () => {
  const seed = join(ROOT, 'emulator/local-entra/seed.example.json')
  const [name = '', ...args] = documented('CMD ').map((arg) =>
    arg.replace(/^\/seed\.json$/, seed).replace(/^\/ca$/, join(folder, 'ca')),
  )
  const child = spawn(join(folder, 'node_modules/.bin', name), [...args, '--port', '0'], here)
  onTestFinished(() => void child.kill('SIGTERM'))
  let printed = ''
  for await (const chunk of child.stdout) {
    printed += chunk
    if (printed.includes('Ctrl-C')) break
  }
  const port = Number(/https:\/\/localhost:(\d+)/.exec(printed)?.[1])
  const [, program = '', ...check] = documented(' +test: ')
  const isHealthy = (at: number) =>
    run(
      program,
      check.map((arg) => arg.replace('8788', String(at))),
      here,
    )
  await isHealthy(port)
  const call = tlsClient(port, readFileSync(join(folder, 'ca/ca.pem'), 'utf8'))
  const base = `https://entra:${port}/northwind.example`
  const metadata = JSON.parse((await call(`${base}/v2.0/.well-known/openid-configuration`)).text)
  expect(metadata.token_endpoint).toMatch(new RegExp(`^https://entra:${port}/`))
  child.kill('SIGTERM')
  await once(child, 'close')
  await expect(isHealthy(port)).rejects.toMatchObject({ code: 1 })
})

test('its command explains itself', async () => {
  const { stdout } = await run('npx', ['local-entra', '--help'], here)
  expect(stdout).toContain('Usage: npx local-entra')
})
