// The JSON body of a Graph request, checked against what the property may be.
import type { Context } from 'hono'
import * as v from 'valibot'
import { badRequest, invalidValue } from './refusal.ts'

const UNREADABLE =
  'Unable to read JSON request payload. Please ensure Content-Type header is set and payload is of valid JSON format.'

type Schema<Body> = v.GenericSchema<unknown, Body>

/** Throws GraphRefusal, which names the property that is wrong. `resource`: what the body is of. */
export async function readBody<Body>(c: Context, schema: Schema<Body>, resource: string): Promise<Body> {
  const isJson = /^application\/json\b/i.test(c.req.header('Content-Type') ?? '')
  const json: unknown = isJson ? await c.req.json().catch(() => null) : null
  if (typeof json !== 'object' || json === null || Array.isArray(json)) throw badRequest(UNREADABLE)
  const read = v.safeParse(schema, json, { abortEarly: true })
  if (read.success) return read.output
  const [issue] = read.issues
  const property = String(issue.path?.[0]?.key ?? '')
  if (property === '') throw badRequest(UNREADABLE)
  if (issue.type === 'strict_object') {
    throw badRequest(
      issue.received === 'undefined'
        ? `A value is required for property '${property}' of resource '${resource}'.`
        : `Invalid property '${property}'.`,
    )
  }
  throw invalidValue(property, resource)
}
