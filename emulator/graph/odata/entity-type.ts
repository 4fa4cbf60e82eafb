// A type in Microsoft Graph's metadata: its properties, which can be filtered and sorted by, and which are returned
// by default. Source: the "Properties" tables of the resource pages.
import { GraphRefusal } from '../../directory/graph-refusal.ts'

type Json = Record<string, unknown>

export type EntityType = {
  /** `user` of `microsoft.graph.user`. */
  name: string
  properties: readonly string[]
  /** Those that are an empty list rather than null when not set. */
  lists: readonly string[]
  /** Relationships; these can't be selected. */
  relationships: readonly string[]
  /** Returned by default, in this order; null: all that the object has. */
  unasked: readonly string[] | null
  /** Properties that `$filter` supports. */
  filterable: readonly string[]
  /** Properties that `$orderby` supports. */
  sortable: readonly string[]
}

const words = (text: string) => text.trim().split(/\s+/)

type Words = { [Name in Exclude<keyof EntityType, 'name' | 'unasked'>]?: string } & { unasked?: string }

/** Each list as words separated by spaces; omitted lists are empty, and `unasked` is null. */
export const entityType = (
  name: string,
  { properties = '', lists = '', relationships = '', unasked, filterable = '', sortable = '' }: Words,
): EntityType => ({
  name,
  properties: words(`id deletedDateTime ${properties} ${lists}`),
  lists: words(lists),
  relationships: words(relationships),
  unasked: unasked === undefined ? null : words(unasked),
  filterable: words(filterable),
  sortable: words(sortable),
})

const qualifiedName = ({ name }: EntityType) => `microsoft.graph.${name}`

/** `User`: what error messages call a `user`. */
export const resourceName = ({ name }: EntityType) => `${name.charAt(0).toUpperCase()}${name.slice(1)}`

const findName = (names: readonly string[], wanted: string) =>
  names.find((name) => name.toLowerCase() === wanted.toLowerCase()) ?? null

/** The property as spelled in the metadata; letter case is ignored. */
export const propertyOf = (type: EntityType, wanted: string) => findName(type.properties, wanted)

export const relationshipOf = (type: EntityType, wanted: string) => findName(type.relationships, wanted)

export const noSuchProperty = (type: EntityType, name: string) =>
  `Could not find a property named '${name}' on type '${qualifiedName(type)}'.`

/** Real Graph has it and the local Entra doesn't. */
export const notHere = (what: string) =>
  new GraphRefusal(501, 'NotImplemented', `${what} is not in this emulator.`)

/** The object's value for this property; null, or an empty list, if not set. */
export const propertyValue = (type: EntityType, object: Json, name: string): unknown =>
  object[name] ?? (type.lists.includes(name) ? [] : null)
