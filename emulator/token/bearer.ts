// The bearer token of an API request, and its user.
import type { Context } from 'hono'
import { errors } from 'jose'
import type { Resource } from '../directory/resource.ts'
import type { SigningKeys } from '../state/signing-keys.ts'
import { type Access, verifyAccessToken } from './access-token.ts'

/** Why a token is rejected, and the API's message. */
export const bearerRefusals = {
  empty: 'Access token is empty.',
  expired: 'Lifetime validation failed, the token is expired.',
  audience: 'Access token validation failure. Invalid audience.',
  malformed: 'Access token validation failure. Invalid signature or format.',
}

export type BearerRefusal = keyof typeof bearerRefusals

/** The result of `verify`, or why the token is rejected. `verify` throws jose's errors. */
export async function readToken<Verified extends object>(
  c: Context,
  verify: (token: string) => Promise<Verified>,
): Promise<Verified | BearerRefusal> {
  const [scheme, token, ...rest] = (c.req.header('Authorization') ?? '').split(' ')
  if (scheme?.toLowerCase() !== 'bearer' || !token || rest.length > 0) return 'empty'
  try {
    return await verify(token)
  } catch (error) {
    if (error instanceof errors.JWTExpired) return 'expired'
    if (error instanceof errors.JWTClaimValidationFailed && error.claim === 'aud') return 'audience'
    if (error instanceof errors.JOSEError || error instanceof TypeError) return 'malformed'
    throw error
  }
}

/** The token's access, or why it is rejected. `now` in milliseconds. */
export const readBearer = (
  c: Context,
  keys: SigningKeys,
  resource: Resource,
  now: number,
): Promise<Access | BearerRefusal> =>
  readToken(c, (token) => verifyAccessToken(keys, token, resource, new URL(c.req.url), now))
