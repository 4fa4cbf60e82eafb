// The README's TypeScript block, exactly as printed, as a Worker of its own.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type PackedApp, packedApp, WORKER } from './packed-app.ts'

const ROOT = join(import.meta.dirname, '../..')
const codeOf = (path: string) =>
  /^```ts\n(.*?)^```$/ms.exec(readFileSync(join(ROOT, path), 'utf8'))?.[1] ?? ''
const CODE = codeOf('README.md')

let app: PackedApp
beforeAll(async () => {
  app = await packedApp({ 'index.ts': CODE, 'wrangler.toml': WORKER })
})
afterAll(() => app.close())

test('is ten lines of code, in the package too', () => {
  const lines = CODE.split('\n').filter((line) => line.trim() !== '')
  expect(lines.length).toBeGreaterThan(0)
  expect(lines.length).toBeLessThanOrEqual(10)
  expect(codeOf('packages/entryway/README.md')).toBe(CODE)
})

test('it type-checks', async () => {
  expect(await app.typeErrors()).toBe('')
})

test('does not type-check if the environment has no namespace, one that may be missing, or another binding', async () => {
  const wrong = {
    none: 'DB: D1Database',
    optional: 'SESSIONS?: KVNamespace',
    another: 'SESSIONS: D1Database',
  }
  const files = Object.entries(wrong).map(([name, bindings]) => [
    `${name}.ts`,
    `interface Env { ${bindings} }\n${CODE}`,
  ])
  const errors = (await app.typeErrors(Object.fromEntries(files)))
    .split('\n')
    .filter((line) => /^\S/.test(line))
  expect(errors.sort()).toEqual([
    expect.stringMatching(/^another\.ts.* Type 'D1Database' is missing .* 'Kv'/),
    expect.stringMatching(/^none\.ts.* Property 'SESSIONS' does not exist/),
    expect.stringMatching(/^optional\.ts.* not assignable to parameter of type 'Kv'/),
  ])
})

test('signs a user in, greets them, and calls Microsoft Graph for them', async () => {
  expect(await (await app.stranger()('/')).text()).toBe('Hello, stranger')
  const asked = await app.stranger()('/profile')
  expect(asked.headers.get('location')).toBe('/login?return_to=%2Fprofile')
  const get = await app.signedIn('/profile')
  expect(await (await get('/')).text()).toBe('Hello, Adele Vance')
  expect(await (await get('/profile')).json()).toMatchObject({ jobTitle: 'Retail Manager' })
})
