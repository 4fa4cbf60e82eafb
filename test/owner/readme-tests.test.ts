// The test that packages/entryway/README.md shows, exactly as printed, beside the README's app, with both packages installed.
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

const node = (path: string, ...args: string[]) =>
  promisify(execFile)(process.execPath, [join(ROOT, 'node_modules', path), ...args], {
    cwd: folder,
    env: TERMINAL,
  }).catch(({ stdout, stderr }) => {
    throw new Error(stdout + stderr)
  })

beforeAll(async () => {
  for (const name of ['package.json', 'node_modules'])
    cpSync(join(inject('installed'), name), join(folder, name), { recursive: true, verbatimSymlinks: true })
  symlinkSync(join(ROOT, 'dist/packages/local-entra'), join(folder, 'node_modules/local-entra'))
  for (const name of ['vitest', 'wrangler'])
    symlinkSync(join(ROOT, 'node_modules', name), join(folder, 'node_modules', name))
  writeFileSync(join(folder, 'wrangler.toml'), WORKER)
  writeFileSync(join(folder, 'index.ts'), snippet(README, 'ts', 'export default app'))
  writeFileSync(join(folder, 'app.test.ts'), snippet(README, 'ts', 'createLocalEntra'))
  await node('wrangler/bin/wrangler.js', 'types')
})

test('it type-checks', async () => {
  const files = ['app.test.ts', 'worker-configuration.d.ts']
  const modules = ['--module', 'esnext', '--moduleResolution', 'bundler', '--allowImportingTsExtensions']
  const types = ['--types', '', '--lib', 'es2024', '--target', 'es2024', '--skipLibCheck']
  await node('typescript/bin/tsc', '--strict', '--noEmit', ...modules, ...types, ...files)
})

test('it passes, and fails without the sign-in', async () => {
  const { stdout } = await node('vitest/vitest.mjs', 'run')
  expect(stdout).toMatch(/Tests +1 passed/)
  const path = join(folder, 'app.test.ts')
  writeFileSync(path, readFileSync(path, 'utf8').replace('  await get(back.url)\n', ''))
  await expect(node('vitest/vitest.mjs', 'run')).rejects.toThrow("'Hello, stranger'")
})
