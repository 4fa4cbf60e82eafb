// Random values: opaque tokens, and jitter for token lifetimes.
import { base64url } from 'jose'

export const randomToken = (bytes: number) => base64url.encode(crypto.getRandomValues(new Uint8Array(bytes)))

/** An integer from `low` to `high`, inclusive. */
export function randomBetween(low: number, high: number): number {
  const [word = 0] = crypto.getRandomValues(new Uint32Array(1))
  return low + (word % (high - low + 1))
}
