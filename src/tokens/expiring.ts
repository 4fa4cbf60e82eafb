// How many tokens end soon, for the home page: never worth a consent, a wait, or a call at every view.

import { optional } from '../entryway/errors/or-null.ts'
import { callApi } from '../entryway/http/api.ts'
import type { AppContext } from '../entryway/http/request.ts'
import { dropOldest } from '../entryway/session/evict-oldest.ts'
import type { Session } from '../entryway/session/session.ts'
import { bySettings } from '../entryway/settings/cache-per-settings.ts'
import { heldPatAccess } from './access.ts'
import { refuseFault } from './api-error.ts'
import { endsSoon, soonUntil } from './expiry.ts'
import { FIRST_VIEW } from './list-view.ts'
import { MOST_A_PAGE, pageQuery, patsUrl, readPage } from './pat.ts'

const DEADLINE_SECONDS = 1
/** A service that failed is left alone for as long. */
const REMEMBER_MINUTES = 5
const MOST_REMEMBERED = 1000

/** @property isAtLeast there are more tokens than were looked at */
export type Expiring = { count: number; isAtLeast: boolean }

type Known = { until: number; expiring: Expiring | null }

/** By session, in this isolate: another one counts for itself. */
const counts = bySettings(() => new Map<string, Known>())

/** null = not known. Never throws. */
export async function countExpiring(c: AppContext, session: Session): Promise<Expiring | null> {
  const now = Date.now()
  const accessToken = heldPatAccess(session, now / 1000)
  if (accessToken === null) return null
  const known = counts(c.get('settings'))
  const before = known.get(session.id)
  if (before && now < before.until) return before.expiring
  const expiring = await optional(c, ask(c, accessToken, now))
  known.set(session.id, { until: now + REMEMBER_MINUTES * 60_000, expiring })
  dropOldest(known, MOST_REMEMBERED)
  return expiring
}

/** After a change, so that the home page counts anew. */
export function forgetExpiring(c: AppContext, session: Session): void {
  counts(c.get('settings')).delete(session.id)
}

async function ask(c: AppContext, accessToken: string, now: number): Promise<Expiring> {
  const url = patsUrl(c, pageQuery(FIRST_VIEW, MOST_A_PAGE))
  const answer = await callApi(url, accessToken, { deadlineSeconds: DEADLINE_SECONDS })
  refuseFault(answer)
  const { pats, continuationToken } = readPage(answer)
  const count = pats.filter(({ validTo }) => endsSoon(validTo, now)).length
  // In the order of their ends, as they should be, all that is soon comes before the first that is not.
  const ends = pats.map(({ validTo }) => validTo)
  const isSorted = ends.every((end, index) => index === 0 || (ends[index - 1] ?? 0) <= end)
  const isAll = continuationToken === '' || (isSorted && (ends.at(-1) ?? 0) > soonUntil(now))
  return { count, isAtLeast: !isAll }
}
