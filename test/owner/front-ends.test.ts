// docs/front-ends.md, to the letter: a guarded folder of static files, and another Worker behind the app.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { navigate } from '../support/built-worker.ts'
import { ORIGIN, type PackedApp, packedApp, WORKER } from './packed-app.ts'

const DOCUMENT = readFileSync(join(import.meta.dirname, '../../docs/front-ends.md'), 'utf8')
/** The snippet in this language that has these words in it. */
function snippet(language: string, words: string): string {
  const found = [...DOCUMENT.matchAll(/^```(\w+)\n(.*?)^```$/gms)].find(
    ([, each, text = '']) => each === language && text.includes(words),
  )
  if (!found?.[2]) throw new Error(`docs/front-ends.md has no ${language} with ${words}`)
  return found[2]
}

const INDEX = `import { Hono } from 'hono'
import { entryway, fromEnv, kvStore } from 'entryway'
${snippet('ts', 'requestForUser').replace(/\n\n.*/s, '')}

const auth = entryway<Env>((env) => ({ ...fromEnv(env), store: kvStore(env.SESSIONS) }))
const app = new Hono<{ Bindings: Env }>()
${snippet('ts', 'protect')}
${snippet('ts', '/api/report')}
${snippet('ts', '/consent/report')}
${snippet('ts', 'ASSETS')}
${snippet('ts', 'requestForUser').replace(/^.*?\n\n/s, '')}
export default app
`
const BEHIND = `export default {
  fetch: (request) => Response.json(
    { path: new URL(request.url).pathname, headers: Object.fromEntries(request.headers) },
    { headers: { 'content-security-policy': "script-src 'self'" } },
  ),
}`

let app: PackedApp
beforeAll(async () => {
  app = await packedApp({
    'index.ts': INDEX,
    'wrangler.toml':
      WORKER + snippet('toml', 'ASSETS') + snippet('toml', 'services').replace('"orders"', '"behind"'),
    'public/handbook/index.html': 'the secret handbook',
    'public/handbook/salaries.txt': 'the secret salaries',
    'public/open.txt': 'for everybody',
    'behind/index.js': BEHIND,
    'behind/wrangler.toml':
      'name = "behind"\nmain = "index.js"\ncompatibility_date = "2026-11-01"\nworkers_dev = false\n',
  })
})
afterAll(() => app.close())

test('of a front end’s Worker, every route of the document runs before the files', () => {
  const [, section = ''] = /^## A single-page application\n(.*?)^## /ms.exec(DOCUMENT) ?? []
  const routes = [...section.matchAll(/^app\.(?:get|use)\('([^']+)'/gm)].map(([, path = '']) => path)
  const [, list = '[]'] = /^run_worker_first = (.*)$/m.exec(snippet('toml', 'single-page')) ?? []
  const first = JSON.parse(list) as string[]
  const isFirst = (path: string) =>
    first.some((each) => (each.endsWith('/*') ? path.startsWith(each.slice(0, -1)) : path === each))
  expect(routes.length).toBeGreaterThan(2)
  expect(routes.filter((path) => !isFirst(path))).toEqual([])
})

test('it type-checks', async () => {
  expect(await app.typeErrors()).toBe('')
})

test.each([
  '',
  '/',
  '/index.html',
  '/index',
  '/salaries.txt',
  '//salaries.txt',
  '/%73alaries.txt',
  '/x/../salaries.txt',
  '/nothing',
])('an anonymous visitor gets nothing from /handbook%s', async (path) => {
  for (const method of ['GET', 'HEAD', 'POST']) {
    const response = await navigate(`${ORIGIN}/handbook${path}`, { method }, app.server)
    expect(await response.text()).not.toContain('secret')
    // The guard's own answer, and not a redirect that leads to the file.
    const leadsTo = response.headers.get('location')
    expect(leadsTo === null ? response.status >= 400 : leadsTo.startsWith('/login')).toBe(true)
  }
})

test.each([
  '//handbook/salaries.txt',
  '/%68andbook/salaries.txt',
  '/HANDBOOK/salaries.txt',
  '/handbook%2fsalaries.txt',
  '/./handbook/salaries.txt',
])('nor under another spelling: %s', async (path) => {
  const response = await app.server.fetch(ORIGIN + path, { redirect: 'manual' })
  expect(await response.text()).not.toContain('secret')
})

test('the twin: who is signed in reads it, kept by no cache; other files are for everybody', async () => {
  const get = await app.signedIn('/handbook/')
  const handbook = await get('/handbook/')
  expect([await handbook.text(), handbook.headers.get('cache-control')]).toEqual([
    'the secret handbook',
    'no-store',
  ])
  expect(await (await get('/handbook/salaries.txt')).text()).toBe('the secret salaries')
  expect(await (await app.stranger()('/open.txt')).text()).toBe('for everybody')
})

test('the Worker behind learns who the user is, and is reached by nobody else', async () => {
  expect((await app.stranger()('/orders/7')).status).toBe(302)
  const get = await app.signedIn('/orders/7')
  const response = await get('/orders/7')
  expect(response.headers.get('content-security-policy')).toContain("default-src 'none'")
  const { path, headers } = (await response.json()) as {
    path: string
    headers: Record<string, string>
  }
  expect([path, headers['x-user-name'], headers.cookie]).toEqual(['/orders/7', 'Adele%20Vance', undefined])
})

test('a script that is not signed in is told where to sign in', async () => {
  const response = await app.server.fetch(`${ORIGIN}/api/report`, { headers: { accept: 'application/json' } })
  expect([response.status, response.headers.has('www-authenticate')]).toEqual([401, true])
  expect(await response.json()).toMatchObject({ sign_in_url: expect.stringContaining('/login') })
})
