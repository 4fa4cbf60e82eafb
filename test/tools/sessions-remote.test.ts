// npm run sessions against the deployed store: what wrangler asks of Cloudflare's API, answered by a stand-in.
import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { adele, alex, contoso, fabrikam, type Person } from '../../emulator/seed.ts'
import {
  ENDED_ALL,
  endedOthers,
  endedUser,
  hash,
  MARKER_TTL_SECONDS,
  personHash,
} from '../../src/entryway/protocol.ts'
import { CloudflareApi } from '../support/cloudflare-api.ts'

const folder = mkdtempSync(join(tmpdir(), 'entryway-sessions-remote-'))
// As this project has it: no id, because wrangler makes the namespace at the first deploy.
writeFileSync(
  join(folder, 'wrangler.toml'),
  'name = "own"\ncompatibility_date = "2026-11-01"\n[[kv_namespaces]]\nbinding = "SESSIONS"\n[env.test]\n[[env.test.kv_namespaces]]\nbinding = "SESSIONS"\n',
)
const api = new CloudflareApi()
let baseUrl = ''
beforeAll(async () => {
  baseUrl = await api.start()
})
afterEach(() => {
  api.entries.clear()
  api.faults.clear()
  api.requests.length = 0
})
afterAll(() => {
  api.stop()
  rmSync(folder, { recursive: true, force: true })
})

async function sessions(
  ...args: string[]
): Promise<{ status: number | null; stdout: string; stderr: string }> {
  const env = {
    ...process.env,
    ...{
      CLOUDFLARE_API_BASE_URL: baseUrl,
      CLOUDFLARE_API_TOKEN: 'stand-in',
      CLOUDFLARE_ACCOUNT_ID: 'account',
    },
    ...{ WRANGLER_SEND_METRICS: 'false', WRANGLER_LOG_PATH: join(folder, 'logs') },
  }
  const script = join(import.meta.dirname, '../../tools/sessions.ts')
  const child = spawn(process.execPath, [script, ...args], { cwd: folder, env })
  const said = { stdout: '', stderr: '' }
  child.stdout.on('data', (chunk) => {
    said.stdout += chunk
  })
  child.stderr.on('data', (chunk) => {
    said.stderr += chunk
  })
  const status = await new Promise<number | null>((resolve) => child.on('close', resolve))
  return { status, ...said }
}

const userOf = ({ profile }: Person) =>
  personHash({ tenantId: contoso.id, objectId: profile.id, issuer: '', subject: '' })
const named = ({ profile }: Person) => `${contoso.id}/${profile.id}`
const now = () => Date.now() / 1000
const marker = (name: string) => JSON.parse(api.entries.get(name)?.value ?? 'null')

function begin(person: Person, id: string, startedAt: number, tenant = contoso.id): void {
  const times = { startedAt: Math.floor(startedAt), usedAt: Math.floor(startedAt) }
  const metadata = { browser: 'Firefox on Linux', country: 'DE', ...times, tenant: hash(tenant).slice(0, 16) }
  api.entries.set(`use:${userOf(person)}:${id.padEnd(43, '-')}`, { value: 'sealed', metadata })
}
const shown = (stdout: string) => stdout.split('\n').filter((line) => line.includes('Firefox'))

test('list reads every page of the namespace that the deployed Worker is bound to', async () => {
  for (let each = 0; each < 2100; each++) begin(each % 2 ? adele : alex, String(each), now())
  const { status, stdout, stderr } = await sessions('list', '--all')
  expect([status, stderr]).toEqual([0, expect.any(String)])
  expect(shown(stdout)).toHaveLength(2100)
  expect(stdout).toMatch(/\n2100 sessions /)
  const listings = api.requests.filter((line) => line.startsWith('GET /storage/kv/namespaces/of-own/keys?'))
  expect(listings.filter((line) => line.includes('prefix=use%3A'))).toHaveLength(3)
}, 180_000)

