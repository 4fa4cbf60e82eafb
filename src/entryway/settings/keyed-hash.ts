// Hashes keyed with the app's credential, so that there is no other secret to set up.
import { hmac } from '@oslojs/crypto/hmac'
import { SHA256 } from '@oslojs/crypto/sha2'
import { encodeBase64urlNoPadding } from '@oslojs/encoding'
import type { Credential } from '../entra/credential.ts'

/** HMAC-SHA-256, base64url: the same while the credential is the same. */
export function keyedHash(purpose: 'cookie' | 'log', text: string, credential: Credential): string {
  const secret = credential.kind === 'secret' ? utf8(credential.secret) : credential.privateKey.pkcs8
  const key = hmac(SHA256, secret, utf8(`entryway ${purpose} v1`))
  return encodeBase64urlNoPadding(hmac(SHA256, key, utf8(text)))
}

const utf8 = (text: string) => new TextEncoder().encode(text)
