// The README's first code block, to the letter, as a Worker of its own.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type PackedApp, packedApp, WORKER } from './packed-app.ts'

const ROOT = join(import.meta.dirname, '../..')
const firstBlock = (path: string) => /^```(\w+)\n(.*?)^```$/ms.exec(readFileSync(join(ROOT, path), 'utf8'))
const BLOCK = firstBlock('README.md')

let app: PackedApp
beforeAll(async () => {
  app = await packedApp({ 'index.ts': BLOCK?.[2] ?? '', 'wrangler.toml': WORKER })
})
afterAll(() => app.close())

test('is ten lines of code, in the package too', () => {
  const lines = (BLOCK?.[2] ?? '').split('\n').filter((line) => line.trim() !== '')
  expect([BLOCK?.[1], lines.length <= 10]).toEqual(['ts', true])
  expect(firstBlock('packages/entryway/README.md')?.[2]).toBe(BLOCK?.[2])
})

test('its types are right', async () => {
  await app.checkTypes()
})

test('signs a user in, greets them, and calls Microsoft Graph for them', async () => {
  expect(await (await app.stranger()('/')).text()).toBe('Hello, stranger')
  const asked = await app.stranger()('/profile')
  expect(asked.headers.get('location')).toBe('/login?return_to=%2Fprofile')
  const get = await app.signedIn('/profile')
  expect(await (await get('/')).text()).toBe('Hello, Adele Vance')
  expect(await (await get('/profile')).json()).toMatchObject({ jobTitle: 'Retail Manager' })
})
