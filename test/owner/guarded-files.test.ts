// docs/front-ends.md, "Guard static files" and "In front of another Worker or server", in the app that an owner has cloned.
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { run } from '../support/npm-start.ts'
import { freePort } from '../support/port.ts'
import { type Copy, TERMINAL } from './copy.ts'
import { addToIndex, snippet } from './documents.ts'
import { toTheEnd } from './to-the-end.ts'

const DOCUMENT = 'docs/front-ends.md'
/** In the clone the core is a folder. */
const inClone = (text: string) => text.replace("from 'entryway'", "from './entryway/index.ts'")

const BEHIND = `export default {
  fetch: (request) => Response.json({ path: new URL(request.url).pathname, headers: Object.fromEntries(request.headers) }),
}
`
let end = () => {}

/** The other Worker, as its own project runs it beside `npm start`. */
async function startBehind(copy: Copy): Promise<void> {
  copy.write('.wrangler/orders/index.js', BEHIND)
  copy.write(
    '.wrangler/orders/wrangler.toml',
    'name = "orders"\nmain = "index.js"\ncompatibility_date = "2026-11-01"\nworkers_dev = false\n',
  )
  const port = String(await freePort())
  const args = [
    'wrangler',
    'dev',
    '--port',
    port,
    '--inspector-port',
    '0',
    '--show-interactive-dev-session=false',
  ]
  const behind = run('npx', args, join(copy.folder, '.wrangler/orders'), TERMINAL)
  end = () => void (behind.child.pid && process.kill(-behind.child.pid, 'SIGKILL'))
  await behind.prints('Ready on')
}

const done = toTheEnd(async (copy) => {
  copy.edit('wrangler.toml', [/\[assets\]\ndirectory = "public"\n/, snippet(DOCUMENT, 'toml', 'ASSETS')])
  copy.write('wrangler.toml', `${copy.read('wrangler.toml')}\n${snippet(DOCUMENT, 'toml', '[[services]]')}`)
  addToIndex(copy, inClone(snippet(DOCUMENT, 'ts', 'ASSETS')))
  addToIndex(copy, inClone(snippet(DOCUMENT, 'ts', 'requestForUser')))
  copy.write('public/handbook/index.html', 'the secret handbook')
  await copy.npm('run', 'types')
  await copy.npm('run', 'format')
  await startBehind(copy)
})
// Before the folder that it runs in is removed.
afterAll(() => end())

test('the bindings have types', () => {
  expect(done().copy.read('worker-configuration.d.ts')).toMatch(/ASSETS: Fetcher;[^}]*ORDERS: Fetcher/)
})

test('a guarded file is for who is signed in; other files are for everybody', async () => {
  const { site } = done()
  const asked = await site.stranger()('/handbook/')
  expect([asked.status, asked.headers.get('location')]).toEqual([302, '/login?return_to=%2Fhandbook%2F'])
  expect((await site.stranger()('/icon.svg')).status).toBe(200)
  const { get } = await site.signedIn('adele@contoso.example', '/handbook/')
  const handbook = await get('/handbook/')
  expect([await handbook.text(), handbook.headers.get('cache-control')]).toEqual([
    'the secret handbook',
    'no-store',
  ])
})

test('the Worker behind learns who the user is', async () => {
  const { site } = done()
  expect((await site.stranger()('/orders/7')).status).toBe(302)
  const { get } = await site.signedIn('adele@contoso.example', '/orders/7')
  const { path, headers } = (await (await get('/orders/7')).json()) as {
    path: string
    headers: Record<string, string>
  }
  expect([path, headers['x-user-name'], headers.cookie]).toEqual(['/orders/7', 'Adele%20Vance', undefined])
})
