// The packed core in somebody else's Hono app, which has routes, errors, headers and a D1 database of its own.
import { afterAll, beforeAll, expect, test } from 'vitest'
import { ORIGIN, type PackedApp, packedApp, WORKER } from './packed-app.ts'

const THEIRS = `import { Hono } from 'hono'

const app = new Hono<{ Bindings: Env }>()
app.get('/', (c) => c.text('Orders'))
app.get('/orders', async (c) => {
  const row = await c.env.DB.prepare('SELECT 6 * 7 AS orders').first<{ orders: number }>()
  return c.json({ orders: row?.orders })
})
app.post('/hooks/paid', async (c) => c.text(\`paid: \${await c.req.text()}\`))
app.get('/broken', () => {
  throw new RangeError('theirs')
})
app.onError((error, c) => c.text(\`Orders has a problem: \${error.message}\`, 500))
app.notFound((c) => c.text('Orders does not have it', 404))
export default app
`
/** As they would add it: where it goes, and what. */
const ADDED: [before: string, lines: string][] = [
  ['\nconst app', "import { entryway, fromEnv, kvStore } from 'entryway'\n"],
  ['const app', 'const auth = entryway<Env>((env) => ({ ...fromEnv(env), store: kvStore(env.SESSIONS) }))\n'],
  ["app.get('/',", "app.route('/', auth.routes)\n"],
  ["app.get('/orders'", "app.use('/orders/*', auth.requireSession())\n"],
  [
    "app.post('/hooks",
    "app.get('/hello', auth.session(), (c) => c.text(c.var.session?.identity.name ?? 'stranger'))\n",
  ],
]
const OURS = ADDED.reduce((text, [before, lines]) => text.replace(before, () => lines + before), THEIRS)

const DATABASE = `[[d1_databases]]
binding = "DB"
database_name = "orders"
database_id = "0d300000-0000-4000-8000-000000000001"
`

let app: PackedApp
beforeAll(async () => {
  app = await packedApp({ 'index.ts': OURS, 'wrangler.toml': WORKER + DATABASE })
})
afterAll(() => app.close())

test('at most ten lines are added', () => {
  const theirs = THEIRS.split('\n')
  const added = OURS.split('\n').filter((line) => !theirs.includes(line))
  expect(added).toHaveLength(ADDED.length)
  expect(added.length).toBeLessThanOrEqual(10)
})

test('it type-checks', async () => {
  expect(await app.typeErrors()).toBe('')
})

test('users sign in, and the guarded page reads the database', async () => {
  const asked = await app.stranger()('/orders')
  expect([asked.status, asked.headers.get('location')]).toEqual([302, '/login?return_to=%2Forders'])
  const get = await app.signedIn('/orders')
  expect(await (await get('/orders')).json()).toEqual({ orders: 42 })
  expect(await (await get('/hello')).text()).toBe('Adele Vance')
})

test('the rest of the app is unchanged', async () => {
  const get = app.stranger()
  const home = await get('/')
  expect([await home.text(), home.headers.get('content-security-policy')]).toEqual(['Orders', null])
  expect(await (await get('/hello')).text()).toBe('stranger')
  const broken = await get('/broken')
  expect([broken.status, await broken.text()]).toEqual([500, 'Orders has a problem: theirs'])
  const missing = await get('/missing')
  expect([missing.status, await missing.text()]).toEqual([404, 'Orders does not have it'])
  const hook = await app.server.fetch(`${ORIGIN}/hooks/paid`, {
    method: 'POST',
    body: '7',
    headers: { origin: 'https://bank.example' },
  })
  expect(await hook.text()).toBe('paid: 7')
})