test('list --user and --tenant show theirs alone, under headings, and what has ended as ended', async () => {
  begin(adele, 'former', now() - 100)
  begin(adele, 'later', now())
  begin(alex, 'others', now() - 100)
  begin(alex, 'keeper', now() - 100)
  begin(alex, 'elsewhere', now() - 100, fabrikam.id)
  api.entries.set(endedUser(userOf(adele)), { value: '', metadata: { at: now() - 50 } })
  const keeps = 'keeper'.padEnd(43, '-')
  api.entries.set(endedOthers(userOf(alex)), { value: '', metadata: { at: now() - 50, keeps } })
  const ofAdele = await sessions('list', '--user', named(adele))
  expect(ofAdele.stdout).toMatch(/^began \(UTC\) +last use +browser +country +person +session/)
  expect(shown(ofAdele.stdout).map((line) => line.split(/ {2,}/).slice(5))).toEqual([
    ['former--', 'ended'],
    ['later---'],
  ])
  const ofTenant = await sessions('list', '--tenant', contoso.id)
  expect(
    shown(ofTenant.stdout)
      .map((line) => line.split(/ {2,}/).slice(5).join(' '))
      .sort(),
  ).toEqual(['former-- ended', 'keeper--', 'later---', 'others-- ended'])
}, 180_000)

test('end writes one marker for 30 days, at the namespace of the environment', async () => {
  const before = now()
  expect((await sessions('end', '--user', named(adele))).status).toBe(0)
  expect((await sessions('end', '--tenant', fabrikam.id)).status).toBe(0)
  expect((await sessions('end', '--tenant', contoso.id, '--env', 'test')).status).toBe(0)
  expect(marker(endedUser(userOf(adele))).at).toBeGreaterThanOrEqual(before)
  expect(Object.keys(marker(ENDED_ALL).tenants).sort()).toEqual([contoso.id, fabrikam.id].sort())
  expect((await sessions('end', '--all')).status).toBe(0)
  expect(marker(ENDED_ALL).at).toBeGreaterThanOrEqual(before)
  const puts = api.requests.filter((line) => line.startsWith('PUT'))
  expect(puts.map((line) => line.replace(/\?.*/, ''))).toEqual([
    `PUT /storage/kv/namespaces/of-own/values/${encodeURIComponent(endedUser(userOf(adele)))}`,
    'PUT /storage/kv/namespaces/of-own/values/ended%3Aall',
    'PUT /storage/kv/namespaces/of-own-test/values/ended%3Aall',
    'PUT /storage/kv/namespaces/of-own/values/ended%3Aall',
  ])
  for (const { ttlSeconds } of api.entries.values()) expect(ttlSeconds).toBe(MARKER_TTL_SECONDS)
  // What was ended is shown as ended.
  begin(adele, 'former', before - 1)
  const { stdout } = await sessions('list', '--user', named(adele))
  expect(shown(stdout)[0]).toMatch(/ended$/)
}, 180_000)

const FAULTS: [string, { status: number; code: number; message: string }][] = [
  ['a token that is not valid', { status: 401, code: 10000, message: 'Authentication error' }],
  [
    'too many requests',
    { status: 429, code: 971, message: 'Please wait and consider throttling your request speed' },
  ],
  [
    'the day’s writes used up',
    { status: 429, code: 10048, message: 'you have reached the free usage limit' },
  ],
  ['no service', { status: 503, code: 10001, message: 'Service unavailable' }],
]

test.each(FAULTS)(
  '%s ends nothing, and is told in Cloudflare’s words',
  async (_, fault) => {
    for (const [args, request] of [
      [['list', '--all'], 'GET /storage'],
      [['end', '--user', named(adele)], 'PUT /storage'],
      [['end', '--all'], 'PUT /storage'],
      // Without what was ended before, nothing is written over it.
      [['end', '--tenant', contoso.id], 'GET /storage'],
      [['end', '--tenant', contoso.id], 'PUT /storage'],
    ] as const) {
      api.faults.clear()
      api.faults.set(request, fault)
      const { status, stdout, stderr } = await sessions(...args)
      expect([status, stdout]).toEqual([1, ''])
      expect(stderr).toContain(fault.message)
    }
    expect([...api.entries]).toEqual([])
  },
  180_000,
)
