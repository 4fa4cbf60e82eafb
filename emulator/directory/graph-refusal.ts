// What the directory refuses with, in Microsoft Graph's codes and words.
import type { ContentfulStatusCode } from 'hono/utils/http-status'

export class GraphRefusal extends Error {
  readonly status: ContentfulStatusCode
  readonly code: string
  readonly headers: Record<string, string>

  constructor(
    status: ContentfulStatusCode,
    code: string,
    message: string,
    headers: Record<string, string> = {},
  ) {
    super(message)
    this.status = status
    this.code = code
    this.headers = headers
  }
}

export const badRequest = (message: string) => new GraphRefusal(400, 'Request_BadRequest', message)

export const invalidValue = (property: string, resource: string) =>
  badRequest(`Invalid value specified for property '${property}' of resource '${resource}'.`)

export const notFound = (id: string) =>
  new GraphRefusal(
    404,
    'Request_ResourceNotFound',
    `Resource '${id}' does not exist or one of its queried reference-property objects are not present.`,
  )

export const requestDenied = () =>
  new GraphRefusal(403, 'Authorization_RequestDenied', 'Insufficient privileges to complete the operation.')

export const conflict = (message: string) =>
  new GraphRefusal(409, 'Request_MultipleObjectsWithSameKeyValue', message)
