// docs/sessions.md, "Another session store": sessions in D1.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { ROOT } from '../support/app-copy.ts'
import { addFile, quoted, snippet } from './documents.ts'
import { toTheEnd } from './to-the-end.ts'

const DOCUMENT = 'docs/sessions.md'

/** That visit the sample app; the document deletes one of them. */
const SAMPLE_TESTS = readdirSync(join(ROOT, 'test/workerd'))
  .map((name) => `test/workerd/${name}`)
  .filter(
    (path) =>
      path.endsWith('.test.ts') && readFileSync(join(ROOT, path), 'utf8').includes("'./sample-app.ts'"),
  )

const done = toTheEnd(
  async (copy) => {
    copy.write('wrangler.toml', `${copy.read('wrangler.toml')}\n${snippet(DOCUMENT, 'toml wrangler.toml')}`)
    for (const info of [
      'sql migrations/0001_sessions.sql',
      'ts src/d1-store.ts',
      'ts test/workerd/d1-store.test.ts',
    ])
      addFile(copy, { info, text: snippet(DOCUMENT, info) })
    const lines = snippet(DOCUMENT, 'ts test/workerd/sample-app.ts').split('\n')
    const imports = lines.filter((line) => line.startsWith('import '))
    const others = lines.filter((line) => line.startsWith('  '))
    copy.edit(
      'test/workerd/sample-app.ts',
      [/^(?=import )/m, `${imports.join('\n')}\n`],
      [/^ {2}return startApp.*$/m, others.join('\n')],
    )
    await copy.npm('run', 'types')
    await copy.shell(quoted(DOCUMENT, 'npx wrangler d1 migrations apply sessions --local'))
    const [added = '', core = '', store = ''] = snippet(DOCUMENT, 'tsx src/index.tsx').split('\n')
    copy.edit(
      'src/index.tsx',
      [/^import .* from '\.\/entryway\/index\.ts'$/m, `${added}\n${core}`],
      [/^ {2}store: .*$/m, store],
    )
    const namespaces = "kvNamespaces: ['SESSIONS']"
    copy.edit('vitest.config.ts', [namespaces, `${namespaces}, ${quoted(DOCUMENT, "d1Databases: ['DB']")}`])
    await copy.shell(quoted(DOCUMENT, 'rm test/miniflare/kv-sessions.test.ts test/workerd/kv-frame.test.ts'))
    await copy.format()
  },
  {
    // All that visit the sample app, the bundle, and the doctor that reads wrangler.toml.
    kept: ['test/workerd/d1-store', ...SAMPLE_TESTS, 'test/miniflare/bundle', 'test/tools/doctor-settings'],
  },
)

test('the session is in the database', async () => {
  const { copy, site } = done()
  await site.signedIn('adele@contoso.example')
  const query = 'SELECT count(*) > 0 AS stored FROM sessions'
  const printed = await copy.shell(`npx wrangler d1 execute sessions --local --json --command '${query}'`)
  expect(printed).toContain('"stored": 1')
})
