// npm run sessions on a store in memory; sessions-wrangler.test.ts has the real ones.
import { beforeEach, expect, test } from 'vitest'
import { adele, alex, contoso, fabrikam, nestor, type Person } from '../../emulator/seed.ts'
import { ENDED_ALL, endedOthers, endedUser, hash, personHash } from '../../src/entryway/protocol.ts'
import type { Keys, Metadata } from '../../tools/sessions/keys.ts'
import { sessions } from '../../tools/sessions.ts'

const stored = new Map<string, { value: string; metadata: Metadata }>()
let unreadable = false
const keys: Keys = {
  list: (prefix) =>
    new Map(
      [...stored].filter(([name]) => name.startsWith(prefix)).map(([name, each]) => [name, each.metadata]),
    ),
  get(name) {
    if (unreadable) throw new Error('Service unavailable')
    return stored.get(name)?.value ?? ''
  },
  put: (name, value, metadata) => void stored.set(name, { value, metadata }),
}
const run = (...args: string[]) =>
  sessions(args, { columns: null, wranglerPath: 'test/workerd/wrangler.toml', keysAt: () => keys })
const lines = async (...args: string[]) => (await run('list', ...args)).output.split('\n')

const userOf = ({ profile }: Person) =>
  personHash({ tenantId: contoso.id, objectId: profile.id, issuer: '', subject: '' })
const named = ({ profile }: Person) => `${contoso.id}/${profile.id}`
const now = () => Date.now() / 1000
const utc = (seconds: number) => new Date(seconds * 1000).toISOString().slice(0, 16).replace('T', ' ')
const markerAt = (name: string) => JSON.parse(stored.get(name)?.value ?? '{}')
function isEnded(name: string, startedAt: number, tenantId = contoso.id): boolean {
  const { at = 0, tenants = {} } = markerAt(name)
  return startedAt <= at || startedAt <= (tenants[tenantId] ?? 0)
}

/** As the app writes it: what a listing shows is in the metadata. */
function begin(person: Person, id: string, startedAt: number, tenant = contoso.id): void {
  const times = { startedAt, usedAt: startedAt }
  const metadata = { browser: 'Firefox on Linux', country: 'DE', ...times, tenant: hash(tenant).slice(0, 16) }
  const inLog = { person: `${person.profile.givenName}-in-the-log` }
  stored.set(`use:${userOf(person)}:${id}`, { value: 'sealed', metadata: { ...metadata, ...inLog } })
}
const mark = (name: string, marker: object, more = {}) =>
  stored.set(name, { value: JSON.stringify(marker), metadata: { ...marker, ...more } })

const LATER = Math.floor(now()) + 3600
beforeEach(() => {
  stored.clear()
  unreadable = false
  begin(adele, 'before-it', 60)
  begin(adele, 'later-than-it', LATER)
})

test('end --user ends the sessions that one user has begun until now, and list says so', async () => {
  const table = [
    'began (UTC)       last use          browser           country  person            session',
    '1970-01-01 00:01  1970-01-01 00:01  Firefox on Linux  DE       Adele-in-the-log  before-i',
    `${utc(LATER)}  ${utc(LATER)}  Firefox on Linux  DE       Adele-in-the-log  later-th`,
    '2 sessions (the list may be a minute old)',
  ]
  begin(alex, 'others', 60)
  expect(await lines('--user', named(adele))).toEqual(table)
  const before = now()
  expect(await run('end', '--user', named(adele))).toEqual({
    ...{ exitCode: 0, output: expect.stringContaining('Ended'), error: '' },
  })
  const name = endedUser(userOf(adele))
  expect([isEnded(name, before), isEnded(name, now() + 1)]).toEqual([true, false])
  const [headings, ended, live, count] = table
  expect(await lines('--user', named(adele))).toEqual([
    ...[headings, `${ended}  ended`, live, count],
    `All sessions that began before ${utc(markerAt(name).at)} UTC have been ended.`,
  ])
})

test('a user’s lines in the log can be found when their records are gone: the marker keeps the name that the app left', async () => {
  mark(endedUser(userOf(nestor)), { at: 60 }, { person: 'Nestor-in-the-log' })
  await run('end', '--user', named(nestor))
  expect(await lines('--user', named(nestor))).toEqual([
    expect.stringContaining('0 sessions'),
    expect.stringMatching(
      /^All sessions that began before 20.* UTC have been ended\. .* person Nestor-in-the-log\.$/,
    ),
  ])
})

test('list marks what one session has ended with all others, and not the one that did', async () => {
  begin(alex, 'keeps-this', LATER)
  begin(alex, 'ends-this', LATER)
  mark(endedOthers(userOf(alex)), { at: LATER + 10, keeps: 'keeps-this' })
  expect((await lines('--user', named(alex))).slice(1, 3)).toEqual([
    expect.stringMatching(/keeps-th$/),
    expect.stringMatching(/ends-thi {2}ended$/),
  ])
})

test('end --tenant ends that tenant’s sessions, and keeps what was ended before: another tenant, everyone', async () => {
  begin(alex, 'elsewhere', 60, fabrikam.id)
  const first = now()
  expect((await run('end', '--tenant', fabrikam.id)).exitCode).toBe(0)
  expect((await run('end', '--tenant', contoso.id)).exitCode).toBe(0)
  const ends = (tenantId: string) => isEnded(ENDED_ALL, first, tenantId)
  expect([ends(fabrikam.id), ends(contoso.id), ends(adele.profile.id)]).toEqual([true, true, false])
  expect((await lines('--tenant', contoso.id)).slice(1)).toEqual([
    expect.stringMatching(/before-i {2}ended$/),
    expect.stringMatching(/later-th$/),
    expect.stringContaining('2 sessions'),
  ])
  expect((await run('end', '--all')).exitCode).toBe(0)
  expect(ends(adele.profile.id)).toBe(true)
  expect((await run('end', '--tenant', contoso.id)).exitCode).toBe(0)
  expect(ends(adele.profile.id)).toBe(true)
})

test('a session that may have begun after its ending, in the same second, is not listed as ended', async () => {
  begin(alex, 'in-that-second', 100)
  const isListedAsEnded = async (at: number) => {
    mark(endedUser(userOf(alex)), { at })
    return (await lines('--user', named(alex)))[1]?.endsWith('ended')
  }
  expect([await isListedAsEnded(100.5), await isListedAsEnded(101)]).toEqual([false, true])
})

test('if the marker for everyone cannot be read, nothing is written over it', async () => {
  mark(ENDED_ALL, { at: 60 })
  unreadable = true
  const before = [...stored]
  expect(await run('end', '--tenant', contoso.id)).toEqual({
    ...{ exitCode: 1, output: '', error: 'Service unavailable' },
  })
  expect([...stored]).toEqual(before)
})

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
  [['end', '--all', '--env', 'stagging'], 'wrangler.toml has no [env.stagging]'],
])('%j is rejected with a message, and changes nothing', async (args, says) => {
  const before = [...stored]
  expect(await run(...args)).toEqual({ exitCode: 2, output: '', error: expect.stringContaining(says) })
  expect([...stored]).toEqual(before)
})
