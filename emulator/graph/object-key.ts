// How a path identifies a directory object.
import type { Context } from 'hono'

/** The key of `/applications/{id}`, or of `/applications(appId='{id}')`. IDs are compared in lowercase. */
export function keyOf(c: Context): { name: 'id' | 'appId'; value: string } {
  const id = c.req.param('id')
  if (id !== undefined) return { name: 'id', value: id.toLowerCase() }
  const [, value = ''] = /\(appId='([^']*)'\)/i.exec(c.req.param('object') ?? '') ?? []
  return { name: 'appId', value: value.toLowerCase() }
}
