// One owner's app to which all this is added: docs/your-pages.md, "A webhook" and "A database"; docs/front-ends.md,
// "Guard static files" and "In front of another Worker or server".
import { createHmac } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { contoso, entryway, fabrikam } from '../../emulator/seed.ts'
import { ROOT } from '../support/app-copy.ts'
import { run } from '../support/npm-start.ts'
import { freePort } from '../support/port.ts'
import { type Copy, TERMINAL } from './copy.ts'
import {
  addFile,
  addThePage,
  addToIndex,
  commandsOf,
  quoted,
  snippet,
  snippetsOf,
  YOUR_PAGES,
} from './documents.ts'
import { EVERY_PAGE, toTheEnd } from './to-the-end.ts'

const SECRET = 'shared-with-the-bank-and-nobody-else'
const BODY = '{"invoice":7}'

function addWebhook(copy: Copy): void {
  copy.edit('src/index.tsx', ['app.use(auth.protect())\n', snippet(YOUR_PAGES, 'tsx protect')])
  for (const info of ['ts src/hooks/settings.ts', 'ts src/hooks/routes.ts'])
    addFile(copy, { info, text: snippet(YOUR_PAGES, info) })
  addToIndex(copy, snippet(YOUR_PAGES, 'tsx src/index.tsx', 'hooks'))
}

const API = 'a0a0a0a0-0000-4000-8000-0000000000ff'

function addApiAndForm(copy: Copy): void {
  for (const info of ['ts src/api/settings.ts', 'ts src/api/routes.ts', 'tsx src/feedback/routes.tsx'])
    addFile(copy, { info, text: snippet(YOUR_PAGES, info) })
  addToIndex(copy, snippet(YOUR_PAGES, 'tsx src/index.tsx', 'api(auth)'))
  addToIndex(copy, snippet(YOUR_PAGES, 'tsx src/index.tsx', 'feedback'))
  copy.edit(
    'src/feedback/routes.tsx',
    ['import { type Entryway, ', 'import { type Entryway, EntrywayError, '],
    [
      "routes.get('/feedback', auth.requireSession()",
      "routes.get('/feedback', auth.requireSession({ roles: ['Reports.Read'] })",
    ],
    ['    const page = ', `${snippet(YOUR_PAGES, 'tsx role of a kept form')}    const page = `],
  )
}

const LOGGED = "    auth.log(c)('report_ordered')\n"

/** The page of reports stores its orders in D1. */
async function addDatabase(copy: Copy): Promise<void> {
  addThePage(copy)
  copy.write('wrangler.toml', `${copy.read('wrangler.toml')}\n${snippet(YOUR_PAGES, 'toml wrangler.toml')}`)
  const table = 'sql migrations/0001_orders.sql'
  addFile(copy, { info: table, text: snippet(YOUR_PAGES, table) })
  await copy.shell(commandsOf(YOUR_PAGES, 'A database'))
  copy.edit('src/reports/routes.tsx', [
    LOGGED,
    LOGGED + snippet(YOUR_PAGES, 'tsx src/reports/routes.tsx', 'INSERT'),
  ])
  const [, withDatabase] = snippetsOf(YOUR_PAGES).filter(({ info }) => info.endsWith('reports.test.ts'))
  if (withDatabase) addFile(copy, withDatabase, true)
  const namespaces = "kvNamespaces: ['SESSIONS']"
  copy.edit('vitest.config.ts', [namespaces, `${namespaces}, ${quoted(YOUR_PAGES, "d1Databases: ['DB']")}`])
}

const FRONT_ENDS = 'docs/front-ends.md'
/** In the clone the core is a folder. */
const inClone = (text: string) => text.replace("from 'entryway'", "from './entryway/index.ts'")

async function addFilesAndService(copy: Copy): Promise<void> {
  copy.edit('wrangler.toml', [/\[assets\]\ndirectory = "public"\n/, snippet(FRONT_ENDS, 'toml', 'ASSETS')])
  copy.write('wrangler.toml', `${copy.read('wrangler.toml')}\n${snippet(FRONT_ENDS, 'toml', '[[services]]')}`)
  addToIndex(copy, inClone(snippet(FRONT_ENDS, 'ts', 'ASSETS')))
  addToIndex(copy, inClone(snippet(FRONT_ENDS, 'ts', 'requestForUser')))
  copy.write('public/handbook/index.html', 'the secret handbook')
  await copy.shell(quoted(FRONT_ENDS, 'npm run types'))
}

