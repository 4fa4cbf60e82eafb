// Whose form it is: shown to one person, it must not be served when another one sends it.
import type { Context } from 'hono'
import type { Identity } from '../entra/id-token.ts'
import { hash, personHash } from './person.ts'

/**
 * The person and the page, as a hash, for a hidden field. Not the session: a form that is open survives signing in again in
 * another tab, by the same person.
 */
export function formOwner(c: Context, { identity }: { identity: Identity }): string {
  return hash(`${personHash(identity)} ${c.req.path.toLowerCase().replace(/\/$/, '')}`)
}
