// examples/react: built as its README says, and visited as its front end visits it, on the packed core.
import { execFileSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { navigate } from '../support/built-worker.ts'
import { EntraBrowser } from '../support/entra-browser.ts'
import { ORIGIN, type PackedApp, packedApp } from './packed-app.ts'

const ROOT = join(import.meta.dirname, '../..')
const EXAMPLE = join(ROOT, 'examples/react')
const read = (path: string) => readFileSync(join(EXAMPLE, path), 'utf8')

let app: PackedApp
beforeAll(async () => {
  // The test's own NODE_ENV would build React for development.
  const env = { ...process.env, NODE_ENV: 'production' }
  const run = (command: string, ...args: string[]) =>
    execFileSync(command, args, { cwd: EXAMPLE, stdio: 'pipe', env })
  run('npm', 'ci', '--include=dev', '--no-audit', '--no-fund', '--prefer-offline')
  run(process.execPath, join(ROOT, 'node_modules/typescript/bin/tsc'), '-p', 'tsconfig.json')
  run('npm', 'run', 'build')
  const dist = readdirSync(join(EXAMPLE, 'dist'), { recursive: true, withFileTypes: true, encoding: 'utf8' })
  const files = dist
    .filter((each) => each.isFile())
    .map((each) => join(each.parentPath, each.name).slice(EXAMPLE.length + 1))
  app = await packedApp({
    'index.ts': read('worker/index.ts').replace('../../../src/entryway/index.ts', 'entryway'),
    'wrangler.toml': read('wrangler.toml').replace('worker/index.ts', 'index.ts'),
    ...Object.fromEntries(files.map((path) => [path, read(path)])),
  })
})
afterAll(() => app.close())

test('the types of its Worker are right', async () => {
  await app.checkTypes()
})

/** As a script of the front end asks. */
const ask = (path: string) =>
  navigate(ORIGIN + path, { headers: { accept: 'application/json', 'sec-fetch-mode': 'cors' } }, app.server)

test.each(['/', '/orders/7'])('%s is the front end, with a policy that its files keep to', async (path) => {
  const response = await app.stranger()(path)
  const page = await response.text()
  expect(response.headers.get('content-security-policy')).toContain("script-src 'self'")
  expect(page).toContain('<main id="root">')
  expect(page).not.toMatch(/<script(?![^>]*src="\/)|<style|\sstyle=|\son\w+=/)
  const [, script = ''] = /src="(\/assets\/[^"]+\.js)"/.exec(page) ?? []
  const file = await ask(script)
  expect([file.status, file.headers.get('content-type')]).toEqual([
    200,
    expect.stringContaining('javascript'),
  ])
})

test.each(['/api/me', '/api/report', '/api/nothing', '/api'])(
  '%s tells a script nothing before sign-in',
  async (path) => {
    const response = await ask(path)
    const text = await response.text()
    if (path === '/api') expect(text).not.toContain('jobTitle')
    else
      expect([response.status, new URL(JSON.parse(text).sign_in_url, ORIGIN).pathname]).toEqual([
        401,
        '/login',
      ])
  },
)

test('the address that the front end makes signs in, comes back to the page, and the API answers', async () => {
  const get = app.stranger()
  const { sign_in_url } = (await (await ask('/api/me')).json()) as {
    sign_in_url: string
  }
  // As src/api.ts does it.
  const url = new URL(sign_in_url, ORIGIN)
  url.searchParams.set('return_to', '/orders/7?tab=2')
  const location = (await get(url.href)).headers.get('location') ?? ''
  const callback = await new EntraBrowser(app.emulator).signIn(location, 'adele@contoso.example')
  expect((await get(callback.href)).headers.get('location')).toBe('/orders/7?tab=2')
  expect(await (await get('/api/me')).json()).toMatchObject({ user: { name: 'Adele Vance' } })
  expect(await (await get('/api/report')).json()).toEqual({ jobTitle: 'Retail Manager' })
})
