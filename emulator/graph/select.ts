// `$select` of OData: the properties that a request asks for.
import type { Context } from 'hono'

type Json = Record<string, unknown>

/** null: all of them. */
export const selectedNames = (c: Context): string[] | null =>
  c.req
    .query('$select')
    ?.split(',')
    .map((name) => name.trim()) ?? null

export const pick = (object: Json, names: string[]): Json =>
  Object.fromEntries(Object.entries(object).filter(([name]) => names.includes(name)))