const BEHIND = `export default {
  fetch: (request) => Response.json({ path: new URL(request.url).pathname, headers: Object.fromEntries(request.headers) }),
}
`
let endBehind = () => {}

/** The other Worker, as its own project runs it beside `npm start`. */
async function startBehind(copy: Copy): Promise<void> {
  copy.write('.wrangler/orders/index.js', BEHIND)
  copy.write(
    '.wrangler/orders/wrangler.toml',
    'name = "orders"\nmain = "index.js"\ncompatibility_date = "2026-11-01"\nworkers_dev = false\n',
  )
  const [program = '', ...command] = quoted(FRONT_ENDS, 'npx wrangler dev').split(' ')
  const port = String(await freePort())
  const flags = ['--port', port, '--inspector-port', '0', '--show-interactive-dev-session=false']
  const behind = run(program, [...command, ...flags], join(copy.folder, '.wrangler/orders'), TERMINAL)
  endBehind = () => void (behind.child.pid && process.kill(-behind.child.pid, 'SIGKILL'))
  await behind.prints('Ready on')
}

const done = toTheEnd(
  async (copy) => {
    addWebhook(copy)
    addApiAndForm(copy)
    await addDatabase(copy)
    await addFilesAndService(copy)
    copy.edit('wrangler.toml', [/^crons = .*\n/m, snippet(YOUR_PAGES, 'toml crons')])
    copy.edit('src/index.tsx', [/^export default .*\n/m, snippet(YOUR_PAGES, 'tsx scheduled')])
    await copy.format()
    await startBehind(copy)
  },
  {
    flags: ['--var', `HOOK_SECRET=${SECRET}`, '--var', `API_CLIENT_ID=${API}`],
    // vitest.config.ts is changed too: one test of the core runs with it.
    kept: [...EVERY_PAGE, 'test/workerd/reports', 'test/workerd/session-cookie'],
  },
)
// Before the folder that it runs in is removed.
afterAll(() => endBehind())

test('the bindings have types', () => {
  const types = done().copy.read('worker-configuration.d.ts')
  for (const binding of ['DB: D1Database;', 'ASSETS: Fetcher;', 'ORDERS: Fetcher'])
    expect(types).toContain(binding)
})

const send = (signature: string, path = '/hooks/paid') =>
  fetch(done().site.appUrl + path, {
    method: 'POST',
    body: BODY,
    headers: { origin: 'https://bank.example', 'x-signature': signature },
  })
const sign = (secret: string) => createHmac('sha256', secret).update(BODY).digest('hex')

test('the webhook accepts only signed requests from another origin', async () => {
  expect((await send(sign(SECRET))).status).toBe(204)
  for (const signature of [sign(`${SECRET}?`), '', 'x'.repeat(64)])
    expect([signature, (await send(signature)).status]).toEqual([signature, 401])
})

test('other paths accept no cross-origin requests', async () => {
  expect((await send(sign(SECRET), '/logout')).status).toBe(403)
})

test('npm run doctor checks the webhook’s setting', async () => {
  const flags = ['--env-file', '.dev.vars.example', '--hook-secret', 'x']
  const checked = done().copy.npm('run', 'doctor', '--', ...flags)
  await expect(checked).rejects.toThrow(/FAIL {2}variables.*HOOK_SECRET is too short/s)
})

/** A token of the local Entra for the user or, without one, for the app itself. */
async function apiToken(claims: Record<string, unknown>, person?: string): Promise<string> {
  const { entraUrl } = done().site
  const scope = person ? 'api://contoso-api/access_as_user' : 'api://contoso-api/.default'
  const response = await fetch(`${entraUrl}/.local-entra/tokens`, {
    method: 'POST',
    body: JSON.stringify({
      app: entryway.clientId,
      ...(person && { person }),
      scope,
      claims: { iss: `${entraUrl}/${contoso.id}/v2.0`, aud: API, ...claims },
    }),
  })
  return ((await response.json()) as { token: string }).token
}

