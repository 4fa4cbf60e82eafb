// Reads a Graph error: its code, its message, and whether waiting helps.
import type { Answer } from './json-request.ts'

/** Graph's own words, safe for a terminal. */
export type GraphError = { status: number; code: string; message: string }

const SHOWN = 300

export function graphError({ status, json }: Pick<Answer, 'status' | 'json'>): GraphError {
  const error = (json as { error?: { code?: unknown; message?: unknown } } | null)?.error
  const text = (value: unknown) =>
    typeof value === 'string' ? value.replaceAll(/[\p{Cc}\p{Cf}]+/gu, ' ').slice(0, SHOWN) : ''
  return { status, code: text(error?.code), message: text(error?.message) }
}

/** The codes inside `details`, which are more specific than the outer one. */
const detailCodes = (json: unknown): unknown[] => {
  const details = (json as { error?: { details?: unknown } } | null)?.error?.details
  return Array.isArray(details) ? details.map((each: { code?: unknown } | null) => each?.code) : []
}

/** For a new app: not replicated yet. For any other: the right is missing. */
export const BACKING_APPLICATION = /backing application .* must (?:be )?in the local tenant/i

/**
 * Whether the error may only mean that a new object has not replicated yet.
 * Source: Azure CLI retries these; samples `service-principal-not-yet`, `service-principal-not-yet-403` and `404`.
 */
export function isNotYetKnown({ status, json }: Pick<Answer, 'status' | 'json'>): boolean {
  const { code, message } = graphError({ status, json })
  if (status === 404) return true
  if (status === 403) return code === 'Authorization_RequestDenied' && BACKING_APPLICATION.test(message)
  if (status !== 400) return false
  return (
    detailCodes(json).includes('NoBackingApplicationObject') || /does not (?:exist|reference)/i.test(message)
  )
}

/** Whether the object to remove is already gone. Graph's sentence, also matched by Vault’s Azure secrets engine and others. */
export const isGone = (
  answer: Pick<Answer, 'status' | 'json'>,
  { method, path }: { method: string; path: string },
): boolean =>
  method === 'DELETE'
    ? answer.status === 404
    : path.endsWith('/removePassword') && /no password credential found/i.test(graphError(answer).message)

/** Whether a retry may succeed: throttled, busy, or a conflicting write. */
export function isPassing({ status, json }: Pick<Answer, 'status' | 'json'>): boolean {
  const { code } = graphError({ status, json })
  return (
    status === 429 ||
    status === 503 ||
    code === 'Directory_ConcurrencyViolation' ||
    // "Unable to read the company information": the directory is busy.
    (status === 404 && code === 'Directory_ObjectNotFound')
  )
}

/** Graph's own words, for users to look up. */
export function inGraphsWords({ status, code, message }: GraphError): string {
  const said = [code, message].filter(Boolean).join(': ')
  return `Graph returned ${status}${said ? ` ${said}` : ' without an error code'}`
}
