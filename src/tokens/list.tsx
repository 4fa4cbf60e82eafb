// GET /tokens
import { Refusal } from '../entryway/errors/errors.ts'
import type { AppContext } from '../entryway/http/request.ts'
import type { Session } from '../entryway/session/session.ts'
import { ensurePatAccess } from './access.ts'
import { leaveNotice, takeNotice } from './flash.ts'
import { hrefOfView, type ListView, readListView } from './list-view.ts'
import { ListPage } from './pages/list.tsx'
import { listPats } from './pat.ts'
import { revokedPats, stateOf } from './state.ts'

/** Few enough to look through on one page. */
const ROWS = 25

export async function listTokens(c: AppContext, session: Session): Promise<Response> {
  const view = readListView((name) => c.req.query(name))
  // Nothing that the service would say: as a page that it does not have any more.
  if (view.continuation !== (c.req.query('continuation') ?? '')) return toFirstPage(c, view)
  // First, so that the two calls do not both renew the token.
  await ensurePatAccess(c, session)
  const [page, revoked] = await Promise.all([
    listPats(c, session, view, ROWS).catch((error) => {
      if (view.continuation !== '' && error instanceof Refusal && error.code === 'api_bad_request')
        return null
      throw error
    }),
    view.filter === 'all' ? revokedPats(c, session) : null,
  ])
  // Its words for where a page begins do not last; the view does.
  if (!page) return toFirstPage(c, view)
  const now = Date.now()
  const rows = page.pats.map((pat) => ({ pat, state: stateOf(pat, revoked ?? view.filter, now) }))
  const notice = (['revoked', 'gone'] as const).find((each) => takeNotice(c, each)) ?? null
  const { continuationToken } = page
  return c.html(
    <ListPage
      {...{ rows, view, continuationToken, notice, now }}
      identity={session.identity}
      organization={organizationOf(c)}
    />,
  )
}

function toFirstPage(c: AppContext, view: ListView): Response {
  leaveNotice(c, 'gone')
  return c.redirect(hrefOfView(view), 302)
}

/** Its name, for headings. */
export function organizationOf(c: AppContext): string {
  return (c.get('settings').azureDevOpsUrl ?? '').split('/').at(-1) ?? ''
}
