// The claims parameter (OpenID Connect Core 5.5): what a client wants of each kind of token, and what it can handle.
import { type AuthenticationContexts, noContexts } from './authentication-context.ts'
import { EntraError } from './entra-error.ts'

export type ClaimsRequest = {
  contexts: AuthenticationContexts
  /** `xms_cc`: `cp1` = the client handles claims challenges, so its access tokens may live long. */
  capabilities: string[]
  /** Optional claims asked of the ID token by name. */
  idToken: string[]
  /** Conditional Access named its policies (`capolids`): the person has to prove more. */
  policies: boolean
}

export const noClaims: ClaimsRequest = {
  contexts: noContexts,
  capabilities: [],
  idToken: [],
  policies: false,
}

type Json = Record<string, unknown>

const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** `{"essential": true, "value": "c1"}`, or `values`; Entra has written `Values` as well (token-answers#50079). */
function valuesOf(claim: unknown): string[] {
  if (!isObject(claim)) return []
  const several = claim.values ?? claim.Values
  return (Array.isArray(several) ? several : [claim.value]).filter((value) => typeof value === 'string')
}

const isEssential = (claim: unknown) => isObject(claim) && claim.essential === true

const inAccessToken = ['acrs', 'xms_cc', 'capolids', 'polids', 'nbf']

/**
 * Throws EntraError with the name of what this emulator does not do. A claim that is not essential may be left out without a
 * word (OpenID Connect Core 5.5.1); MSAL asks for several that way.
 */
function refuseOthers(part: Json, known: readonly string[], where: string): void {
  const other = Object.keys(part).find(
    (name) => !known.includes(name) && (where === 'claims' || isEssential(part[name])),
  )
  if (other !== undefined) {
    throw new EntraError(90023, { parameter: `claims (${where}.${other}: not in this emulator)` })
  }
}

function parse(claims: string): Json {
  let asked: unknown
  try {
    asked = JSON.parse(claims)
  } catch {}
  if (!isObject(asked)) throw new EntraError(9002313)
  return asked
}

/** What is asked of one kind of token; null asks for nothing more. */
function partOf(asked: Json, token: 'id_token' | 'access_token'): Json {
  const part = asked[token] ?? {}
  if (!isObject(part)) throw new EntraError(9002313)
  return part
}

/** `optional`: the claims that an ID token may be asked for. Throws EntraError. */
export function readClaimsRequest(claims: string | null, optional: readonly string[]): ClaimsRequest {
  if (claims === null) return noClaims
  const asked = parse(claims)
  refuseOthers(asked, ['id_token', 'access_token'], 'claims')
  const idToken = partOf(asked, 'id_token')
  const accessToken = partOf(asked, 'access_token')
  refuseOthers(idToken, optional, 'id_token')
  refuseOthers(accessToken, inAccessToken, 'access_token')
  return {
    contexts: { idToken: valuesOf(idToken.acrs), accessToken: valuesOf(accessToken.acrs) },
    capabilities: valuesOf(accessToken.xms_cc),
    idToken: Object.keys(idToken).filter((name) => optional.includes(name)),
    policies: 'capolids' in accessToken || 'polids' in accessToken,
  }
}

/**
 * The request of a flow that has no page to ask for more proof on: contexts and policies are refused by name. Throws
 * EntraError.
 */
export function readClaimsWithoutPage(claims: string | null, optional: readonly string[]): ClaimsRequest {
  const asked = readClaimsRequest(claims, optional)
  const { idToken, accessToken } = asked.contexts
  if (asked.policies || idToken.length + accessToken.length > 0) {
    throw new EntraError(90023, { parameter: 'claims (acrs and policies: not in this emulator)' })
  }
  return asked
}

/** Both of a sign-in and of a later request for tokens. */
export const joined = (one: ClaimsRequest, other: ClaimsRequest): ClaimsRequest => ({
  contexts: {
    idToken: [...new Set([...one.contexts.idToken, ...other.contexts.idToken])],
    accessToken: [...new Set([...one.contexts.accessToken, ...other.contexts.accessToken])],
  },
  capabilities: [...new Set([...one.capabilities, ...other.capabilities])],
  idToken: [...new Set([...one.idToken, ...other.idToken])],
  policies: one.policies || other.policies,
})
