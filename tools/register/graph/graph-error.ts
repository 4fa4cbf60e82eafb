// What Graph answers when it refuses a call: its own code and message, and whether waiting helps.
import type { Answer } from './json-request.ts'

/** As Graph said it, fit for a terminal. */
export type GraphError = { status: number; code: string; message: string }

const SHOWN = 300

export function graphError({ status, json }: Pick<Answer, 'status' | 'json'>): GraphError {
  const error = (json as { error?: { code?: unknown; message?: unknown } } | null)?.error
  const text = (value: unknown) =>
    typeof value === 'string' ? value.replaceAll(/[\p{Cc}\p{Cf}]+/gu, ' ').slice(0, SHOWN) : ''
  return { status, code: text(error?.code), message: text(error?.message) }
}

/** Graph's code inside `details`, which is sharper than the one outside. */
const detailCodes = (json: unknown): unknown[] => {
  const details = (json as { error?: { details?: unknown } } | null)?.error?.details
  return Array.isArray(details) ? details.map((each: { code?: unknown } | null) => each?.code) : []
}

/** For an app that was just created: not yet known. For another: the right is missing. */
export const BACKING_APPLICATION = /backing application .* must (?:be )?in the local tenant/i

/**
 * Whether the answer may only mean that a new object has not arrived everywhere yet.
 * Source: Azure CLI retries these; `service-principal-not-yet`, `service-principal-not-yet-403` and `404` among the samples.
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

/** Whether what the call was to remove is not there. Sentence: that of Graph, as Vault’s Azure secrets engine and others look for it. */
export const isGone = (
  answer: Pick<Answer, 'status' | 'json'>,
  { method, path }: { method: string; path: string },
): boolean =>
  method === 'DELETE'
    ? answer.status === 404
    : path.endsWith('/removePassword') && /no password credential found/i.test(graphError(answer).message)

/** Whether the same call, sent again, may go through: throttled, busy, or overtaken by another writer. */
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

/** As Graph said it, for whoever looks it up. */
export function inGraphsWords({ status, code, message }: GraphError): string {
  const said = [code, message].filter(Boolean).join(': ')
  return `Graph returned ${status}${said ? ` ${said}` : ' without an error code'}`
}
