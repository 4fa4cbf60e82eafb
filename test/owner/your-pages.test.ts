// What docs/your-pages.md says, done to a copy of the app.
import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, relative } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createTestHarness } from 'wrangler'
import { createEmulator, type Emulator } from '../../emulator/index.ts'
import { contoso, entryway, secret } from '../../emulator/seed.ts'
import { ROOT, withAppCopy } from '../support/app-copy.ts'
import { nothingSet, visitor } from '../support/built-worker.ts'
import { bundle, standInForMicrosoft } from '../support/bundle.ts'
import { EntraBrowser } from '../support/entra-browser.ts'

const ORIGIN = 'http://localhost:8787'
const DOCUMENT = readFileSync(join(ROOT, 'docs', 'your-pages.md'), 'utf8')

/** The snippets under what stands behind their language. */
const snippets = [...DOCUMENT.matchAll(/^```\w+ (\S+)\n(.*?)^```$/gms)].map(([, place = '', text = '']) => ({
  place,
  text,
}))
const at = (place: string) => snippets.filter((snippet) => snippet.place === place).map(({ text }) => text)

/** Words of a sentence that are code, as they are typed. */
function quoted(code: string): string {
  expect(DOCUMENT).toContain(`\`${code}\``)
  return code
}

function edit(file: string, ...changes: [before: string | RegExp, after: string][]): void {
  let text = readFileSync(file, 'utf8')
  for (const [before, after] of changes) {
    const changed = text.replace(before, () => after)
    expect(changed, `${before} in ${file}`).not.toBe(text)
    text = changed
  }
  writeFileSync(file, text)
}

/** As a person would: whole files, lines into files that there are, and what the sentences say. */
function followTheDocument(folder: string): void {
  const source = (name: string) => join(folder, 'src', name)
  mkdirSync(join(folder, 'src', 'reports'))
  for (const place of ['src/reports/page.tsx', 'src/reports/routes.tsx', 'public/reports.js']) {
    writeFileSync(join(folder, place), at(place).join('\n'))
  }
  const [imported = '', feature = ''] = at('src/index.tsx').join('').split('\n')
  edit(
    source('index.tsx'),
    ['import { pages }', `${imported}\nimport { pages }`],
    [/(?<=const features: Feature\[\] = \[\n)/, `${feature}\n`],
    ['app.use(auth.protect())', at('protect').join('')],
  )
  edit(source('reports/page.tsx'), ['</Layout>', `${quoted('<script src="/reports.js" defer />')}</Layout>`])
  edit(
    source('reports/routes.tsx'),
    ['auth.requireSession()', quoted("auth.requireSession({ roles: ['Reports.Read'] })")],
    ['return c.render(<Rep', `${quoted('allowScripts(c)')}\nreturn c.render(<Rep`],
    ['import type { Entryway, SignedIn }', 'import { allowScripts, type Entryway, type SignedIn }'],
  )
}

/** The commands but the last, which is for the whole project. */
function takeOutTokens(folder: string): void {
  const commands = /^```sh\n(rm -rf .*\nsed .*)\nnpm run format && npm test\n```$/m.exec(DOCUMENT)?.[1]
  execFileSync('sh', ['-ec', commands ?? 'exit 1'], { cwd: folder })
}

/** What `npm run format` and `npm run check` do, here where .gitignore hides the copy from them. */
function formatAndCheck(folder: string): void {
  const run = (tool: string, ...args: string[]) =>
    execFileSync(process.execPath, [join('node_modules', ...tool.split('/')), ...args], { stdio: 'pipe' })
  const configuration = {
    extends: '../../tsconfig.json',
    include: ['src', '../../worker-configuration.d.ts'],
  }
  writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify(configuration))
  run('@biomejs/biome/bin/biome', 'check', '--write', '--vcs-enabled=false', relative(ROOT, folder))
  run('typescript/bin/tsc', '-p', relative(ROOT, folder))
}

