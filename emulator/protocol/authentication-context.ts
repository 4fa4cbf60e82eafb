// Authentication contexts: the `acrs` that a claims request asks for, which cost the person another factor.
import { EntraError } from './entra-error.ts'

/** What was asked for in each kind of token. */
export type AuthenticationContexts = { idToken: string[]; accessToken: string[] }

export const noContexts: AuthenticationContexts = { idToken: [], accessToken: [] }

type Json = Record<string, unknown>

const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** OpenID Connect Core 5.5: `{"id_token": {"acrs": {"essential": true, "value": "c1"}}}`, or `values`. */
function acrsOf(part: unknown): string[] {
  const acrs = isObject(part) ? part.acrs : undefined
  if (!isObject(acrs)) return []
  const values = Array.isArray(acrs.values) ? acrs.values : [acrs.value]
  return values.filter((value) => typeof value === 'string')
}

export function readContexts(claims: string | null): AuthenticationContexts {
  if (claims === null) return noContexts
  let asked: unknown
  try {
    asked = JSON.parse(claims)
  } catch {}
  if (!isObject(asked)) throw new EntraError(9002313)
  return { idToken: acrsOf(asked.id_token), accessToken: acrsOf(asked.access_token) }
}

export const asksForMore = ({ idToken, accessToken }: AuthenticationContexts) =>
  idToken.length + accessToken.length > 0
