// docs/sessions.md, "Another session store": sessions in D1.
import { expect, test } from 'vitest'
import { addFile, quoted, snippet } from './documents.ts'
import { EVERY_PAGE, toTheEnd } from './to-the-end.ts'

const DOCUMENT = 'docs/sessions.md'

const done = toTheEnd(
  async (copy) => {
    copy.write('wrangler.toml', `${copy.read('wrangler.toml')}\n${snippet(DOCUMENT, 'toml wrangler.toml')}`)
    for (const info of [
      'sql migrations/0001_sessions.sql',
      'ts src/d1-store.ts',
      'ts test/workerd/d1-store.test.ts',
    ])
      addFile(copy, { info, text: snippet(DOCUMENT, info) })
    const info = 'ts test/workerd/sample-app.ts'
    addFile(copy, { info, text: snippet(DOCUMENT, info) }, true)
    await copy.npm('run', 'types')
    await copy.shell(quoted(DOCUMENT, 'npx wrangler d1 migrations apply sessions --local'))
    copy.edit(
      'src/index.tsx',
      ['store: kvStore(env.SESSIONS)', quoted(DOCUMENT, 'store: d1Store(env.DB)')],
      ['fromEnv, kvStore }', 'fromEnv }'],
      ['import { Hono }', "import { d1Store } from './d1-store.ts'\nimport { Hono }"],
    )
    const namespaces = "kvNamespaces: ['SESSIONS']"
    copy.edit('vitest.config.ts', [namespaces, `${namespaces}, ${quoted(DOCUMENT, "d1Databases: ['DB']")}`])
    await copy.shell(quoted(DOCUMENT, 'rm test/miniflare/kv-sessions.test.ts test/workerd/kv-frame.test.ts'))
    await copy.format()
  },
  {
    // Every page, the list of a user's sessions, the bundle, and the doctor that reads wrangler.toml.
    kept: [
      ...EVERY_PAGE,
      'test/workerd/d1-store',
      'test/workerd/sessions-page',
      'test/miniflare/bundle',
      'test/tools/doctor-settings',
    ],
  },
)

test('the session is in the database', async () => {
  const { copy, site } = done()
  await site.signedIn('adele@contoso.example')
  const query = 'SELECT count(*) > 0 AS stored FROM sessions'
  const printed = await copy.shell(`npx wrangler d1 execute sessions --local --json --command '${query}'`)
  expect(printed).toContain('"stored": 1')
})
