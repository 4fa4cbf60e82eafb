// The app's KV namespace through wrangler: lists sessions, and writes the markers that end them (docs/sessions.md).
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import {
  ENDED_ALL,
  endedOthers,
  endedUser,
  hash,
  isEndedBy,
  MARKER_TTL_SECONDS,
  parseJson,
  personHash,
} from '../../src/entryway/protocol.ts'

/** The store of `npm run dev`, or of a wrangler.toml environment. */
export type Place = { local: boolean; env?: string | undefined }
type User = { tenant: string; object: string }
type Metadata = Record<string, unknown>

const WRANGLER = join(import.meta.dirname, '../../node_modules/wrangler/bin/wrangler.js')

/** @throws {Error} if wrangler fails, with its output as the message */
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

function metadataOfKeys(place: Place, prefix: string): Map<string, Metadata> {
  const listed = parseJson(wrangler(place, ['list', '--prefix', prefix]))
  if (!Array.isArray(listed)) throw new Error('wrangler did not list keys')
  return new Map(listed.map(({ name, metadata }) => [String(name), metadata ?? {}]))
}

/**
 * Records outlive the marker that ended their sessions, and are listed as ended. Sessions that Entra ended can't be recognized:
 * the Entra session is stored only in the record.
 */
export function listSessions(place: Place, user: User | null) {
  const markers = metadataOfKeys(place, 'ended:')
  const markerOfAll = markers.has(ENDED_ALL) ? readAll(place) : {}
  const tenants = Object.keys(markerOfAll.tenants ?? {})
  const keys = metadataOfKeys(place, user ? `use:${userOf(user)}:` : 'use:')
  const sessions = [...keys].map(([name, metadata]) => {
    const [, owner = '', session = ''] = name.split(':')
    const { browser = '', country = '', startedAt, usedAt, tenant, person = '' } = metadata
    const ending = [markerOfAll, markers.get(endedUser(owner)), markers.get(endedOthers(owner))]
    const texts = ending.map((marker) => (marker ? JSON.stringify(marker) : null))
    const tenantId = tenants.find((id) => hash(id).slice(0, 16) === tenant) ?? ''
    // One second later: better to list an ended session as live than the reverse.
    const began = { startedAt: Number(startedAt) + 1, identity: { tenantId } }
    return {
      ...{ person: String(person), session: session.slice(0, 8) },
      ...{ browser: String(browser), country: String(country) },
      ...{ startedAt: timeOf(startedAt), usedAt: timeOf(usedAt) },
      hasEnded: isEndedBy(texts, session, began),
      isOfTenant: (id: string) => tenant === hash(id).slice(0, 16),
    }
  })
  const marker = user ? markers.get(endedUser(userOf(user))) : undefined
  const ended = marker && { at: timeOf(marker.at), person: String(marker.person ?? '') }
  return { sessions, ended }
}

/** Keeps the app's metadata: the user's name in the log, which may be in no record any longer. */
export function endUser(place: Place, user: User): void {
  const key = endedUser(userOf(user))
  put(place, key, { at: now() }, { ...metadataOfKeys(place, key).get(key), at: now() })
}

/** Merges with the existing marker, so that what was ended before stays ended. */
export function endTenant(place: Place, tenant: string): void {
  const former = metadataOfKeys(place, ENDED_ALL).has(ENDED_ALL) ? readAll(place) : {}
  put(place, ENDED_ALL, { ...former, tenants: { ...former.tenants, [tenant]: now() } })
}

export function endAll(place: Place): void {
  put(place, ENDED_ALL, { at: now() })
}

function readAll(place: Place): { at?: number; tenants?: Record<string, number> } {
  const json = parseJson(wrangler(place, ['get', ENDED_ALL, '--text']))
  return typeof json === 'object' && json !== null ? json : { at: now() }
}

function put(place: Place, key: string, marker: object, metadata: Metadata = {}): void {
  const options = ['--ttl', String(MARKER_TTL_SECONDS), '--metadata', JSON.stringify(metadata)]
  wrangler(place, ['put', key, JSON.stringify(marker), ...options])
}

const userOf = ({ tenant, object }: User) =>
  personHash({ tenantId: tenant, objectId: object, issuer: '', subject: '' })

const now = () => Date.now() / 1000

/** UTC, to the minute. */
const timeOf = (seconds: unknown) =>
  typeof seconds === 'number' ? new Date(seconds * 1000).toISOString().slice(0, 16).replace('T', ' ') : '-'
