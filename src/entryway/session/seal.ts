// One secret in the browser -> the id of the records in KV and the key that opens them; KV holds neither.
import { encodeBase64urlNoPadding } from '@oslojs/encoding'
// Native where the platform has it: Oslo's would be most of a cold page's cost on records of some kilobytes.
import * as base64url from 'jose/base64url'
import * as v from 'valibot'
import { parseJson } from '../http/json.ts'
import { once } from '../once.ts'

const TOKEN_BYTES = 32
const TOKEN = /^[A-Za-z0-9_-]{43}$/
const IV_BYTES = 12

/** Of the records that this Worker writes. */
export const RECORD_VERSION = 1
const Versioned = once(() => v.object({ version: v.number() }))

export type SessionKeys = { id: string; encryptionKey: CryptoKey }

/** 32 random bytes, base64url. */
export function randomToken(): string {
  return encodeBase64urlNoPadding(crypto.getRandomValues(new Uint8Array(TOKEN_BYTES)))
}

export function isRandomToken(value: string): boolean {
  return TOKEN.test(value)
}

/** HKDF (RFC 5869) over the token, once for the records' name and once for their key. Neither reveals the other. */
export async function deriveKeys(token: string): Promise<SessionKeys> {
  const secret = await crypto.subtle.importKey('raw', utf8(token), 'HKDF', false, ['deriveBits', 'deriveKey'])
  const id = await crypto.subtle.deriveBits(hkdf('entryway session id v1'), secret, 256)
  const aes = { name: 'AES-GCM', length: 256 }
  const encryptionKey = await crypto.subtle.deriveKey(hkdf('entryway session key v1'), secret, aes, false, [
    'encrypt',
    'decrypt',
  ])
  return { id: encodeBase64urlNoPadding(new Uint8Array(id)), encryptionKey }
}

/**
 * AES-256-GCM (NIST SP 800-38D) as base64url text: a fresh 96-bit IV, then the ciphertext with its tag. The name it is
 * stored under is authenticated with it, so that no record can stand in for another.
 */
export async function seal(name: string, record: object, encryptionKey: CryptoKey): Promise<string> {
  const iv = crypto.getRandomValues(new Uint8Array(IV_BYTES))
  const sealed = await crypto.subtle.encrypt(aesGcm(iv, name), encryptionKey, utf8(JSON.stringify(record)))
  const bytes = new Uint8Array(IV_BYTES + sealed.byteLength)
  bytes.set(iv)
  bytes.set(new Uint8Array(sealed), IV_BYTES)
  return base64url.encode(bytes)
}

/** It opens, and a Worker of another version wrote it: nothing to read, and not ours to delete. */
export const OTHER_VERSION = Symbol('other version')

/**
 * The record; null when it was not sealed with this key under this name, or is not of this shape. A schema has the literal
 * `version` that it reads.
 */
export async function unseal<Schema extends v.GenericSchema>(
  schema: Schema,
  name: string,
  text: string,
  encryptionKey: CryptoKey,
): Promise<v.InferOutput<Schema> | typeof OTHER_VERSION | null> {
  try {
    const bytes = base64url.decode(text)
    const [iv, sealed] = [bytes.slice(0, IV_BYTES), bytes.slice(IV_BYTES)]
    const opened = await crypto.subtle.decrypt(aesGcm(iv, name), encryptionKey, sealed)
    const json = parseJson(new TextDecoder().decode(opened))
    const record = v.safeParse(schema, json)
    if (record.success) return record.output
    return v.is(Versioned(), json) && json.version !== RECORD_VERSION ? OTHER_VERSION : null
  } catch {
    return null
  }
}

function hkdf(purpose: string) {
  return { name: 'HKDF', hash: 'SHA-256', salt: new Uint8Array(0), info: utf8(purpose) }
}

function aesGcm(iv: Uint8Array, name: string) {
  return { name: 'AES-GCM', iv, additionalData: utf8(name) }
}

function utf8(text: string): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(text) as Uint8Array<ArrayBuffer>
}
