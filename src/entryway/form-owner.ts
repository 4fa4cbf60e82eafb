// Whose form it is: shown to one person, it must not be served when another one sends it.
import type { AppContext } from './http/request.ts'
import { hash, personIndex } from './session/kv-store.ts'
import type { Session } from './session/session.ts'

/**
 * The person and the page, as a hash. Not the session: a form that is open survives signing in again in another tab, by
 * the same person.
 */
export function ownerOf(c: AppContext, { identity }: Session): string {
  // The router takes a path with and without its last slash.
  return hash(`${personIndex(identity)} ${c.req.path.toLowerCase().replace(/\/$/, '')}`)
}
