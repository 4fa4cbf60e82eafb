// The names of a user and of an Entra session in the store. They are hashes, never an email address.
import { sha256 } from '@oslojs/crypto/sha2'
import { encodeBase64urlNoPadding } from '@oslojs/encoding'
import type { Identity } from '../entra/id-token.ts'

/** SHA-256, base64url. */
export function hash(value: string): string {
  return encodeBase64urlNoPadding(sha256(new TextEncoder().encode(value)))
}

/** Tenant and object id, or issuer and subject where there is no object id. */
export function personHash({
  tenantId,
  objectId,
  issuer,
  subject,
}: Pick<Identity, 'tenantId' | 'objectId' | 'issuer' | 'subject'>): string {
  return hash(objectId === null ? `${issuer} ${subject}` : `${tenantId} ${objectId}`)
}

/**
 * Entra's front-channel request names no issuer, and an app that takes several tenants cannot know it, so the sid alone is
 * hashed; it is a random GUID. In small letters, because nothing says that Entra always writes it so.
 */
export const sidHash = (sid: string) => hash(sid.toLowerCase())
