// GET /tokens
import { EntrywayError, type Identity, type Session } from '../entryway/index.ts'
import { consumeFlash } from '../ui/flash.ts'
import { type Clock, clockOf } from '../ui/time.ts'
import { organizationOf, type TokensContext } from './context.ts'
import { endsSoon } from './expiry.ts'
import { FILTERS, hrefOfView, type ListView, readListView } from './list-view.ts'
import { ExpiresSoon, Moment, Name, Organizations, Person, Scopes } from './parts.tsx'
import { listPats, type Pat } from './pat.ts'

/** Few enough to look through on one page. */
const ROWS = 25

export async function listTokens(c: TokensContext, session: Session): Promise<Response> {
  const view = readListView((name) => c.req.query(name))
  const page = await listPats(c, session, view, ROWS).catch((error) => {
    // The service's words for where a page begins do not last; the view does.
    if (view.continuation !== '' && error instanceof EntrywayError && error.code === 'api_bad_request')
      return null
    throw error
  })
  if (!page) return c.redirect(hrefOfView(view), 302)
  if (page.unreadable > 0) c.var.tokens.log('pat_unreadable', { api: 'Azure DevOps', fixableBy: 'microsoft' })
  return c.render(
    <ListPage
      {...{ ...page, view }}
      isRevoked={consumeFlash(c, /^revoked$/) !== null}
      identity={session.identity}
      organization={organizationOf(c)}
      clock={clockOf(c)}
    />,
    { title: 'Personal access tokens' },
  )
}

type Props = {
  identity: Identity
  organization: string
  pats: Pat[]
  view: ListView
  continuationToken: string
  /** How many could not be read. */
  unreadable: number
  /** A token was just revoked. */
  isRevoked: boolean
  clock: Clock
}

const MOST_SCOPES = 3

/** Columns in their order; those with `sort` can be sorted by. */
type Column = { title: string; sort?: ListView['sort'] }
const COLUMNS: Column[] = [
  { title: 'Name', sort: 'displayName' },
  { title: 'Scopes' },
  { title: 'Organizations' },
  { title: 'Created' },
  { title: 'Expires', sort: 'displayDate' },
]

function ListPage(props: Props) {
  const { identity, organization, pats, view, continuationToken, unreadable, isRevoked, clock } = props
  const isFirst = view.continuation === ''
  return (
    <>
      {isRevoked && (
        <p class="notice" role="status">
          Token revoked. Anything that used it no longer has access.
        </p>
      )}
      <h1>Personal access tokens</h1>
      <p class="quiet">
        Tokens for <Person identity={identity} /> in the <bdi>{organization}</bdi> organization.
      </p>
      <div class="actions">
        <a class="button primary" href="/tokens/new">
          New token
        </a>
        <nav class="tabs" aria-label="Filter">
          {FILTERS.map((filter) => (
            <a href={hrefOfView(view, { filter })} aria-current={filter === view.filter ? 'true' : undefined}>
              {filter}
            </a>
          ))}
        </nav>
      </div>
      {unreadable > 0 && (
        <p class="warning">
          {unreadable === 1 ? 'One token' : `${unreadable} tokens`} on this page can’t be shown, because this
          app couldn’t read Azure DevOps’ response about {unreadable === 1 ? 'it' : 'them'}. You can see{' '}
          {unreadable === 1 ? 'it' : 'them'} in Azure DevOps.
        </p>
      )}
      {pats.length === 0 ? (
        <p class="card">
          {continuationToken !== ''
            ? 'There are no tokens on this page, but there are more pages.'
            : unreadable > 0
              ? 'There is nothing else on this page.'
              : isFirst
                ? `You have no ${view.filter} tokens here.`
                : 'There are no more tokens.'}
        </p>
      ) : (
        <div class="card tokens">
          <table>
            <thead>
              <tr>
                {COLUMNS.map((column) => (
                  <Heading {...column} view={view} />
                ))}
              </tr>
            </thead>
            <tbody>
              {pats.map((pat) => (
                <Row {...{ pat, clock }} filter={view.filter} />
              ))}
            </tbody>
          </table>
        </div>
      )}
      <nav class="actions" aria-label="Pages of the list">
        {!isFirst && <a href={hrefOfView(view)}>First page</a>}
        {continuationToken !== '' && (
          <a class="button" rel="next" href={hrefOfView(view, { continuation: continuationToken })}>
            Next page
          </a>
        )}
        <a href="/">Home</a>
      </nav>
    </>
  )
}

/** A link that sorts by its column, and the other way round once it does. */
function Heading({ title, sort, view }: Column & { view: ListView }) {
  if (sort === undefined) return <th scope="col">{title}</th>
  const isSorted = sort === view.sort
  const order = view.ascending ? 'ascending' : 'descending'
  return (
    <th scope="col" aria-sort={isSorted ? order : undefined}>
      <a href={hrefOfView(view, { sort, ascending: !isSorted || !view.ascending })}>
        {title}
        {isSorted && <span aria-hidden="true">{view.ascending ? ' ↑' : ' ↓'}</span>}
      </a>
    </th>
  )
}

function Row({ pat, clock, filter }: { pat: Pat; clock: Clock; filter: ListView['filter'] }) {
  const isSoon = filter === 'active' && endsSoon(pat.validTo, clock.now)
  return (
    <tr class={isSoon ? 'soon' : undefined}>
      <th scope="row">
        {filter === 'revoked' ? (
          <Name pat={pat} />
        ) : (
          <a href={`/tokens/${pat.authorizationId}`}>
            <Name pat={pat} />
          </a>
        )}
      </th>
      <td data-label="Scopes">
        <Scopes scopes={pat.scopes} most={MOST_SCOPES} />
      </td>
      <td data-label="Organizations">
        <Organizations of={pat} />
      </td>
      <td data-label="Created">
        <Moment ms={pat.validFrom} clock={clock} />
      </td>
      <td data-label="Expires">
        <Moment ms={pat.validTo} clock={clock} /> {isSoon && <ExpiresSoon />}
      </td>
    </tr>
  )
}
