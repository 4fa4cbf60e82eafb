// The bearer token of a request to an API, and the person it speaks for.
import type { Context } from 'hono'
import { errors } from 'jose'
import { type Access, verifyAccessToken } from './access-token.ts'
import type { Resource } from './resource.ts'
import type { SigningKeys } from './signing-keys.ts'

/** What the token gives access to, or why it is refused. `now` in milliseconds. */
export async function readBearer(
  c: Context,
  keys: SigningKeys,
  resource: Resource,
  now: number,
): Promise<Access | string> {
  const [scheme, token, ...rest] = (c.req.header('Authorization') ?? '').split(' ')
  if (scheme?.toLowerCase() !== 'bearer' || !token || rest.length > 0) return 'Access token is empty.'
  try {
    return await verifyAccessToken(keys, token, resource, new URL(c.req.url), now)
  } catch (error) {
    if (error instanceof errors.JWTExpired) return 'Lifetime validation failed, the token is expired.'
    if (error instanceof errors.JWTClaimValidationFailed && error.claim === 'aud') {
      return 'Access token validation failure. Invalid audience.'
    }
    if (error instanceof errors.JOSEError || error instanceof TypeError) {
      return 'Access token validation failure. Invalid signature or format.'
    }
    throw error
  }
}
