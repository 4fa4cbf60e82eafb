// The directory's errors, in Microsoft Graph's codes and words.
import type { ContentfulStatusCode } from 'hono/utils/http-status'

type ErrorDetail = { code: string; message: string; target: string }

/** What an error has besides its code and message. */
export type ErrorParts = {
  headers?: Record<string, string>
  details?: ErrorDetail[]
  /** The code of `innerError`. */
  innerCode?: string
}

export class GraphRefusal extends Error {
  readonly status: ContentfulStatusCode
  readonly code: string
  readonly parts: ErrorParts

  constructor(status: ContentfulStatusCode, code: string, message: string, parts: ErrorParts = {}) {
    super(message)
    this.status = status
    this.code = code
    this.parts = parts
  }
}

export const badRequest = (message: string, parts?: ErrorParts) =>
  new GraphRefusal(400, 'Request_BadRequest', message, parts)

export const invalidValue = (property: string, resource: string) =>
  badRequest(`Invalid value specified for property '${property}' of resource '${resource}'.`)

export const notFound = (id: string) =>
  new GraphRefusal(
    404,
    'Request_ResourceNotFound',
    `Resource '${id}' does not exist or one of its queried reference-property objects are not present.`,
  )

export const requestDenied = (message = 'Insufficient privileges to complete the operation.') =>
  new GraphRefusal(403, 'Authorization_RequestDenied', message)

export const conflict = (message: string) =>
  new GraphRefusal(409, 'Request_MultipleObjectsWithSameKeyValue', message)
