// SHA-256 in base64url, for PKCE challenges and pairwise subjects.
import { base64url } from 'jose'

export async function sha256(text: string): Promise<string> {
  return base64url.encode(
    new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text))),
  )
}
