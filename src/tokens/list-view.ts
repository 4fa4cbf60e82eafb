// Which tokens the list shows and in what order: all of it in the address, so that a view can be kept as a bookmark.

export const FILTERS = ['active', 'expired', 'revoked'] as const
const SORTS = ['displayName', 'displayDate'] as const

export type ListView = {
  filter: (typeof FILTERS)[number]
  sort: (typeof SORTS)[number]
  ascending: boolean
  /** The service's own words for where a page begins; empty = at the start. */
  continuation: string
}

/** What needs attention first: the tokens in use, the next to end on top. */
export const FIRST_VIEW: ListView = {
  filter: 'active',
  sort: 'displayDate',
  ascending: true,
  continuation: '',
}

/** What the address does not say, or says wrong, is as in the first view. */
export function readListView(query: (name: string) => string | undefined): ListView {
  return {
    filter: FILTERS.find((filter) => filter === query('filter')) ?? FIRST_VIEW.filter,
    sort: SORTS.find((sort) => sort === query('sort')) ?? FIRST_VIEW.sort,
    ascending: query('order') !== 'desc',
    continuation: query('continuation') ?? '',
  }
}

/** The address of another view; a change of anything but the page starts at the first page. */
export function hrefOfView(view: ListView, change: Partial<ListView> = {}): string {
  const { filter, sort, ascending, continuation } = { ...view, continuation: '', ...change }
  const query = new URLSearchParams()
  if (filter !== FIRST_VIEW.filter) query.set('filter', filter)
  if (sort !== FIRST_VIEW.sort) query.set('sort', sort)
  if (!ascending) query.set('order', 'desc')
  if (continuation !== '') query.set('continuation', continuation)
  return query.size > 0 ? `/tokens?${query}` : '/tokens'
}
