// docs/your-pages.md, "A database": the page of reports stores its orders in D1, with a binding that is typed.
import { expect, test } from 'vitest'
import { addFile, addThePage, commandsOf, quoted, snippet, snippetsOf, YOUR_PAGES } from './documents.ts'
import { toTheEnd } from './to-the-end.ts'

const LOGGED = "    auth.log(c)('report_ordered')\n"

/** vitest.config.ts is changed, so that every test would count as changed: the page's own, and those of the sample. */
const kept = ['--project', '!emulator', 'reports', 'sample', 'home', 'session-cookie', 'sign-out']

const done = toTheEnd(
  async (copy) => {
    addThePage(copy)
    copy.write('wrangler.toml', `${copy.read('wrangler.toml')}\n${snippet(YOUR_PAGES, 'toml wrangler.toml')}`)
    addFile(copy, {
      info: 'sql migrations/0001_orders.sql',
      text: snippet(YOUR_PAGES, 'sql migrations/0001_orders.sql'),
    })
    await copy.shell(commandsOf(YOUR_PAGES, 'A database'))
    copy.edit('src/reports/routes.tsx', [
      LOGGED,
      LOGGED + snippet(YOUR_PAGES, 'tsx src/reports/routes.tsx', 'INSERT'),
    ])
    const [, withDatabase] = snippetsOf(YOUR_PAGES).filter(({ info }) => info.endsWith('reports.test.ts'))
    if (withDatabase) addFile(copy, withDatabase, true)
    const namespaces = "kvNamespaces: ['SESSIONS']"
    copy.edit('vitest.config.ts', [namespaces, `${namespaces}, ${quoted(YOUR_PAGES, "d1Databases: ['DB']")}`])
    await copy.npm('run', 'format')
  },
  { kept },
)

test('the binding has a type', () => {
  expect(done().copy.read('worker-configuration.d.ts')).toContain('DB: D1Database;')
})

test('an order is stored in the database that npm start uses', async () => {
  const { copy, site } = done()
  const { post } = await site.signedIn('adele@contoso.example', '/reports')
  expect((await post('/reports', { topic: 'Sales' })).headers.get('location')).toBe('/reports?ordered')
  const query = 'SELECT topic FROM orders'
  const printed = await copy.shell(`npx wrangler d1 execute reports --local --json --command '${query}'`)
  expect(printed).toContain('"topic": "Sales"')
})
