// The claims parameter (OpenID Connect Core 5.5): the claims requested for each token, and the client's capabilities.
import { type AuthenticationContexts, noContexts } from './authentication-context.ts'
import { EntraError } from './entra-error.ts'

export type ClaimsRequest = {
  contexts: AuthenticationContexts
  /** `xms_cc`: `cp1` = the client handles claims challenges, so its access tokens may be long-lived. */
  capabilities: string[]
  /** Optional claims requested by name for the ID token. */
  idToken: string[]
  /** Conditional Access named its policies (`capolids`): the user must provide more proof. */
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
 * Throws EntraError naming what this emulator doesn't support. Claims that aren't essential may be silently left out
 * (OpenID Connect Core 5.5.1); MSAL requests several that way.
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

/** The claims requested for one kind of token; null requests none. */
function partOf(asked: Json, token: 'id_token' | 'access_token'): Json {
  const part = asked[token] ?? {}
  if (!isObject(part)) throw new EntraError(9002313)
  return part
}

/** `optional`: the optional claims an ID token can have. Throws EntraError. */
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
 * The claims of a flow without pages, which can't ask for more proof: rejects contexts and policies by name. Throws
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

/** Combines those of the sign-in and of a later token request. */
export const joined = (one: ClaimsRequest, other: ClaimsRequest): ClaimsRequest => ({
  contexts: {
    idToken: [...new Set([...one.contexts.idToken, ...other.contexts.idToken])],
    accessToken: [...new Set([...one.contexts.accessToken, ...other.contexts.accessToken])],
  },
  capabilities: [...new Set([...one.capabilities, ...other.capabilities])],
  idToken: [...new Set([...one.idToken, ...other.idToken])],
  policies: one.policies || other.policies,
})
