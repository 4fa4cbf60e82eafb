// The JSON body of a request to an API.
import type { Context } from 'hono'

export const isJson = (c: Context) => /^application\/json\b/i.test(c.req.header('Content-Type') ?? '')

/** null: the Content-Type isn't JSON, or the body isn't a JSON object. */
export async function readJsonObject(c: Context): Promise<Record<string, unknown> | null> {
  const json: unknown = isJson(c) ? await c.req.json().catch(() => null) : null
  return typeof json === 'object' && json !== null && !Array.isArray(json) ? { ...json } : null
}
