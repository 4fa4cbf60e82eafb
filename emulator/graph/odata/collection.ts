// Lists of objects in OData: filtered, sorted, counted, and paged.
import type { Context } from 'hono'
import { badRequest, GraphRefusal } from '../../directory/graph-refusal.ts'
import { type EntityType, notHere, propertyOf, propertyValue } from './entity-type.ts'
import { parseFilter } from './filter.ts'
import { readSelection, type Selection, selected } from './select.ts'

type Json = Record<string, unknown>

const PAGE_SIZE = 100
const MAX_PAGE_SIZE = 999

const supported = ['$filter', '$select', '$expand', '$top', '$skiptoken', '$count', '$orderby']
const elsewhere = ['$search', '$skip', '$format', '$apply', '$compute']

/** The context URL: where the metadata describes the response. */
export const contextOf = (c: Context, of: string) => `${new URL(c.req.url).origin}/v1.0/$metadata#${of}`

/** The wording is from Microsoft's OData library; not seen in Graph. */
const onceOnly = (name: string) =>
  `Query option '${name}' was specified more than once, but it must be specified at most once.`

/** Unsupported OData query options are rejected; nonstandard options are ignored, as in Graph. */
function checkOptions(c: Context, known: readonly string[]): void {
  const names = [...new URL(c.req.url).searchParams.keys()].filter((name) => name.startsWith('$'))
  const doubled = names.find((name, index) => names.indexOf(name) !== index)
  if (doubled !== undefined) throw new GraphRefusal(400, 'BadRequest', onceOnly(doubled))
  for (const name of names) {
    if (known.includes(name)) continue
    if (elsewhere.includes(name)) throw notHere(name)
    throw new GraphRefusal(400, 'BadRequest', `The query parameter '${name}' is not supported.`)
  }
}

/** One object. Throws GraphRefusal. */
export function entity(c: Context, type: EntityType, of: string, object: Json): Json {
  checkOptions(c, ['$select', '$expand'])
  const selection = readSelection(c, type)
  const context = contextOf(c, `${of}${selection.context}/$entity`)
  return { '@odata.context': context, ...selected(type, object, selection) }
}

/** The two parameters that make an advanced query. */
const isEventual = (c: Context) => c.req.header('ConsistencyLevel')?.toLowerCase() === 'eventual'
const countAsked = (c: Context) => c.req.query('$count')?.toLowerCase() === 'true'

function readTop(c: Context): number {
  const text = c.req.query('$top') ?? String(PAGE_SIZE)
  const top = Number(text)
  if (Number.isInteger(top) && top >= 1 && top <= MAX_PAGE_SIZE) return top
  throw badRequest(`Invalid page size specified: '${text}'. Must be between 1 and 999 inclusive.`)
}

const collator = new Intl.Collator('en')

/** Throws GraphRefusal if the directory can't sort. */
function sorted(c: Context, type: EntityType, objects: Json[]): Json[] {
  const text = c.req.query('$orderby')
  if (text === undefined) return objects
  const [, word = '', direction = 'asc'] = /^\s*(\w+)(?:\s+(asc|desc))?\s*$/i.exec(text) ?? []
  const name = propertyOf(type, word)
  const isAdvanced = isEventual(c) && countAsked(c)
  if (name === null || !type.sortable.includes(name) || (c.req.query('$filter') && !isAdvanced)) {
    throw new GraphRefusal(400, 'Request_UnsupportedQuery', 'Sorting not supported for current query.')
  }
  const key = (object: Json) => String(propertyValue(type, object, name) ?? '')
  const sign = direction.toLowerCase() === 'desc' ? -1 : 1
  return objects.toSorted((a, b) => sign * collator.compare(key(a), key(b)))
}

/** Opaque to clients; here, the number of objects to skip. */
function readSkipToken(c: Context): number {
  const from = Number(c.req.query('$skiptoken') ?? 0)
  if (Number.isInteger(from) && from >= 0) return from
  throw badRequest('The specified page token value provided is invalid.')
}

type Page = {
  objects: Json[]
  /** Requested by `$count=true` in an advanced query; otherwise Graph silently omits it. */
  count: number | null
  nextLink: string | null
}

function page(c: Context, type: EntityType, objects: Json[]): Page {
  const filter = c.req.query('$filter')
  const isAdvanced = isEventual(c) && countAsked(c)
  const found = filter === undefined ? objects : objects.filter(parseFilter(filter, type, isAdvanced))
  const top = readTop(c)
  const from = readSkipToken(c)
  const next = new URL(c.req.url)
  next.searchParams.set('$skiptoken', String(from + top))
  return {
    objects: sorted(c, type, found).slice(from, from + top),
    count: isAdvanced ? found.length : null,
    nextLink: found.length > from + top ? next.href : null,
  }
}

type Show = (object: Json, selection: Selection) => Json

/** `show`: maps each object; default: the selected properties. Throws GraphRefusal. */
export function collection(c: Context, type: EntityType, of: string, objects: Json[], show?: Show) {
  checkOptions(c, supported)
  const selection = readSelection(c, type)
  const { objects: found, count, nextLink } = page(c, type, objects)
  return c.json({
    '@odata.context': contextOf(c, `${of}${selection.context}`),
    ...(count === null ? {} : { '@odata.count': count }),
    ...(nextLink === null ? {} : { '@odata.nextLink': nextLink }),
    value: found.map((object) => (show ? show(object, selection) : selected(type, object, selection))),
  })
}

/** `/users/$count`: only the number, as text, and only in an advanced query. Throws GraphRefusal. */
export function countOf(c: Context, type: EntityType, objects: Json[]) {
  checkOptions(c, ['$filter'])
  if (!isEventual(c)) throw badRequest('$count is not currently supported.')
  const filter = c.req.query('$filter')
  const found = filter === undefined ? objects : objects.filter(parseFilter(filter, type, true))
  return c.text(String(found.length))
}
