// docs/your-pages.md, "Remove a feature" and "The tests you keep": what is left when all that may be removed is.
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { type Copy, inTerminal } from './copy.ts'
import { remove } from './documents.ts'
import { EVERY_PAGE, toTheEnd } from './to-the-end.ts'

/** What the removals delete or change, by the words of a test that reads it. */
const REMOVED = /AZURE_DEVOPS_URL|\bENDPOINT\b|package\.json|\.dev\.vars\.example|\.ci\/run/

const done = toTheEnd(
  async (copy) => {
    for (const what of ['tokens', 'profile and call-api', "what is this project's own"])
      await remove(copy, what)
  },
  { kept: [...EVERY_PAGE, 'test/workerd/sessions-page'] },
)

test('their pages are gone', async () => {
  const { get } = await done().site.signedIn('adele@contoso.example')
  for (const path of ['/profile', '/call_api', '/tokens'])
    expect([path, (await get(path)).status]).toEqual([path, 404])
  expect(await (await get('/')).text()).not.toMatch(/\/profile|\/call_api|\/tokens/)
})

/** Of the bundle, and of the commands those that read what is removed. No test is of a folder that is gone: `npm run check` sees that. */
const reached = (copy: Copy) => [
  'test/miniflare/bundle.test.ts',
  ...['start', 'tools'].flatMap((folder) =>
    readdirSync(join(copy.folder, 'test', folder))
      .map((name) => `test/${folder}/${name}`)
      .filter((path) => path.endsWith('.test.ts') && REMOVED.test(copy.read(path))),
  ),
]

test('the tests that are left need nothing of it', async () => {
  const { copy } = done()
  const left = ['browser', 'miniflare', 'recorded', 'start', 'support', 'tools', 'workerd']
  const folders = readdirSync(join(copy.folder, 'test'), { withFileTypes: true })
  expect(folders.flatMap((each) => (each.isDirectory() ? each.name : [])).sort()).toEqual(left)
  const files = reached(copy)
  expect(files.length).toBeGreaterThan(5)
  const projects = ['start', 'tools', 'miniflare'].flatMap((name) => ['--project', name])
  const report = await inTerminal(copy.folder, 'npx', ['vitest', 'run', ...projects, ...files])
  expect(report).toMatch(/Test Files +\d+ passed/)
})

test('npm and .ci/run have no command of what is gone', () => {
  const { copy } = done()
  const { scripts } = JSON.parse(copy.read('package.json'))
  const gone = /bench|test.owner|test.clients|test.prose/
  expect(Object.entries(scripts).filter((each) => gone.test(each.join(' ')))).toEqual([])
  const commands = [...copy.read('.ci/run').matchAll(/^npm (?:run )?([\w:]+)/gm)].map(([, name]) => name)
  expect(commands).toEqual(['ci', 'test'])
})
