// The layout that packages/entryway/README.md puts around the built-in pages, exactly as printed, in the README's app.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type PackedApp, packedApp, WORKER } from './packed-app.ts'

const README = readFileSync(join(import.meta.dirname, '../../packages/entryway/README.md'), 'utf8')
const snippets = [...README.matchAll(/^```ts\n(.*?)^```$/gms)].map(([, text = '']) => text)
const [CODE = ''] = snippets
const LAYOUT = snippets.find((text) => text.includes('frame:')) ?? ''

let app: PackedApp
beforeAll(async () => {
  const index = CODE.replace(/^const auth = .*\n/m, () => LAYOUT)
  app = await packedApp({ 'index.ts': index, 'wrangler.toml': WORKER })
})
afterAll(() => app.close())

test('it type-checks', async () => {
  expect(LAYOUT).not.toBe('')
  expect(await app.typeErrors()).toBe('')
})

test('the built-in pages are in it, with who is signed in and without', async () => {
  const get = await app.signedIn('/profile')
  const page = await (await get('/logout')).text()
  expect(page).toContain('<title>Sign out? – Contoso</title>')
  expect(page).toContain('<header><a href="/">Contoso</a> Adele Vance</header>')
  expect(page).toContain('<main><h1>Sign out?</h1>')
  const error = await app.stranger()('/callback?code=x&state=y')
  expect(error.status).toBe(400)
  expect(await error.text()).toContain('<header><a href="/">Contoso</a> </header>')
})
