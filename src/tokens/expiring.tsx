// How many tokens end soon, for the home page: never worth a consent, a wait, or a call at every view.
import { evictOldest, fetchApi, type Session } from '../entryway/index.ts'
import { SCOPES } from './access.ts'
import { throwUnlessDone } from './api-error.ts'
import type { Expiring, Tokens, TokensContext } from './context.ts'
import { endsSoon, SOON_DAYS } from './expiry.ts'
import { FIRST_VIEW } from './list-view.ts'
import { MAX_PER_PAGE, pageQuery, patsUrl, readPage } from './pat.ts'

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

/** One page, the next to end first. */
async function ask(organizationUrl: string, accessToken: string, now: number): Promise<Expiring> {
  const url = patsUrl(organizationUrl, pageQuery(FIRST_VIEW, MAX_PER_PAGE))
  const answer = await fetchApi(url, accessToken, { deadlineSeconds: DEADLINE_SECONDS })
  throwUnlessDone(answer)
  const { pats, continuationToken } = readPage(answer)
  const count = pats.filter(({ validTo }) => endsSoon(validTo, now)).length
  return { count, isAtLeast: continuationToken !== '' && count === pats.length }
}

/** The home page's way to the tokens. @param expiring null = not known */
export function TokensTile({ expiring }: { expiring: Expiring | null }) {
  return (
    <a class="card" href="/tokens">
      <strong>Personal access tokens</strong>
      {expiring && expiring.count > 0 ? (
        <span class="soon">
          {expiring.isAtLeast && 'At least '}
          {expiring.count} {expiring.count === 1 ? 'expires' : 'expire'} within {SOON_DAYS} days
        </span>
      ) : (
        <span>Create, rotate and revoke your Azure DevOps tokens</span>
      )}
    </a>
  )
}
