// Whether a token still works. The service does not say so with the token: it filters by it.

import { EntrywayError, type Session } from '../entryway/index.ts'
import type { TokensContext } from './context.ts'
import { endsSoon } from './expiry.ts'
import { FIRST_VIEW, type ListView } from './list-view.ts'
import { listPats, MAX_PER_PAGE, type Pat } from './pat.ts'

/** `active or revoked`: there are more revoked tokens than were looked through. */
export type PatState = 'active' | 'expires soon' | 'expired' | 'revoked' | 'active or revoked'

const MAX_PAGES = 3
/** For each of them: a page must not wait for what it can do without. */
const DEADLINE_SECONDS = 2

/** @property isComplete false = a token that is not among them may be revoked all the same */
type Revoked = { ids: Set<string>; isComplete: boolean }

/** The ids of the person's revoked tokens, so far as three pages go. Never throws. */
export async function revokedPats(c: TokensContext, session: Session): Promise<Revoked> {
  const ids = new Set<string>()
  const isComplete = await c.var.tokens.orNull(addRevoked(c, session, ids))
  return { ids, isComplete: isComplete ?? false }
}

/** @returns whether those are all */
async function addRevoked(c: TokensContext, session: Session, ids: Set<string>): Promise<boolean> {
  const view: ListView = { ...FIRST_VIEW, filter: 'revoked', ascending: false }
  for (let pages = 0; pages < MAX_PAGES; pages++) {
    const { pats, continuationToken } = await listPats(c, session, view, MAX_PER_PAGE, DEADLINE_SECONDS)
    for (const { authorizationId } of pats) ids.add(authorizationId)
    if (continuationToken === '') return true
    view.continuation = continuationToken
  }
  return false
}

/**
 * Whatever keeps the revoked tokens from being listed, nobody is kept from theirs by it.
 * @throws {EntrywayError} `not_found`: nothing can be done with this token any more
 */
export async function rejectRevoked(c: TokensContext, session: Session, id: string): Promise<void> {
  const { ids } = await revokedPats(c, session)
  if (!ids.has(id)) return
  throw new EntrywayError('not_found', {
    reason: 'revoked',
    message: {
      title: 'This token has been revoked',
      text: 'It no longer gives access to anything. Nothing was changed, and it can’t be changed. You can create a new token instead.',
    },
  })
}

/** @param among the filter that the token was listed under, or the revoked ones. @param now milliseconds */
export function stateOf(pat: Pat, among: ListView['filter'] | Revoked, now: number): PatState {
  const isRevoked = typeof among === 'object' ? among.ids.has(pat.authorizationId) : among === 'revoked'
  if (isRevoked) return 'revoked'
  if (pat.validTo <= now || among === 'expired') return 'expired'
  if (typeof among === 'object' && !among.isComplete) return 'active or revoked'
  return endsSoon(pat.validTo, now) ? 'expires soon' : 'active'
}
