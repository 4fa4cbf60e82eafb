// What the doctor says of wrangler.toml: what is missing, and where it is to be added.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import type { Line } from '../../tools/doctor/diagnosis/diagnosis.ts'
import { doctor } from '../../tools/doctor.ts'
import { ROOT } from '../support/app-copy.ts'

const DATE = 'compatibility_date = "2026-01-01"\n'
const MAIN = `main = ${JSON.stringify(join(ROOT, 'test', 'workerd', 'small-app.tsx'))}\n`
const ASSETS = `[assets]\ndirectory = ${JSON.stringify(join(ROOT, 'public'))}\n`
const STORE = '[[kv_namespaces]]\nbinding = "SESSIONS"\n'
const storeOf = (env: string) => `[env.${env}]\n[[env.${env}.kv_namespaces]]\nbinding = "SESSIONS"\n`

async function saidOf(toml: string, more: string[] = []): Promise<Line[]> {
  const folder = mkdtempSync(join(tmpdir(), 'entryway-doctor-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  const path = join(folder, 'wrangler.toml')
  writeFileSync(path, toml)
  const { output } = await doctor(['--variables-from-environment', '--json', '--config', path, ...more], {
    environment: {},
    paper: { columns: 100, colors: false },
    now: Date.now,
  })
  return (JSON.parse(output) as { checks: Line[] }).checks.filter(({ check }) => check === 'wrangler.toml')
}

const text = (lines: Line[]) => JSON.stringify(lines)

test('a complete one passes', async () => {
  expect(await saidOf(DATE + MAIN + ASSETS + STORE)).toMatchObject([
    { status: 'pass', sentence: 'Its main, KV binding and assets are set.' },
  ])
})

test('one without compatibility_date fails, as wrangler does not deploy it', async () => {
  const lines = await saidOf(MAIN + ASSETS + STORE)
  expect(lines).toMatchObject([{ status: 'fail' }])
  expect(text(lines)).toContain('compatibility_date')
})

test('if only environments have bindings, the advice is --env', async () => {
  const lines = await saidOf(DATE + MAIN + ASSETS + storeOf('staging') + storeOf('production'))
  expect(lines).toMatchObject([{ status: 'fail' }])
  expect(text(lines)).toMatch(/--env staging.*--env production/)
})

test('a misspelled environment is reported with the existing names', async () => {
  const lines = await saidOf(DATE + MAIN + ASSETS + storeOf('staging'), ['--env', 'STAGING'])
  expect(lines).toMatchObject([{ status: 'fail' }])
  expect(text(lines)).toContain('--env staging')
  expect(text(lines)).not.toContain('dry-run')
})

/** main, and a module next to it. */
function programOf(main: string, store: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'entryway-doctor-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  mkdirSync(join(folder, 'sessions'))
  writeFileSync(join(folder, 'index.ts'), main)
  writeFileSync(join(folder, 'sessions', 'store.ts'), store)
  return `main = ${JSON.stringify(join(folder, 'index.ts'))}\n`
}

const OTHER_MODULE = "import { store } from './sessions/store.ts'\nexport default store\n"
const KV =
  "import { entryway, kvStore } from 'entryway'\nexport const store = (env) => kvStore(env.SESSIONS)\n"
const OWN = 'export const store = () => ({})\n// Not kvStore(env.SESSIONS).\n'

test('a store created in another module needs its namespace too', async () => {
  const lines = await saidOf(DATE + programOf(OTHER_MODULE, KV) + ASSETS)
  expect(text(lines)).toContain('no KV namespace as SESSIONS')
})

test('a custom session store needs no namespace', async () => {
  expect(await saidOf(DATE + programOf(OTHER_MODULE, OWN) + ASSETS)).toMatchObject([
    { status: 'pass', sentence: 'Its main and assets are set.' },
  ])
})
