// GET /tokens

import type { Identity } from '../../entryway/index.ts'
import type { Clock } from '../../ui/time.ts'
import { endsSoon } from '../expiry.ts'
import { FILTERS, hrefOfView, type ListView } from '../list-view.ts'
import type { Pat } from '../pat.ts'
import { Moment } from './moment.tsx'
import { Name, Organizations, Person, Scopes } from './parts.tsx'

type Props = {
  identity: Identity
  organization: string
  pats: Pat[]
  view: ListView
  continuationToken: string
  /** How many could not be read. */
  unreadable: number
  notice: keyof typeof NOTICES | null
  clock: Clock
}

const NOTICES = {
  revoked: 'Token revoked. Anything that used it no longer has access.',
  gone: 'That page of the list no longer exists in Azure DevOps. This is the first page.',
}

const MOST_SCOPES = 3

/** Columns in their order; those with `sort` can be sorted by. */
const COLUMNS: { title: string; sort?: ListView['sort'] }[] = [
  { title: 'Name', sort: 'displayName' },
  { title: 'Scopes' },
  { title: 'Organizations' },
  { title: 'Created' },
  { title: 'Expires', sort: 'displayDate' },
]

export function ListPage(props: Props) {
  const { identity, organization, pats, view, continuationToken, unreadable, notice, clock } = props
  const isFirst = view.continuation === ''
  return (
    <>
      {notice && (
        <p class="notice" role="status">
          {NOTICES[notice]}
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
                {COLUMNS.map(({ title, sort }) => (
                  <Heading {...{ title, sort, view }} />
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
function Heading({
  title,
  sort,
  view,
}: {
  title: string
  sort: ListView['sort'] | undefined
  view: ListView
}) {
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
        <Moment ms={pat.validTo} clock={clock} />
        {isSoon && <span class="badge expires">expires soon</span>}
      </td>
    </tr>
  )
}
