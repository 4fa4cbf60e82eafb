// Markers that end any number of sessions with one write, without having to find them. See docs/sessions.md.
import * as v from 'valibot'
import { parseJson } from '../http/json.ts'
import { once } from '../once.ts'
import type { SessionRecord } from './record.ts'
import type { SessionToken } from './session-token.ts'

/** `at`: sessions that began until then have ended. Seconds since 1970. */
const Marker = once(() =>
  v.object({
    at: v.optional(v.number()),
    /** The session that ended the others. */
    keeps: v.optional(v.string()),
    /** For `ended:all`: tenants by id. */
    tenants: v.optional(v.record(v.string(), v.number())),
  }),
)

/** SESSION_MAX_HOURS may be this long: no session outlives its marker. */
export const MARKER_TTL_SECONDS = 720 * 3600

export const endedUser = (user: string) => `ended:user:${user}`
/** Not the same key as the one above: a session that has ended, and does not know it yet, would replace the marker that ended it. */
export const endedOthers = (user: string) => `ended:others:${user}`
export const endedSid = (sid: string) => `ended:sid:${sid}`
export const ENDED_ALL = 'ended:all'

/** The markers that apply to a session. */
export function markersOf({ user, sid }: Pick<SessionToken, 'user' | 'sid'>): string[] {
  return [endedUser(user), endedOthers(user), ENDED_ALL, ...(sid === null ? [] : [endedSid(sid)])]
}

/** Whether one of these values ends the session. An unreadable one does, because someone meant to end sessions. */
export function isEndedBy(
  markers: (string | null)[],
  id: string,
  { startedAt, identity }: Pick<SessionRecord, 'startedAt'> & { identity: { tenantId: string } },
): boolean {
  return markers.some((text) => {
    if (text === null) return false
    const parsed = v.safeParse(Marker(), parseJson(text))
    if (!parsed.success) return true
    const { at = 0, keeps, tenants = {} } = parsed.output
    if (startedAt <= (Object.hasOwn(tenants, identity.tenantId) ? (tenants[identity.tenantId] ?? 0) : 0)) {
      return true
    }
    return startedAt <= at && id !== keeps
  })
}
