// npm run sessions, against a KV namespace of wrangler's own on this machine.
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { adele, alex, contoso, fabrikam, nestor, type Person } from '../../emulator/seed.ts'
import { ENDED_ALL, endedOthers, endedUser, hash, personHash } from '../../src/entryway/protocol.ts'

const ROOT = join(import.meta.dirname, '../..')
const WRANGLER = 'node_modules/wrangler/bin/wrangler.js'
const folder = mkdtempSync(join(tmpdir(), 'entryway-sessions-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
writeFileSync(
  join(folder, 'wrangler.toml'),
  'name = "own"\ncompatibility_date = "2026-11-01"\n[[kv_namespaces]]\nbinding = "SESSIONS"\nid = "sessions"\n',
)

function run(script: string, ...args: string[]) {
  const options = { cwd: folder, encoding: 'utf8', timeout: 50_000 } as const
  return spawnSync(process.execPath, [join(ROOT, script), ...args], options)
}
const sessions = (...args: string[]) => run('tools/sessions.ts', ...args)
function wrangler(...args: string[]): string {
  const place = ['--local', '--binding', 'SESSIONS']
  const { status, stdout, stderr } = run(WRANGLER, 'kv', 'key', ...args, ...place)
  expect([status, stderr]).toEqual([0, expect.any(String)])
  return stdout
}

const userOf = ({ profile }: Person) =>
  personHash({ tenantId: contoso.id, objectId: profile.id, issuer: '', subject: '' })
const named = ({ profile }: Person) => `${contoso.id}/${profile.id}`
function isEnded(marker: string, startedAt: number, tenantId = contoso.id): boolean {
  const { at = 0, tenants = {} } = JSON.parse(marker)
  return startedAt <= at || startedAt <= (tenants[tenantId] ?? 0)
}
const now = () => Date.now() / 1000

/** As the app writes it: what a listing shows stands in the metadata. */
const begun = (person: Person, id: string, startedAt: number) => ({
  key: `use:${userOf(person)}:${id}`,
  value: 'sealed',
  metadata: {
    ...{ browser: 'Firefox on Linux', country: 'DE', startedAt, usedAt: startedAt },
    ...{ tenant: hash(contoso.id).slice(0, 16), person: `${person.profile.givenName}-in-the-log` },
  },
})
const marker = (key: string, text: object, more = {}) => ({
  ...{ key, value: JSON.stringify(text), metadata: { ...text, ...more } },
})
const LATER = Math.floor(Date.now() / 1000) + 3600
const stored = [
  begun(adele, 'before-it', 60),
  begun(adele, 'later-than-it', LATER),
  begun(alex, 'keeps-this', LATER),
  begun(alex, 'ends-this', LATER),
  marker(endedOthers(userOf(alex)), { at: LATER + 10, keeps: 'keeps-this' }),
  marker(endedUser(userOf(nestor)), { at: 60 }, { person: 'Nestor-in-the-log' }),
]
beforeAll(() => {
  writeFileSync(join(folder, 'stored.json'), JSON.stringify(stored))
  const bulk = ['kv', 'bulk', 'put', 'stored.json', '--local', '--binding', 'SESSIONS']
  expect(run(WRANGLER, ...bulk).status).toBe(0)
})
const lines = (...args: string[]) => sessions('list', '--local', ...args).stdout.split('\n')

test('end --user ends what one person has begun until now, and list says so', () => {
  const laterInTable = new Date(LATER * 1000).toISOString().slice(0, 16).replace('T', ' ')
  const table = [
    'began (UTC)       last use          browser           country  person            session',
    '1970-01-01 00:01  1970-01-01 00:01  Firefox on Linux  DE       Adele-in-the-log  before-i',
    `${laterInTable}  ${laterInTable}  Firefox on Linux  DE       Adele-in-the-log  later-th`,
    '2 sessions (the list may be a minute old)',
  ]
  expect(lines('--user', named(adele))).toEqual([...table, ''])
  const before = now()
  const { status, stdout } = sessions('end', '--local', '--user', named(adele))
  expect([status, stdout]).toEqual([0, expect.stringContaining('Ended')])
  const text = wrangler('get', endedUser(userOf(adele)), '--text')
  expect([isEnded(text, before), isEnded(text, now() + 1)]).toEqual([true, false])
  const atEnd = new Date(JSON.parse(text).at * 1000).toISOString().slice(0, 16).replace('T', ' ')
  const [headings, ended, live, count] = table
  expect(lines('--user', named(adele))).toEqual([
    ...[headings, `${ended}  ended`, live, count],
    ...[`All sessions that began before ${atEnd} UTC have been ended.`, ''],
  ])
}, 180_000)

test('a person’s lines in the log can be found when their records are gone: the app has left its name for them in the marker', () => {
  sessions('end', '--local', '--user', named(nestor))
  const [none, ended] = lines('--user', named(nestor))
  expect(none).toContain('0 sessions')
  expect(ended).toMatch(
    /^All sessions that began before 20.* UTC have been ended\. .* person Nestor-in-the-log\.$/,
  )
}, 180_000)

test('list marks what one session has ended with all others, and not the one that did', () => {
  expect(lines('--user', named(alex)).slice(1, 3)).toEqual([
    expect.stringMatching(/ends-thi {2}ended$/),
    expect.stringMatching(/keeps-th$/),
  ])
}, 180_000)

test('end --tenant keeps what was ended before: another tenant, everybody', () => {
  const first = now()
  expect(sessions('end', '--local', '--tenant', fabrikam.id).status).toBe(0)
  expect(sessions('end', '--local', '--tenant', contoso.id).status).toBe(0)
  const text = wrangler('get', ENDED_ALL, '--text')
  expect([isEnded(text, first, fabrikam.id), isEnded(text, first, contoso.id)]).toEqual([true, true])
  expect(isEnded(text, first, adele.profile.id)).toBe(false)
  const listed = lines('--tenant', contoso.id)
  expect(listed.filter((line) => line.endsWith('  ended'))).toEqual([
    expect.stringContaining('before-i'),
    expect.stringContaining('ends-thi'),
  ])
  expect(listed).toContainEqual(expect.stringMatching(/keeps-th$/))
  expect(sessions('end', '--local', '--all').status).toBe(0)
  expect(isEnded(wrangler('get', ENDED_ALL, '--text'), first, adele.profile.id)).toBe(true)
}, 180_000)

test.each([
  [[], 'The first argument must be list or end.'],
  [['list', '--all', 'users'], 'Unexpected argument after list: users.'],
  [['end'], 'Use one of --user, --tenant and --all'],
  [['end', '--all', '--user', named(adele)], '--user and --all cannot be used together'],
  [['stop', '--all'], 'Use list or end'],
  [['end', '--user', 'adele@contoso.example'], 'is not two GUIDs'],
  [['end', '--user', contoso.id], 'is not two GUIDs'],
  [['end', '--user', `${named(adele)}/${adele.profile.id}`], 'is not two GUIDs'],
  [['end', '--tenant', named(adele)], 'is not one GUID'],
  [['list', '--tenant', `${contoso.id}/`], 'is not one GUID'],
  [['end', '--tenant', 'contoso.example'], 'is not one GUID'],
])('%j is rejected with a message, and changes nothing', (args, says) => {
  const { status, stdout, stderr } = sessions(...args, '--local')
  expect([status, stdout, stderr]).toEqual([2, '', expect.stringContaining(says)])
})

test('an environment that wrangler.toml does not have is refused, with those that it has', () => {
  const { status, stderr } = sessions('list', '--all', '--local', '--env', 'stagging')
  expect([status, stderr]).toEqual([2, expect.stringContaining('wrangler.toml has no [env.stagging]')])
})