const outdir = mkdtempSync(join(tmpdir(), 'entryway-your-pages-'))
const server = createTestHarness({
  workers: [
    {
      configPath: './wrangler.toml',
      prebuiltWorkerDir: outdir,
      secrets: {
        ...nothingSet,
        AUTHORITY: `https://login.microsoftonline.com/${contoso.id}`,
        CLIENT_ID: entryway.clientId,
        CLIENT_SECRET: secret,
        REDIRECT_URI: `${ORIGIN}/callback`,
      },
    },
  ],
})
let emulator: Emulator
let goBack = () => {}

beforeAll(async () => {
  await withAppCopy(async (folder) => {
    followTheDocument(folder)
    takeOutTokens(folder)
    formatAndCheck(folder)
    bundle(relative(ROOT, join(folder, 'src', 'index.tsx')), outdir)
  })
  emulator = await createEmulator({ appOrigin: ORIGIN })
  goBack = standInForMicrosoft(emulator)
  await server.listen()
})
afterAll(async () => {
  await server.close()
  goBack()
  rmSync(outdir, { recursive: true, force: true })
})

/** Somebody who has signed in, and may fill in the form. */
async function signedIn(username: string) {
  const sent: { form?: Record<string, string>; from?: string } = {}
  const get = visitor(server, ORIGIN, () =>
    sent.form
      ? {
          method: 'POST',
          headers: {
            'sec-fetch-site': sent.from ?? 'same-origin',
            'content-type': 'application/x-www-form-urlencoded',
          },
          body: new URLSearchParams(sent.form).toString(),
        }
      : {},
  )
  const started = await get('/login?return_to=/reports')
  const callback = await new EntraBrowser(emulator).signIn(started.headers.get('location') ?? '', username)
  expect((await get(callback.href)).headers.get('location')).toBe('/reports')
  const post = (path: string, form: Record<string, string>, from = 'same-origin') => {
    Object.assign(sent, { form, from })
    return get(path).finally(() => delete sent.form)
  }
  return { get, post }
}

const leadsTo = ({ status, headers }: { status: number; headers: { get(name: string): string | null } }) => [
  status,
  headers.get('location'),
]

test('a visitor is sent to sign in and back', async () => {
  const response = await visitor(server, ORIGIN)('/reports')
  expect(leadsTo(response)).toEqual([302, '/login?return_to=%2Freports'])
})

test('the page shows what Graph says, runs its script, and is reached from the home page', async () => {
  const { get } = await signedIn('adele@contoso.example')
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
  const { get, post } = await signedIn('adele@contoso.example')
  expect((await post('/reports', { topic: 'Sales' }, 'cross-site')).status).toBe(403)
  expect(leadsTo(await post('/reports', { topic: ' ' }))).toEqual([303, '/reports'])
  expect(leadsTo(await post('/reports', { topic: 'Sales' }))).toEqual([303, '/reports?ordered'])
  expect(await (await get('/reports?ordered')).text()).toContain('Your report is ordered.')
})

test('whoever lacks the role is told so; whoever has it through a group is let in', async () => {
  const alex = await signedIn('alex@contoso.example')
  const refused = await alex.get('/reports')
  expect(refused.status).toBe(403)
  const page = await refused.text()
  expect(page).toContain('You don’t have access to this page')
  expect(page).toContain('Choose another account')
  expect((await alex.post('/reports', { topic: 'Sales' })).status).toBe(403)
  expect((await (await signedIn('nestor@contoso.example')).get('/reports')).status).toBe(200)
})

test.each(['DELETE', 'PUT', 'POST'])('the guard stands before %s, known or not', async (method) => {
  const headers = { 'sec-fetch-site': 'same-origin' }
  for (const path of ['/reports', '/reports/', '/reports/x']) {
    const response = await server.fetch(ORIGIN + path, { method, headers })
    expect([path, response.status]).toEqual([path, 401])
  }
})

test('the pages for personal access tokens are gone', async () => {
  const { get } = await signedIn('adele@contoso.example')
  expect((await get('/tokens')).status).toBe(404)
})
