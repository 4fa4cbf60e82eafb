// A signed JWT in its compact form (RFC 7515 section 7.1), accepted only as Entra writes it. No I/O.
import { compactVerify } from 'jose'
import * as base64url from 'jose/base64url'
import type { SigningKey } from './signing-keys.ts'

type Json = Record<string, unknown>

const RS256 = { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' }

/** A byte-order mark or a wrong byte is an error, not something to leave out. */
const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

/**
 * The header, which names the key and is trusted for nothing else; null when the text is not three parts in strict
 * base64url (no padding, no blanks, one spelling for each value) or its header is not an object.
 */
export function readJwsHeader(jws: string): Json | null {
  const parts = jws.split('.')
  if (parts.length !== 3 || !parts.every(isStrictBase64url)) return null
  return readObject(base64url.decode(parts[0] ?? ''))
}

/** The payload's object when this key signed it with RS256; null = refused, undefined = signed, but no object. */
export async function verifyJws(jws: string, { kty, n, e }: SigningKey): Promise<Json | null | undefined> {
  try {
    const publicKey = await crypto.subtle.importKey('jwk', { kty, n, e }, RS256, false, ['verify'])
    const { payload } = await compactVerify(jws, publicKey, { algorithms: ['RS256'] })
    return readObject(payload) ?? undefined
  } catch {
    return null
  }
}

/** Whether there is no other text for the same bytes. */
function isStrictBase64url(part: string): boolean {
  if (!/^[A-Za-z0-9_-]+$/.test(part)) return false
  try {
    return base64url.encode(base64url.decode(part)) === part
  } catch {
    return false
  }
}

function readObject(bytes: Uint8Array): Json | null {
  try {
    const json: unknown = JSON.parse(utf8.decode(bytes))
    return typeof json === 'object' && json !== null && !Array.isArray(json) ? (json as Json) : null
  } catch {
    return null
  }
}
