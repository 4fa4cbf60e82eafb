// npm run sessions, against a KV namespace of wrangler's own on this machine.
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { adele, alex, contoso, fabrikam, type Person } from '../../emulator/seed.ts'
import { ENDED_ALL, endedUser, hash, personHash } from '../../src/entryway/protocol.ts'

const ROOT = join(import.meta.dirname, '../..')
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
  const { status, stdout, stderr } = run(
    'node_modules/wrangler/bin/wrangler.js',
    'kv',
    'key',
    ...args,
    ...place,
  )
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

test('end --user ends what one person has begun until now, and names them as the app does', () => {
  const metadata = {
    browser: 'Firefox on Linux',
    country: 'DE',
    startedAt: 1,
    usedAt: 2,
    tenant: hash(contoso.id).slice(0, 16),
  }
  wrangler('put', `use:${userOf(adele)}:one`, 'sealed', '--metadata', JSON.stringify(metadata))
  expect(sessions('list', '--local', '--user', named(adele)).stdout).toMatch(
    /Firefox on Linux {2}DE .*\n1 session /,
  )
  expect(sessions('list', '--local', '--user', named(alex)).stdout).toMatch(/^0 sessions /)
  const before = now()
  const { status, stdout } = sessions('end', '--local', '--user', named(adele))
  expect([status, stdout]).toEqual([0, expect.stringContaining('Ended')])
  const marker = wrangler('get', endedUser(userOf(adele)), '--text')
  expect([isEnded(marker, before), isEnded(marker, now() + 1)]).toEqual([true, false])
}, 180_000)

test('end --tenant keeps what was ended before: another tenant, everybody', () => {
  const first = now()
  expect(sessions('end', '--local', '--tenant', fabrikam.id).status).toBe(0)
  expect(sessions('end', '--local', '--tenant', contoso.id).status).toBe(0)
  const marker = wrangler('get', ENDED_ALL, '--text')
  expect([isEnded(marker, first, fabrikam.id), isEnded(marker, first, contoso.id)]).toEqual([true, true])
  expect(isEnded(marker, first, adele.profile.id)).toBe(false)
  expect(sessions('end', '--local', '--all').status).toBe(0)
  expect(isEnded(wrangler('get', ENDED_ALL, '--text'), first, adele.profile.id)).toBe(true)
}, 180_000)

test.each([
  [['end'], 'Say whose'],
  [['end', '--all', '--user', named(adele)], 'Say whose'],
  [['stop', '--all'], 'Say list or end'],
  [['end', '--user', 'adele@contoso.example'], 'The tenant ID is a GUID'],
  [['end', '--user', contoso.id], 'The object ID is a GUID'],
  [['end', '--user', `${named(adele)}/more`], '--user two'],
  [['end', '--tenant', named(adele)], '--tenant takes one GUID'],
])('%j ends nothing, and says why', (args, says) => {
  const { status, stderr } = sessions(...args, '--local')
  expect([status, stderr]).toEqual([2, expect.stringContaining(says)])
})
