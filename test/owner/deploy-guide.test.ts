// What docs/deploy.md and the Deploy to Cloudflare form say, held against the app.
import { execFileSync } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseEnv } from 'node:util'
import { expect, onTestFinished, test } from 'vitest'
import { VARIABLES } from '../../tools/settings/variable-names.ts'
import { TERMINAL } from './copy.ts'
import { snippet } from './documents.ts'

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

test('the commands for the stack of a bug lead from the deployed code to the source’s own line', () => {
  const folder = mkdtempSync(join(tmpdir(), 'entryway-stack-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  const commands = snippet('docs/deploy.md', 'sh', 'findOrigin').replaceAll(/\bdist\b/g, folder)
  const [build = '', ...paste] = commands.split('\n')
  const inShell = (command: string, input = '') =>
    execFileSync('sh', ['-c', command], { cwd: ROOT, env: TERMINAL, encoding: 'utf8', input })
  inShell(build)
  const text = "title: 'Method not allowed'"
  const lines = readFileSync(join(folder, 'index.js'), 'utf8').split('\n')
  const line = lines.findIndex((each) => each.includes('Method not allowed'))
  const column = lines[line]?.indexOf('Method not allowed') ?? -1
  const stack = `Error: no\\n    at x (index.js:${line + 1}:${column + 1})`
  const [, found = ''] =
    /src\/entryway\/errors\/messages\.ts:(\d+)\)/.exec(inShell(paste.join('\n'), stack)) ?? []
  expect(read('src/entryway/errors/messages.ts').split('\n')[Number(found) - 1]).toContain(text)
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
