// The names of a user and of an Entra session in the store. They are hashes, never an email address.
import { sha256 } from '@oslojs/crypto/sha2'
import { encodeBase64urlNoPadding } from '@oslojs/encoding'
import type { Context } from 'hono'
import type { Identity } from '../entra/id-token.ts'

/** SHA-256, base64url. */
export function hash(value: string): string {
  return encodeBase64urlNoPadding(sha256(new TextEncoder().encode(value)))
}

/** Tenant and object id, or issuer and subject where there is no object id. */
export function personHash(person: Pick<Identity, 'tenantId' | 'objectId' | 'issuer' | 'subject'>): string {
  const { tenantId, objectId, issuer, subject } = person
  return hash(objectId === null ? `${issuer} ${subject}` : `${tenantId} ${objectId}`)
}

/**
 * Whose form it is, for a hidden field: shown to one person, it must not be served when another one sends it. A hash of the
 * person and the page. Not of the session: a form that is open survives signing in again in another tab, by the same person.
 */
export function formOwner(c: Context, { identity }: { identity: Identity }): string {
  return hash(`${personHash(identity)} ${c.req.path.toLowerCase().replace(/\/$/, '')}`)
}

/**
 * Entra's front-channel request names no issuer, and an app that takes several tenants cannot know it, so the sid alone is
 * hashed; it is a random GUID. In small letters, because nothing says that Entra always writes it so.
 */
export const sidHash = (sid: string) => hash(sid.toLowerCase())
