// What docs/deploy.md and the Deploy to Cloudflare form say, held against the app.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseEnv } from 'node:util'
import { expect, test } from 'vitest'
import { VARIABLES } from '../../tools/settings/variable-names.ts'

const ROOT = join(import.meta.dirname, '..', '..')
const read = (path: string) => readFileSync(join(ROOT, path), 'utf8')

test('each event and field of the guide’s queries is one that the app logs', () => {
  const [, table = ''] = /## Queries and alerts(.*?)\nAt a terminal/s.exec(read('docs/deploy.md')) ?? []
  const source = readdirSync(join(ROOT, 'src'), { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.tsx?$/.test(file))
    .map((file) => read(`src/${file}`))
    .join('\n')
  const events = [...table.matchAll(/`event` = (.*?) \|/g)].flatMap(
    ([, names = '']) => names.match(/\w+(?=`)/g) ?? [],
  )
  expect(events.length).toBeGreaterThan(8)
  expect(events.filter((event) => !source.includes(`'${event}'`))).toEqual([])
  const fields = [...table.matchAll(/\| `(\w+)` (?:=|exists)/g)].map(([, field]) => field)
  expect(fields).toEqual(expect.arrayContaining(['fixableBy', 'aadsts', 'correlationId']))
  expect(fields.filter((field) => field !== 'event' && !source.includes(`${field}`))).toEqual([])
})

test('Deploy to Cloudflare asks for what the app cannot do without, each with a description', () => {
  // Its form has every line without a # of .dev.vars.example, with the value that stands there.
  const asked = parseEnv(read('.dev.vars.example'))
  expect(asked).toEqual({ AUTHORITY: '', CLIENT_ID: '', CLIENT_SECRET: '', REDIRECT_URI: '' })
  const { bindings } = JSON.parse(read('package.json')).cloudflare
  expect(Object.keys(bindings).sort()).toEqual([...Object.keys(asked), 'SESSIONS'].sort())
})

test('.dev.vars.example names every setting', () => {
  const named = [...read('.dev.vars.example').matchAll(/^(?:# )?([A-Z_]+)=/gm)].map(([, name]) => name)
  expect(named.sort()).toEqual([...VARIABLES].sort())
})

test('every action of the workflows is pinned to a commit, with its version beside it', () => {
  const uses = readdirSync(join(ROOT, '.github', 'workflows')).flatMap(
    (file) => read(`.github/workflows/${file}`).match(/uses: .*/g) ?? [],
  )
  expect(uses.length).toBeGreaterThan(4)
  expect(uses.filter((each) => !/^uses: [\w./-]+@[\da-f]{40} # v\d+\.\d+\.\d+$/.test(each))).toEqual([])
})
