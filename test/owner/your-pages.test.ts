// docs/your-pages.md: a page with a form, an API call, a role guard and a script.
import { expect, test } from 'vitest'
import { addThePage, commandsOf, YOUR_PAGES as DOCUMENT, quoted, snippet } from './documents.ts'
import { EVERY_PAGE, toTheEnd } from './to-the-end.ts'

/** What `c.req.json()` does with a script's mistake. */
const MALFORMED = "    if (c.req.query('malformed') !== undefined) await new Response('{').json()\n"

const done = toTheEnd(
  async (copy) => {
    await addThePage(copy)
    expect(await copy.shell(commandsOf(DOCUMENT, 'A page'))).toMatch(/Tests +1 passed/)
    copy.edit('src/reports/page.tsx', ['</>', `${quoted(DOCUMENT, '<script src="/reports.js" defer />')}</>`])
    copy.edit('src/reports/routes.tsx', [
      / {2}const tile = .*(?= {2}return \{ routes, tile, link \})/s,
      snippet(DOCUMENT, 'tsx tile and link'),
    ])
    copy.write('public/reports.js', snippet(DOCUMENT, 'js public/reports.js'))
    copy.edit(
      'src/reports/routes.tsx',
      ['auth.requireSession()', quoted(DOCUMENT, "auth.requireSession({ roles: ['Reports.Read'] })")],
      ['return c.render(page', `${quoted(DOCUMENT, 'allowScripts(c)')}\nreturn c.render(page`],
      ['import type { Entryway, Session }', 'import { allowScripts, type Entryway, type Session }'],
    )
    const page = "routes.get('/reports', async (c) => {\n"
    copy.edit('src/reports/routes.tsx', [page, page + MALFORMED])
    await copy.format()
  },
  { kept: [...EVERY_PAGE, 'test/workerd/reports'] },
)

const leadsTo = ({ status, headers }: Response) => [status, headers.get('location')]

test('a visitor is sent to sign in and back', async () => {
  expect(leadsTo(await done().site.stranger()('/reports'))).toEqual([302, '/login?return_to=%2Freports'])
})

test('the page shows what Graph says, runs its script, and is reached from the home page', async () => {
  const { get } = await done().site.signedIn('adele@contoso.example', '/reports')
  expect(await (await get('/')).text()).toContain('<a class="card" href="/reports">')
  const response = await get('/reports')
  expect(response.status).toBe(200)
  expect(response.headers.get('content-security-policy')).toContain("script-src 'self'")
  const page = await response.text()
  expect(page).toContain('<bdi>18/2111</bdi>')
  expect(page).toContain('<script src="/reports.js"')
  expect(page).not.toContain('is ordered')
})

test('the form is taken from the app’s own page, and from no other site', async () => {
  const { get, post } = await done().site.signedIn('adele@contoso.example', '/reports')
  expect((await post('/reports', { topic: 'Sales' }, 'cross-site')).status).toBe(403)
  const wrong = await post('/reports', { topic: 'x'.repeat(101) })
  const form = await wrong.text()
  expect([wrong.status, form.includes('role="alert"'), form.includes('x'.repeat(101))]).toEqual([
    422,
    true,
    true,
  ])
  expect((await post('/reports', { topic: ' ' })).status).toBe(422)
  expect(leadsTo(await post('/reports', { topic: 'Sales' }))).toEqual([303, '/reports'])
  expect(await (await get('/reports')).text()).toContain('Your report is ordered.')
  for (const path of ['/reports', '/reports?ordered'])
    expect(await (await get(path)).text()).not.toContain('Your report is ordered.')
})

test('an exception after an await is printed with the file and line of the page', async () => {
  const { site, copy } = done()
  const { get } = await site.signedIn('adele@contoso.example', '/reports')
  expect((await get('/reports?malformed')).status).toBe(500)
  const before = copy.read('src/reports/routes.tsx').split(MALFORMED)[0] ?? ''
  await site.prints(`src/reports/routes.tsx:${before.split('\n').length}:`)
})

test('whoever lacks the role is told so; whoever has it through a group is let in', async () => {
  const alex = await done().site.signedIn('alex@contoso.example')
  const refused = await alex.get('/reports')
  expect(refused.status).toBe(403)
  const page = await refused.text()
  expect(page).toContain('You don’t have access to this page')
  expect(page).toContain('Choose another account')
  expect((await alex.post('/reports', { topic: 'Sales' })).status).toBe(403)
  const nestor = await done().site.signedIn('nestor@contoso.example')
  expect((await nestor.get('/reports')).status).toBe(200)
})

test('the tile and the link show to whoever has the role, on every page, and to nobody else', async () => {
  const [adele, alex] = await Promise.all(
    ['adele', 'alex'].map((name) => done().site.signedIn(`${name}@contoso.example`)),
  )
  for (const path of ['/', '/profile', '/logout', '/nowhere']) {
    expect([path, await (await adele?.get(path))?.text()]).toEqual([
      path,
      expect.stringContaining('"/reports"'),
    ])
    expect([path, await (await alex?.get(path))?.text()]).toEqual([
      path,
      expect.not.stringContaining('"/reports"'),
    ])
  }
})

test.each(['DELETE', 'PUT', 'POST'])('the guard stands before %s, known or not', async (method) => {
  const headers = { 'sec-fetch-site': 'same-origin' }
  for (const path of ['/reports', '/reports/', '/reports/x']) {
    const response = await fetch(done().site.appUrl + path, { method, headers })
    expect([path, response.status]).toEqual([path, 401])
  }
})

test('a test that fails names its line, and shows what it prints', async () => {
  const { copy } = done()
  copy.write(
    'test/workerd/wrong.test.ts',
    `import { expect, test } from 'vitest'
import { startSampleApp } from './sample-app.ts'

interface Visitor {
  name: string
}

test('a visitor', async () => {
  const app = await startSampleApp()
  const visitor: Visitor = { name: 'Adele' }
  const { status } = await app.fetch('/reports')
  console.log('the status is ' + status)
  expect(visitor.name).toBe('Alex')
})
`,
  )
  const printed = await copy.npm('run', 'test:unit', '--', 'wrong').catch((error: Error) => error.message)
  expect(printed).toContain('the status is 401')
  expect(printed).toContain('wrong.test.ts:13:24')
})

test('npm run check finds a page without its guard', async () => {
  const { copy } = done()
  const guarded = copy.read('src/reports/routes.tsx')
  copy.edit('src/reports/routes.tsx', [
    /\.use\(\s*'\/reports\/\*',\s*auth\.requireSession\(.*?\),?\s*\)$/ms,
    '',
  ])
  const printed = await copy.npm('run', 'check').catch((error: Error) => error.message)
  copy.write('src/reports/routes.tsx', guarded)
  expect(printed).toMatch(/src\/reports\/routes\.tsx.*error TS2339: Property 'session' does not exist/s)
})