const callApi = async (token: string) => {
  const headers = { authorization: `Bearer ${token}` }
  return (await fetch(`${done().site.appUrl}/api/reports`, { headers })).status
}

test('the API accepts access tokens of its own, with the permission, and no others', async () => {
  const { entraUrl } = done().site
  expect(await callApi(await apiToken({ scp: 'Other Reports.Read' }, 'adele'))).toBe(200)
  expect(await callApi(await apiToken({ roles: ['Reports.Read'] }))).toBe(200)
  const good = await apiToken({ scp: 'Reports.Read' }, 'adele')
  const refused = {
    none: '',
    otherSignature: `${good.slice(0, -8)}AAAAAAAA`,
    otherAudience: await apiToken({ scp: 'Reports.Read', aud: entryway.clientId }, 'adele'),
    otherIssuer: await apiToken({ scp: 'Reports.Read', iss: `${entraUrl}/${fabrikam.id}/v2.0` }, 'adele'),
    expired: await apiToken({ scp: 'Reports.Read', exp: 1 }, 'adele'),
    endless: await apiToken({ scp: 'Reports.Read', exp: null }, 'adele'),
  }
  for (const [what, token] of Object.entries(refused))
    expect([what, await callApi(token)]).toEqual([what, 401])
  const without = { scp: 'Reports.ReadOnly', roles: ['Reports.Read'] }
  expect(await callApi(await apiToken(without, 'adele'))).toBe(403)
})

test('a form that is sent after the session has ended is shown again with what was typed', async () => {
  const { site } = done()
  const fields = { form: 'x', text: 'a long story' }
  const ended = (accept: string) =>
    fetch(`${site.appUrl}/feedback`, {
      method: 'POST',
      body: new URLSearchParams(fields),
      headers: { accept, 'sec-fetch-site': 'same-origin' },
    })
  const again = await ended('text/html')
  const page = await again.text()
  expect([
    again.status,
    page.includes('a long story'),
    page.includes('Sign in again in another tab'),
  ]).toEqual([401, true, true])
  expect((await ended('application/json')).status).toBe(401)
  const { get, post } = await site.signedIn('adele@contoso.example', '/feedback')
  const [, form = ''] = /name="form" value="([^"]+)"/.exec(await (await get('/feedback')).text()) ?? []
  const sent = await post('/feedback', { ...fields, form })
  expect([sent.status, sent.headers.get('location')]).toEqual([303, '/'])
  expect((await post('/feedback', { form, text: ' ' })).status).toBe(422)
  const nestor = await site.signedIn('nestor@contoso.example', '/feedback')
  const other = await nestor.post('/feedback', { ...fields, form })
  expect([other.status, (await other.text()).includes('a different account')]).toEqual([422, true])
  const alex = await site.signedIn('alex@contoso.example')
  expect([(await alex.get('/feedback')).status, (await alex.post('/feedback', fields)).status]).toEqual([
    403, 403,
  ])
})

test('an order is stored in the database that npm start uses', async () => {
  const { copy, site } = done()
  const { post } = await site.signedIn('adele@contoso.example', '/reports')
  expect((await post('/reports', { topic: 'Sales' })).headers.get('location')).toBe('/reports')
  const query = 'SELECT topic FROM orders'
  const printed = await copy.shell(`npx wrangler d1 execute reports --local --json --command '${query}'`)
  expect(printed).toContain('"topic": "Sales"')
})

test('the cron trigger runs, and the one of the core still does', async () => {
  const { site } = done()
  const document = readFileSync(join(ROOT, YOUR_PAGES), 'utf8')
  const path = /`http:\/\/localhost:8787(\/cdn-cgi\/\S+)`/.exec(document)?.[1]
  expect((await fetch(`${site.appUrl}${path}`)).status).toBe(200)
  await site.prints('"event":"orders_counted","orders":')
  const daily = await fetch(`${site.appUrl}${path?.replace(/cron=.*/, 'cron=17+6+*+*+*')}`)
  expect([daily.status, await daily.text()]).toEqual([200, 'ok'])
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
