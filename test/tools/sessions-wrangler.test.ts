// npm run sessions as it is run: on wrangler's own store, and on the deployed one, whose API a stand-in answers.
import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { adele, contoso, fabrikam } from '../../emulator/seed.ts'
import { ENDED_ALL, endedUser, MARKER_TTL_SECONDS, personHash } from '../../src/entryway/protocol.ts'
import { CloudflareApi } from '../support/cloudflare-api.ts'

const folder = mkdtempSync(join(tmpdir(), 'entryway-sessions-'))
// As this project has it: no id, because wrangler makes the namespace at the first deploy.
writeFileSync(
  join(folder, 'wrangler.toml'),
  'name = "own"\ncompatibility_date = "2026-11-01"\n[[kv_namespaces]]\nbinding = "SESSIONS"\n[env.test]\n[[env.test.kv_namespaces]]\nbinding = "SESSIONS"\n',
)
const api = new CloudflareApi()
const environment: Record<string, string | undefined> = {
  ...process.env,
  ...{ CLOUDFLARE_API_TOKEN: 'stand-in', CLOUDFLARE_ACCOUNT_ID: 'account' },
  ...{ WRANGLER_SEND_METRICS: 'false', WRANGLER_LOG_PATH: join(folder, 'logs') },
}
beforeAll(async () => {
  environment.CLOUDFLARE_API_BASE_URL = await api.start()
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

async function sessions(...args: string[]) {
  const script = join(import.meta.dirname, '../../tools/sessions.ts')
  const child = spawn(process.execPath, [script, ...args], { cwd: folder, env: environment })
  const status = new Promise<number | null>((resolve) => child.on('close', resolve))
  const [stdout, stderr] = await Promise.all([text(child.stdout), text(child.stderr)])
  return { status: await status, stdout, stderr }
}

const user = personHash({ tenantId: contoso.id, objectId: adele.profile.id, issuer: '', subject: '' })
const USER = ['--user', `${contoso.id}/${adele.profile.id}`]

test('list reads every page of the namespace that the deployed Worker is bound to', async () => {
  for (let each = 0; each < 2100; each++)
    api.entries.set(`use:${user}:${each}`, { value: 'sealed', metadata: { browser: 'Firefox' } })
  const { status, stdout } = await sessions('list', '--all')
  expect([status, stdout.match(/ Firefox /g)?.length]).toEqual([0, 2100])
  expect(stdout).toMatch(/\n2100 sessions /)
  const listings = api.requests.filter((line) => line.startsWith('GET /storage/kv/namespaces/of-own/keys?'))
  expect(listings.filter((line) => line.includes('prefix=use%3A'))).toHaveLength(3)
})

test('end writes one marker for 30 days, with the metadata that it had', async () => {
  const name = endedUser(user)
  api.entries.set(name, { value: '{}', metadata: { at: 1, person: 'Adele-in-the-log' } })
  const before = Date.now() / 1000
  expect((await sessions('end', ...USER)).status).toBe(0)
  const { value = '', metadata, ttlSeconds } = api.entries.get(name) ?? {}
  const { at } = JSON.parse(value)
  expect(at).toBeGreaterThanOrEqual(before)
  expect([metadata, ttlSeconds]).toEqual([{ at, person: 'Adele-in-the-log' }, MARKER_TTL_SECONDS])
  const [put, ...others] = api.requests.filter((line) => line.startsWith('PUT'))
  expect(others).toEqual([])
  expect(put).toContain(`PUT /storage/kv/namespaces/of-own/values/${encodeURIComponent(name)}?`)
})

test('end --env merges with the marker in the namespace of that environment', async () => {
  api.entries.set(ENDED_ALL, { value: JSON.stringify({ at: 60, tenants: { [fabrikam.id]: 70 } }) })
  expect((await sessions('end', '--tenant', contoso.id, '--env', 'test')).status).toBe(0)
  expect(JSON.parse(api.entries.get(ENDED_ALL)?.value ?? '')).toEqual({
    at: 60,
    tenants: { [fabrikam.id]: 70, [contoso.id]: expect.any(Number) },
  })
  const namespaces = api.requests.map((line) => /\/namespaces\/([^/]+)/.exec(line)?.[1]).filter(Boolean)
  expect([...new Set(namespaces)]).toEqual(['of-own-test'])
})

test.each([
  [['list', '--all'], 'GET /storage', { status: 401, code: 10000, message: 'Authentication error' }],
  [['end', ...USER], 'GET /storage', { status: 429, code: 971, message: 'throttling your request speed' }],
  [['end', '--all'], 'PUT /storage', { status: 429, code: 10048, message: 'the free usage limit' }],
  [
    ['end', '--tenant', contoso.id],
    'GET /storage/kv/namespaces/of-own/values',
    { status: 503, code: 10001, message: 'Service Unavailable' },
  ],
])('%j: if Cloudflare fails, its message is shown, and nothing is ended', async (args, request, fault) => {
  api.entries.set(ENDED_ALL, { value: '{}' })
  const before = [...api.entries]
  api.faults.set(request, fault)
  const { status, stdout, stderr } = await sessions(...args)
  expect([status, stdout, stderr]).toEqual([1, '', expect.stringContaining(fault.message)])
  expect([...api.entries]).toEqual(before)
})

test('--local uses the store of npm run dev', async () => {
  expect(await sessions('end', '--local', ...USER)).toMatchObject({
    status: 0,
    stdout: expect.stringContaining('Ended'),
  })
  const { stdout } = await sessions('list', '--local', ...USER)
  expect(stdout).toMatch(/^0 sessions .*\nAll sessions that began before 20.* UTC have been ended\.\n$/)
  expect(api.requests).toEqual([])
})
