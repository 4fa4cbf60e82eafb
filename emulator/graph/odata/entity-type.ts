// A type of Microsoft Graph's metadata: which properties it has, which may be filtered and sorted by, and which an
// answer brings unasked. Source: the "Properties" tables of its resource pages.
import { GraphRefusal } from '../../directory/graph-refusal.ts'

type Json = Record<string, unknown>

export type EntityType = {
  /** `user` of `microsoft.graph.user`. */
  name: string
  properties: readonly string[]
  /** Of those, the ones that are an empty list where nothing is set, and never null. */
  lists: readonly string[]
  /** Relationships; none of them is a property to select. */
  relationships: readonly string[]
  /** In this order, without `$select`; null: all that the object has. */
  unasked: readonly string[] | null
  /** Properties that `$filter` takes. */
  filterable: readonly string[]
  /** Properties that `$orderby` takes. */
  sortable: readonly string[]
}

const words = (text: string) => text.trim().split(/\s+/)

type Words = { [Name in Exclude<keyof EntityType, 'name' | 'unasked'>]?: string } & { unasked?: string }

/** Each list as words between blanks; what is left out is empty, and `unasked` null. */
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

/** `User`, as the directory calls a `user` in its sentences. */
export const resourceName = ({ name }: EntityType) => `${name.charAt(0).toUpperCase()}${name.slice(1)}`

const findName = (names: readonly string[], wanted: string) =>
  names.find((name) => name.toLowerCase() === wanted.toLowerCase()) ?? null

/** The property as the metadata spells it; letter case does not count. */
export const propertyOf = (type: EntityType, wanted: string) => findName(type.properties, wanted)

export const relationshipOf = (type: EntityType, wanted: string) => findName(type.relationships, wanted)

export const noSuchProperty = (type: EntityType, name: string) =>
  `Could not find a property named '${name}' on type '${qualifiedName(type)}'.`

/** What real Graph has and the local Entra does not. */
export const notHere = (what: string) =>
  new GraphRefusal(501, 'NotImplemented', `${what} is not in this emulator.`)

/** What is set of the object under this name; unset properties are null, lists empty. */
export const propertyValue = (type: EntityType, object: Json, name: string): unknown =>
  object[name] ?? (type.lists.includes(name) ? [] : null)
