// Refusals of the service itself: a status and its error envelope.
import type { Context } from 'hono'
import type { ContentfulStatusCode } from 'hono/utils/http-status'

export class AzureDevOpsError extends Error {
  readonly status: ContentfulStatusCode
  readonly typeKey: string

  constructor(status: ContentfulStatusCode, typeKey: string, message: string) {
    super(message)
    this.status = status
    this.typeKey = typeKey
  }
}

/** Which of the service's assemblies an exception comes from. */
const namespaceOf = (typeKey: string) =>
  typeKey.startsWith('Vss')
    ? 'Microsoft.VisualStudio.Services.WebApi'
    : 'Microsoft.TeamFoundation.Framework.Server'

export function envelope(c: Context, error: AzureDevOpsError, headers: Record<string, string> = {}) {
  const { status, typeKey, message } = error
  const namespace = namespaceOf(typeKey)
  const body = {
    $id: '1',
    innerException: null,
    message,
    typeName: `${namespace}.${typeKey}, ${namespace}`,
    typeKey,
    errorCode: 0,
    eventId: 3000,
  }
  return c.json(body, status, headers)
}

/** Throws again what is no refusal. */
export function answerError(c: Context, error: Error) {
  if (!(error instanceof AzureDevOpsError)) throw error
  return envelope(c, error)
}
