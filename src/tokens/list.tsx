// GET /tokens

import { EntrywayError, type Session } from '../entryway/index.ts'
import { clockOf } from '../ui/time.ts'
import type { TokensContext } from './context.ts'
import { consumeFlash, setFlash } from './flash.ts'
import { hrefOfView, type ListView, readListView } from './list-view.ts'
import { ListPage } from './pages/list.tsx'
import { listPats } from './pat.ts'

/** Few enough to look through on one page. */
const ROWS = 25

export async function listTokens(c: TokensContext, session: Session): Promise<Response> {
  const view = readListView((name) => c.req.query(name))
  // Nothing that the service would say: as a page that it does not have any more.
  if (view.continuation !== (c.req.query('continuation') ?? '')) return toFirstPage(c, view)
  const page = await listPats(c, session, view, ROWS).catch((error) => {
    if (view.continuation !== '' && error instanceof EntrywayError && error.code === 'api_bad_request')
      return null
    throw error
  })
  // Its words for where a page begins do not last; the view does.
  if (!page) return toFirstPage(c, view)
  const notice = (['revoked', 'gone'] as const).find((each) => consumeFlash(c, each)) ?? null
  const { pats, continuationToken, unreadable } = page
  if (unreadable > 0) c.var.tokens.log('pat_unreadable', { api: 'Azure DevOps', fixableBy: 'microsoft' })
  return c.render(
    <ListPage
      {...{ pats, view, continuationToken, notice, unreadable }}
      clock={clockOf(c)}
      identity={session.identity}
      organization={organizationOf(c)}
    />,
    { title: 'Personal access tokens' },
  )
}

function toFirstPage(c: TokensContext, view: ListView): Response {
  setFlash(c, 'gone')
  return c.redirect(hrefOfView(view), 302)
}

/** Its name, for headings. */
export function organizationOf(c: TokensContext): string {
  return c.var.tokens.url.split('/').at(-1) ?? ''
}
