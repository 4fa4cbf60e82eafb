// What may fail without anything being broken -> its refusal.
import { type EntraAnswer, explain } from '../entra/errors.ts'
import { MetadataError } from '../entra/metadata.ts'
import { EntraTokenError, TokenResponseError } from '../entra/provider.ts'
import { OutboundError } from '../http/outbound.ts'
import { StoreError } from '../session/kv-store.ts'
import { Refusal, SignInRequired } from './errors.ts'

/** null = broken. */
export function refusalOf(error: unknown): Refusal | null {
  if (error instanceof Refusal) return error
  if (error instanceof SignInRequired) return new Refusal(error.code)
  if (error instanceof EntraTokenError) return refusalOfEntra(error.answer)
  if (error instanceof TokenResponseError) {
    const operator = 'the token endpoint’s answer breaks the protocol: npm run doctor'
    return new Refusal('token_response_refused', { reason: error.message, settledBy: 'operator', operator })
  }
  if (error instanceof OutboundError) {
    const who =
      error.fault === 'not_json'
        ? { settledBy: 'operator' as const, operator: 'something on the way answers in Entra’s place' }
        : { settledBy: 'microsoft' as const, operator: 'Entra could not be reached' }
    return new Refusal('entra_unavailable', { ...who, ...error.said, reason: error.fault })
  }
  if (error instanceof StoreError) {
    const operator = 'the KV namespace of SESSIONS failed: see Cloudflare’s status'
    return new Refusal('store_unavailable', { reason: error.message, settledBy: 'operator', operator })
  }
  if (error instanceof MetadataError) {
    const { message: reason, belongsTo } = error
    const operator = belongsTo
      ? `the tenant is in Microsoft’s ${belongsTo.cloud} cloud: set AUTHORITY to ${belongsTo.url}`
      : 'check AUTHORITY'
    return new Refusal('sign_in_unavailable', { reason, settledBy: 'operator', operator })
  }
  return null
}

/** What Entra itself said, in words. */
export function refusalOfEntra(answer: EntraAnswer): Refusal {
  const { code, ...about } = explain(answer)
  return new Refusal(code, { reason: 'entra', ...about })
}
