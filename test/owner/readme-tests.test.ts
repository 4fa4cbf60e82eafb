// What the packages' READMEs show of tests, exactly as printed: beside the README's app, with both packages installed.
import { execFile } from 'node:child_process'
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { ROOT } from '../support/app-copy.ts'
import { TERMINAL } from './copy.ts'
import { snippet } from './documents.ts'
import { WORKER } from './packed-app.ts'

const README = 'packages/entryway/README.md'
const folder = mkdtempSync(join(tmpdir(), 'entryway-tested-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const node = (...args: string[]) =>
  promisify(execFile)(process.execPath, args, { cwd: folder, env: TERMINAL }).catch(({ stdout, stderr }) => {
    throw new Error(stdout + stderr)
  })
const tool = (path: string, ...args: string[]) => node(join(ROOT, 'node_modules', path), ...args)

beforeAll(async () => {
  for (const name of ['package.json', 'node_modules'])
    cpSync(join(inject('installed'), name), join(folder, name), { recursive: true, verbatimSymlinks: true })
  symlinkSync(join(ROOT, 'dist/packages/local-entra'), join(folder, 'node_modules/local-entra'))
  for (const name of ['vitest', 'wrangler'])
    symlinkSync(join(ROOT, 'node_modules', name), join(folder, 'node_modules', name))
  writeFileSync(join(folder, 'wrangler.toml'), WORKER)
  writeFileSync(join(folder, 'index.ts'), snippet(README, 'ts', 'export default app'))
  writeFileSync(join(folder, 'app.test.ts'), snippet(README, 'ts', 'createLocalEntra'))
  await tool('wrangler/bin/wrangler.js', 'types')
})

test('it type-checks', async () => {
  const files = ['app.test.ts', 'worker-configuration.d.ts']
  const modules = ['--module', 'esnext', '--moduleResolution', 'bundler', '--allowImportingTsExtensions']
  const types = ['--types', '', '--lib', 'es2024', '--target', 'es2024', '--skipLibCheck']
  await tool('typescript/bin/tsc', '--strict', '--noEmit', ...modules, ...types, ...files)
})

test('it passes, and fails without the sign-in', async () => {
  const { stdout } = await tool('vitest/vitest.mjs', 'run')
  expect(stdout).toMatch(/Tests +1 passed/)
  const path = join(folder, 'app.test.ts')
  writeFileSync(path, readFileSync(path, 'utf8').replace('  await get(back.url)\n', ''))
  await expect(tool('vitest/vitest.mjs', 'run')).rejects.toThrow("'Hello, stranger'")
})

const AUTHORIZE = `
const [app] = entra.apps
const authorizeUrl = \`https://login.microsoftonline.com/\${app.tenantId}/oauth2/v2.0/authorize?\${new URLSearchParams({
  client_id: app.clientId,
  response_type: 'code',
  redirect_uri: app.redirectUris.web[0],
  scope: 'openid',
})}\`
`

test('the local Entra signs in the user of the seed in its own README', async () => {
  const code = snippet('packages/local-entra/README.md', 'ts', 'createLocalEntra')
  const [begin, end] = code.split('\nconst back')
  const result = '\nconsole.log(back.url, metadata.status)\n'
  writeFileSync(join(folder, 'local-entra.mjs'), `${begin}${AUTHORIZE}const back${end}${result}`)
  const { stdout } = await node('local-entra.mjs')
  expect(stdout).toMatch(/^http:\/\/localhost\/signed-in\?code=\S+ 200$/m)
})
