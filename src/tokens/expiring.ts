// How many tokens end soon, for the home page: never worth a consent, a wait, or a call at every view.

import { callApi, evictOldest, type Session } from '../entryway/index.ts'
import { SCOPES } from './access.ts'
import { throwUnlessDone } from './api-error.ts'
import type { Expiring, Tokens, TokensContext } from './context.ts'
import { endsSoon, soonUntil } from './expiry.ts'
import { FIRST_VIEW } from './list-view.ts'
import { MAX_PER_PAGE, pageQuery, readPage } from './pat.ts'
import { patsUrl } from './pats-url.ts'

const DEADLINE_SECONDS = 1
/** A service that failed is left alone for as long. */
const TTL_MINUTES = 5
const MAX_ENTRIES = 1000

/** null = not known. Never throws. */
export async function countExpiring(tokens: Tokens, session: Session): Promise<Expiring | null> {
  const now = Date.now()
  const accessToken = session.cachedAccessToken(SCOPES)
  if (accessToken === null) return null
  const { expiring: cache, orNull } = tokens
  const cached = cache.get(session.id)
  if (cached && now < cached.until) return cached.expiring
  const expiring = await orNull(ask(tokens.url, accessToken, now))
  cache.set(session.id, { until: now + TTL_MINUTES * 60_000, expiring })
  evictOldest(cache, MAX_ENTRIES)
  return expiring
}

/** After a change, so that the home page counts anew. */
export function forgetExpiring(c: TokensContext, session: Session): void {
  c.var.tokens.expiring.delete(session.id)
}

async function ask(organizationUrl: string, accessToken: string, now: number): Promise<Expiring> {
  const url = patsUrl(organizationUrl, pageQuery(FIRST_VIEW, MAX_PER_PAGE))
  const answer = await callApi(url, accessToken, { deadlineSeconds: DEADLINE_SECONDS })
  throwUnlessDone(answer)
  const { pats, continuationToken } = readPage(answer)
  const count = pats.filter(({ validTo }) => endsSoon(validTo, now)).length
  // In the order of their ends, as they should be, all that is soon comes before the first that is not.
  const ends = pats.map(({ validTo }) => validTo)
  const isSorted = ends.every((end, index) => index === 0 || (ends[index - 1] ?? 0) <= end)
  const isAll = continuationToken === '' || (isSorted && (ends.at(-1) ?? 0) > soonUntil(now))
  return { count, isAtLeast: !isAll }
}
