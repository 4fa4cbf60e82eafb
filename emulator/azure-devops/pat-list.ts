// A page of a user's PATs: filtered, sorted, with the start of the next page.
import { base64url } from 'jose'
import { formatInstant } from '../state/azure-devops-instant.ts'
import { type Pat, type PatStatus, statusOf } from '../state/pat.ts'
import { AzureDevOpsError } from './error.ts'

const LARGEST_PAGE = 100

const filters = ['active', 'revoked', 'expired', 'all'] as const
const sorts = ['displayName', 'displayDate', 'status'] as const

type Query = (name: string) => string | undefined
type Key = string | number
type Options = { filter: (typeof filters)[number]; sort: (typeof sorts)[number]; ascending: boolean }

const badParameter = (name: string) =>
  new AzureDevOpsError(
    400,
    'VssPropertyValidationException',
    `The value of "${name}" is not valid.\r\nParameter name: ${name}`,
  )

function oneOf<Value extends string>(values: readonly Value[], name: string, text: string, fallback: Value) {
  const found = values.find((value) => value.toLowerCase() === text.toLowerCase())
  if (text !== '' && found === undefined) throw badParameter(name)
  return found ?? fallback
}

function readOptions(query: Query): Options {
  const of = (name: string) => query(name) ?? ''
  return {
    filter: oneOf(filters, 'displayFilterOption', of('displayFilterOption'), 'active'),
    sort: oneOf(sorts, 'sortByOption', of('sortByOption'), 'displayName'),
    ascending: oneOf(['true', 'false'], 'isSortAscending', of('isSortAscending'), 'true') === 'true',
  }
}

function readTop(query: Query): number {
  const top = query('$top') ?? String(LARGEST_PAGE)
  if (!/^\d{1,3}$/.test(top) || Number(top) < 1 || Number(top) > LARGEST_PAGE) throw badParameter('$top')
  return Number(top)
}

const rankOf: Record<PatStatus, number> = { active: 0, expired: 1, revoked: 2 }

const keyOf = (pat: Pat, sort: Options['sort'], now: number): Key =>
  ({ displayName: pat.displayName, displayDate: pat.validTo, status: rankOf[statusOf(pat, now)] })[sort]

const collator = new Intl.Collator('en')

const compareKeys = (a: Key, b: Key) =>
  typeof a === 'number' && typeof b === 'number' ? a - b : collator.compare(String(a), String(b))

type Place = { key: Key; id: string }

const START_AGAIN = 'Rmlyc3Q+/=='

/** The token of an empty page with more to come: the next page starts at the beginning. */
export const startAgain = (now: number) => `${formatInstant(now)};${START_AGAIN}`

/** A row that doesn't match the documentation. */
export const malformedRow = {
  displayName: null,
  validTo: 'soon',
  scope: 7,
  targetAccounts: 'all',
  validFrom: null,
  authorizationId: null,
}

/** Where the next page starts: after this position, in a list with these options. */
const continuationOf = ({ filter, sort, ascending }: Options, { key, id }: Place) =>
  base64url.encode(JSON.stringify([filter, sort, ascending, key, id]))

function readContinuation(query: Query, options: Options): Place | null {
  const text = query('continuationToken') ?? ''
  if (text === '' || text.endsWith(`;${START_AGAIN}`)) return null
  try {
    const parts: unknown = JSON.parse(new TextDecoder().decode(base64url.decode(text)))
    const [, , , key, id] = Array.isArray(parts) ? parts : []
    const place = { key: typeof key === 'number' ? key : String(key), id: String(id) }
    if (continuationOf(options, place) === text) return place
  } catch {
    // Not a token issued here.
  }
  throw badParameter('continuationToken')
}

/** Throws AzureDevOpsError. `now` in milliseconds. */
export function listPats(pats: Pat[], query: Query, now: number): { continuationToken: string; pats: Pat[] } {
  const options = readOptions(query)
  const top = readTop(query)
  const after = readContinuation(query, options)
  const direction = options.ascending ? 1 : -1
  const compare = (a: Place, b: Place) =>
    direction * (compareKeys(a.key, b.key) || (a.id < b.id ? -1 : Number(a.id > b.id)))
  const found = pats
    .filter((pat) => options.filter === 'all' || statusOf(pat, now) === options.filter)
    .map((pat) => ({ pat, key: keyOf(pat, options.sort, now), id: pat.authorizationId }))
    .sort(compare)
    .filter((each) => after === null || compare(each, after) > 0)
  const last = found.length > top ? found[top - 1] : undefined
  return {
    continuationToken: last ? continuationOf(options, last) : '',
    pats: found.slice(0, top).map(({ pat }) => pat),
  }
}
