// The sessions in the app's KV namespace: lists them, and writes the markers that end them (docs/sessions.md).
import {
  ENDED_ALL,
  endedOthers,
  endedUser,
  hash,
  isEndedBy,
  parseJson,
  personHash,
} from '../../src/entryway/protocol.ts'
import type { Keys } from './keys.ts'

export type User = { tenant: string; object: string }

/**
 * Records outlive the marker that ended their sessions, and are listed as ended. Sessions that Entra ended can't be recognized:
 * the Entra session is stored only in the record.
 */
export function listSessions(keys: Keys, user: User | null) {
  const markers = keys.list('ended:')
  const markerOfAll = markers.has(ENDED_ALL) ? readAll(keys) : {}
  const tenants = Object.keys(markerOfAll.tenants ?? {})
  const records = keys.list(user ? `use:${userOf(user)}:` : 'use:')
  const sessions = [...records].map(([name, metadata]) => {
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
export function endUser(keys: Keys, user: User): void {
  const name = endedUser(userOf(user))
  const marker = { at: now() }
  const former = keys.list(name).get(name)
  keys.put(name, JSON.stringify(marker), { ...former, ...marker })
}

/** Merges with the existing marker, so that what was ended before stays ended. */
export function endTenant(keys: Keys, tenant: string): void {
  const former = keys.list(ENDED_ALL).has(ENDED_ALL) ? readAll(keys) : {}
  const marker = { ...former, tenants: { ...former.tenants, [tenant]: now() } }
  keys.put(ENDED_ALL, JSON.stringify(marker), {})
}

export const endAll = (keys: Keys): void => keys.put(ENDED_ALL, JSON.stringify({ at: now() }), {})

function readAll(keys: Keys): { at?: number; tenants?: Record<string, number> } {
  const json = parseJson(keys.get(ENDED_ALL))
  return typeof json === 'object' && json !== null ? json : { at: now() }
}

const userOf = ({ tenant, object }: User) =>
  personHash({ tenantId: tenant, objectId: object, issuer: '', subject: '' })

const now = () => Date.now() / 1000

/** UTC, to the minute. */
const timeOf = (seconds: unknown) =>
  typeof seconds === 'number' ? new Date(seconds * 1000).toISOString().slice(0, 16).replace('T', ' ') : '-'
