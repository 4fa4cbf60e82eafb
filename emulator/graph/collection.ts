// Lists of objects as OData gives them: a filter, chosen properties, and one page after another.
import type { Context } from 'hono'
import { badRequest, GraphRefusal } from '../directory/graph-refusal.ts'
import { pick, selectedNames } from './select.ts'

const PAGE_SIZE = 100
const LARGEST_PAGE = 999

type Json = Record<string, unknown>

const supported = ['$filter', '$select', '$top', '$skiptoken', '$count']

/** `property eq 'text'` or `startswith(property,'text')`; a quote inside is doubled. */
const equal = /^\s*(\w+)\s+eq\s+'((?:[^']|'')*)'\s*$/i
const begins = /^\s*startswith\(\s*(\w+)\s*,\s*'((?:[^']|'')*)'\s*\)\s*$/i

function readFilter(text: string, filterable: string[]): (object: Json) => boolean {
  const match = equal.exec(text) ?? begins.exec(text)
  const [, property = '', quoted = ''] = match ?? []
  const name = filterable.find((each) => each.toLowerCase() === property.toLowerCase())
  if (!match) throw new GraphRefusal(400, 'BadRequest', `Invalid filter clause: ${text}`)
  if (name === undefined) {
    throw new GraphRefusal(400, 'Request_UnsupportedQuery', `Unsupported Query for property '${property}'.`)
  }
  // Graph compares without regard to letter case.
  const wanted = quoted.replaceAll("''", "'").toLowerCase()
  const matches = equal.test(text)
    ? (value: string) => value === wanted
    : (value: string) => value.startsWith(wanted)
  return (object) => matches(String(object[name]).toLowerCase())
}

/** The properties that `$select` names; everything without one. */
function selected(c: Context, object: Json): Json {
  const names = selectedNames(c)
  return names ? pick(object, names) : object
}

/** Where the metadata describes it. */
export const contextOf = (c: Context, of: string) => `${new URL(c.req.url).origin}/v1.0/$metadata#${of}`

export const entity = (c: Context, of: string, object: Json): Json => ({
  '@odata.context': contextOf(c, `${of}/$entity`),
  ...selected(c, object),
})

function readTop(c: Context): number {
  const top = Number(c.req.query('$top') ?? PAGE_SIZE)
  if (Number.isInteger(top) && top >= 1 && top <= LARGEST_PAGE) return top
  throw badRequest(
    `Invalid page size specified: '${c.req.query('$top')}'. Must be between 1 and 999 inclusive.`,
  )
}

export function collection(c: Context, of: string, objects: Json[], filterable: string[]) {
  const url = new URL(c.req.url)
  const unknown = [...url.searchParams.keys()].find((name) => !supported.includes(name))
  if (unknown !== undefined) {
    throw new GraphRefusal(400, 'Request_UnsupportedQuery', `Unsupported query option '${unknown}'.`)
  }
  const filter = c.req.query('$filter')
  const found = filter === undefined ? objects : objects.filter(readFilter(filter, filterable))
  const top = readTop(c)
  const from = Number(c.req.query('$skiptoken') ?? 0)
  if (!Number.isInteger(from) || from < 0) throw badRequest('Invalid skip token.')
  url.searchParams.set('$skiptoken', String(from + top))
  return c.json({
    '@odata.context': contextOf(c, of),
    ...(found.length > from + top ? { '@odata.nextLink': url.href } : {}),
    value: found.slice(from, from + top).map((object) => selected(c, object)),
  })
}
