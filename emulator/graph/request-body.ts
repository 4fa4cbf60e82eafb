// The JSON body of a Graph request, validated by property.
import type { Context } from 'hono'
import * as v from 'valibot'
import { badRequest, invalidValue } from '../directory/graph-refusal.ts'
import { readJsonObject } from '../protocol/json-body.ts'
import { UNREADABLE_BODY } from './error.ts'

/** Milliseconds. */
export const time = v.pipe(
  v.string(),
  v.isoTimestamp(),
  v.transform((text) => Date.parse(text)),
)

type Schema<Body> = v.GenericSchema<unknown, Body>

/** Throws GraphRefusal naming the invalid property. `resource`: the type of object in the body. */
export async function readBody<Body>(c: Context, schema: Schema<Body>, resource: string): Promise<Body> {
  const json = await readJsonObject(c)
  if (!json) throw badRequest(UNREADABLE_BODY)
  const read = v.safeParse(schema, json, { abortEarly: true })
  if (read.success) return read.output
  const [issue] = read.issues
  const property = String(issue.path?.[0]?.key ?? '')
  if (property === '') throw badRequest(UNREADABLE_BODY)
  if (issue.type === 'strict_object') {
    throw badRequest(
      issue.received === 'undefined'
        ? `A value is required for property '${property}' of resource '${resource}'.`
        : `Invalid property '${property}'.`,
    )
  }
  throw invalidValue(property, resource)
}
