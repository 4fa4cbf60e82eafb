// The packed local Entra, as somebody has it who has nothing else: an empty folder, one install, a test of ten lines.
import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, test } from 'vitest'

const ROOT = join(import.meta.dirname, '../..')
const run = promisify(execFile)
const vitest = 'vitest@5.1.1'

const tenLines = `import { createLocalEntra } from 'local-entra'
import { expect, test } from 'vitest'

test('Kim signs in to my own tenant', async () => {
  const app = { displayName: 'Orders', clientId: 'ada70000-0000-4000-8000-00000000000a', redirectUris: { web: ['http://localhost/in'] } }
  const entra = await createLocalEntra({ seed: { tenants: [{ name: 'adatum', people: [{ username: 'kim@adatum.example' }], apps: [app] }] } })
  const query = new URLSearchParams({ client_id: app.clientId, response_type: 'code', redirect_uri: 'http://localhost/in', scope: 'openid' })
  const back = await entra.signIn(\`https://login.microsoftonline.com/adatum.onmicrosoft.com/oauth2/v2.0/authorize?\${query}\`, 'kim')
  expect(new URL(back.url).searchParams.get('code')).toBeTruthy()
})
`

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
  writeFileSync(join(folder, 'sign-in.test.ts'), tenLines)
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

test('its command serves', async () => {
  const { stdout } = await run('npx', ['local-entra', '--help'], here)
  expect(stdout).toContain('Usage: entra')
})
