// The app's KV namespace by wrangler: what is listed there, and the markers that end sessions (docs/sessions.md).
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import {
  ENDED_ALL,
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

export function listSessions(place: Place, user: User | null) {
  const prefix = user ? `use:${userOf(user)}:` : 'use:'
  const listed = parseJson(wrangler(place, ['list', '--prefix', prefix]))
  if (!Array.isArray(listed)) throw new Error('wrangler did not list keys')
  return listed.map((each: { name: string; metadata?: Record<string, unknown> }) => {
    const [, person = '', session = ''] = each.name.split(':')
    const { browser = '', country = '', startedAt, usedAt, tenant } = each.metadata ?? {}
    return {
      ...{ person: person.slice(0, 8), session: session.slice(0, 8) },
      ...{ browser: String(browser), country: String(country) },
      ...{ startedAt: timeOf(startedAt), usedAt: timeOf(usedAt) },
      isOfTenant: (id: string) => tenant === hash(id).slice(0, 16),
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
  const isThere = wrangler(place, ['list', '--prefix', ENDED_ALL]).includes(`"${ENDED_ALL}"`)
  const json = isThere ? parseJson(wrangler(place, ['get', ENDED_ALL, '--text'])) : {}
  return typeof json === 'object' && json !== null ? json : { at: now() }
}

function put(place: Place, key: string, marker: object): void {
  wrangler(place, ['put', key, JSON.stringify(marker), '--ttl', String(MARKER_TTL_SECONDS)])
}

const userOf = ({ tenant, object }: User) =>
  personHash({ tenantId: tenant, objectId: object, issuer: '', subject: '' })

const now = () => Date.now() / 1000

const timeOf = (seconds: unknown) =>
  typeof seconds === 'number' ? new Date(seconds * 1000).toISOString().slice(0, 16) : '-'
