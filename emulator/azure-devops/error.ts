// The service's errors: a status, its error envelope, and where to get a valid token.
import type { Context } from 'hono'
import type { ContentfulStatusCode } from 'hono/utils/http-status'

/** The .NET exception, with its event number. */
type Exception = { namespace: string; eventId: number }

const ofService: Exception = { namespace: 'Microsoft.TeamFoundation.Framework.Server', eventId: 3000 }
const ofClient: Exception = { namespace: 'Microsoft.VisualStudio.Services.WebApi', eventId: 3000 }
const ofJson: Exception = { namespace: 'Newtonsoft.Json', eventId: 0 }

function exceptionOf(typeKey: string): Exception {
  if (typeKey.startsWith('Json')) return ofJson
  return typeKey.startsWith('Vss') ? ofClient : ofService
}

export class AzureDevOpsError extends Error {
  readonly status: ContentfulStatusCode
  readonly typeKey: string
  readonly headers: Record<string, string>

  constructor(
    status: ContentfulStatusCode,
    typeKey: string,
    message: string,
    headers: Record<string, string> = {},
  ) {
    super(message)
    this.status = status
    this.typeKey = typeKey
    this.headers = headers
  }
}

export function envelope(c: Context, error: AzureDevOpsError, headers: Record<string, string> = {}) {
  const { status, typeKey, message } = error
  const { namespace, eventId } = exceptionOf(typeKey)
  const body = {
    $id: '1',
    innerException: null,
    message,
    typeName: `${namespace}.${typeKey}, ${namespace}`,
    typeKey,
    errorCode: 0,
    eventId,
  }
  return c.json(body, status, {
    'Content-Type': 'application/json; charset=utf-8',
    ...error.headers,
    ...headers,
  })
}

/** The service's message for a body that it cannot read. */
export const unreadableBody = () =>
  new AzureDevOpsError(
    400,
    'JsonReaderException',
    `TF400898: An Internal Error Occurred. Activity Id: ${crypto.randomUUID()}.`,
  )

/** Rethrows anything but an expected error. */
export function answerError(c: Context, error: Error) {
  if (!(error instanceof AzureDevOpsError)) throw error
  return envelope(c, error)
}
