// `$select` and `$expand`: which properties a response has. What isn't supported is rejected by name, never left out.
import type { Context } from 'hono'
import { GraphRefusal } from '../../directory/graph-refusal.ts'
import {
  type EntityType,
  noSuchProperty,
  notHere,
  propertyOf,
  propertyValue,
  relationshipOf,
} from './entity-type.ts'

type Json = Record<string, unknown>

export type Selection = {
  /** As spelled in the metadata, in the requested order; null: the defaults. */
  names: string[] | null
  /** The suffix of the context URL: `(displayName,mail)`, or empty. */
  context: string
}

const badQuery = (message: string) =>
  new GraphRefusal(400, 'BadRequest', `Parsing OData Select and Expand failed: ${message}`)

function nameOf(type: EntityType, text: string): string {
  const name = propertyOf(type, text)
  if (name !== null) return name
  if (relationshipOf(type, text)) throw notHere(`$select of the relationship '${text}'`)
  // The wording is from microsoftgraph/msgraph-sdk-dotnet#1181.
  if (!/^\w+$/.test(text)) throw badQuery(`Term '${text}' is not valid in a $select or $expand expression.`)
  throw badQuery(noSuchProperty(type, text))
}

/** Throws GraphRefusal for a property that the type does not have, and for any `$expand`. */
export function readSelection(c: Context, type: EntityType): Selection {
  const expanded = c.req.query('$expand')
  if (expanded !== undefined) {
    if (!relationshipOf(type, expanded.replace(/\(.*/s, ''))) throw badQuery(noSuchProperty(type, expanded))
    throw notHere(`$expand of '${expanded}'`)
  }
  const text = c.req.query('$select')
  if (text === undefined || text.trim() === '*') return { names: null, context: '' }
  const asked = text.split(',').map((name) => name.trim())
  return { names: [...new Set(asked.map((name) => nameOf(type, name)))], context: `(${asked.join(',')})` }
}

export function selected(type: EntityType, object: Json, { names }: Selection): Json {
  const wanted = names ?? type.unasked
  if (wanted === null) return object
  return Object.fromEntries(wanted.map((name) => [name, propertyValue(type, object, name)]))
}
