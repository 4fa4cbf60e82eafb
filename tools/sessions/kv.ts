// The app's KV namespace by wrangler: what is listed there, and the markers that end sessions (docs/sessions.md).
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import {
  ENDED_ALL,
  endedOthers,
  endedUser,
  hash,
  MARKER_TTL_SECONDS,
  parseJson,
  personHash,
} from '../../src/entryway/protocol.ts'

/** Which store: that of `npm run dev`, or that of an environment of wrangler.toml. */
export type Place = { local: boolean; env?: string | undefined }
type User = { tenant: string; object: string }

const WRANGLER = join(import.meta.dirname, '../../node_modules/wrangler/bin/wrangler.js')

/** @throws {Error} wrangler failed; its words are the message */
function wrangler({ local, env }: Place, command: string[]): string {
  const where = [local ? '--local' : '--remote', '--binding', 'SESSIONS', ...(env ? ['--env', env] : [])]
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [WRANGLER, 'kv', 'key', ...command, ...where],
    {
      encoding: 'utf8',
      maxBuffer: 256 * 1024 * 1024,
      timeout: 120_000,
    },
  )
  if (status !== 0) throw new Error(`wrangler kv key ${command[0]} failed:\n${stderr}${stdout}`)
  return stdout
}

type Listed = { name: string; metadata?: Record<string, unknown> }

function list(place: Place, prefix: string): Listed[] {
  const listed = parseJson(wrangler(place, ['list', '--prefix', prefix]))
  if (!Array.isArray(listed)) throw new Error('wrangler did not list keys')
  return listed
}

/** Records stay for a while when a marker has ended their sessions; what ended at Entra is not known of them. */
export function listSessions(place: Place, user: User | null) {
  const markers = new Map(list(place, 'ended:').map(({ name, metadata }) => [name, metadata ?? {}]))
  const all = markers.has(ENDED_ALL) ? readAll(place) : {}
  const ofTenant = Object.entries(all.tenants ?? {}).map(([id, at]) => [tenantHash(id), at] as const)
  return list(place, user ? `use:${userOf(user)}:` : 'use:').map(({ name, metadata = {} }) => {
    const [, person = '', session = ''] = name.split(':')
    const { browser = '', country = '', startedAt, usedAt, tenant } = metadata
    const others = markers.get(endedOthers(person))
    const ended = [all.at, markers.get(endedUser(person))?.at, others?.keeps !== session && others?.at]
    for (const [id, at] of ofTenant) if (id === tenant) ended.push(at)
    return {
      ...{ person: person.slice(0, 8), session: session.slice(0, 8) },
      ...{ browser: String(browser), country: String(country) },
      ...{ startedAt: timeOf(startedAt), usedAt: timeOf(usedAt) },
      hasEnded: ended.some((at) => typeof at === 'number' && Number(startedAt) <= at),
      isOfTenant: (id: string) => tenant === tenantHash(id),
    }
  })
}

export function endUser(place: Place, user: User): void {
  put(place, endedUser(userOf(user)), { at: now() })
}

/** The marker of all has the tenants in it: what was ended before stays so. */
export function endTenant(place: Place, tenant: string): void {
  const former = readAll(place)
  put(place, ENDED_ALL, { ...former, tenants: { ...former.tenants, [tenant]: now() } })
}

export function endAll(place: Place): void {
  put(place, ENDED_ALL, { at: now() })
}

function readAll(place: Place): { at?: number; tenants?: Record<string, number> } {
  const isThere = list(place, ENDED_ALL).some(({ name }) => name === ENDED_ALL)
  const json = isThere ? parseJson(wrangler(place, ['get', ENDED_ALL, '--text'])) : {}
  return typeof json === 'object' && json !== null ? json : { at: now() }
}

function put(place: Place, key: string, marker: { at?: number; tenants?: Record<string, number> }): void {
  const metadata = marker.at === undefined ? [] : ['--metadata', JSON.stringify({ at: marker.at })]
  wrangler(place, ['put', key, JSON.stringify(marker), '--ttl', String(MARKER_TTL_SECONDS), ...metadata])
}

const userOf = ({ tenant, object }: User) =>
  personHash({ tenantId: tenant, objectId: object, issuer: '', subject: '' })

const tenantHash = (id: string) => hash(id).slice(0, 16)

const now = () => Date.now() / 1000

const timeOf = (seconds: unknown) =>
  typeof seconds === 'number' ? new Date(seconds * 1000).toISOString().slice(0, 16) : '-'
