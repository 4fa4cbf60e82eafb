// The Graph properties of an app registration, and their effect on sign-in and tokens.
import type { AppRegistration } from './app-registration.ts'
import type { Permission } from './permissions/permission.ts'

type Json = Record<string, unknown>

const objectOf = (value: unknown): Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Json) : {}

const textsOf = (value: unknown): string[] =>
  Array.isArray(value) ? value.filter((each) => typeof each === 'string') : []

/** `web.implicitGrantSettings`: the tokens /authorize may return with a code or alone. */
export function implicitGrantOf({ others }: AppRegistration): { idToken: boolean; accessToken: boolean } {
  const settings = objectOf(objectOf(others.web).implicitGrantSettings)
  return {
    idToken: settings.enableIdTokenIssuance === true,
    accessToken: settings.enableAccessTokenIssuance === true,
  }
}

/** `groupMembershipClaims`: `SecurityGroup`, `All`, `DirectoryRole`, `ApplicationGroup`, several of them, or none. */
export const groupMembershipOf = ({ others }: AppRegistration): string[] =>
  typeof others.groupMembershipClaims === 'string'
    ? others.groupMembershipClaims
        .split(',')
        .map((word) => word.trim())
        .filter((word) => word !== 'None' && word !== '')
    : []

type AccessTokenClaim = { name: string; additionalProperties: string[] }

/** `optionalClaims.accessToken`: set on the API, for tokens issued for it. */
export function accessTokenClaimsOf({ others }: AppRegistration): AccessTokenClaim[] {
  const claims = objectOf(others.optionalClaims).accessToken
  return (Array.isArray(claims) ? claims.map(objectOf) : []).map((claim) => ({
    name: String(claim.name),
    additionalProperties: textsOf(claim.additionalProperties),
  }))
}

/** `identifierUris` and `api`: the API that the app exposes. */
export function exposedOf({ others }: AppRegistration) {
  const api = objectOf(others.api)
  const scopes = (Array.isArray(api.oauth2PermissionScopes) ? api.oauth2PermissionScopes : []).map(objectOf)
  return {
    identifierUris: textsOf(others.identifierUris),
    tokenVersion: api.requestedAccessTokenVersion === 2 ? (2 as const) : (1 as const),
    /** Includes disabled ones. */
    allScopes: scopes.map(({ id, value, isEnabled }) => ({
      id: String(id),
      name: String(value),
      isEnabled: isEnabled !== false,
    })),
    scopes: scopes
      .filter(({ isEnabled }) => isEnabled !== false)
      .map(
        (scope): Permission => ({
          id: String(scope.id),
          name: String(scope.value),
          sentence: String(scope.userConsentDisplayName ?? scope.adminConsentDisplayName ?? scope.value),
          ...(scope.type === 'Admin' ? { adminOnly: true } : {}),
        }),
      ),
    /** Client IDs of apps that need no consent for these scopes. */
    preAuthorized: (Array.isArray(api.preAuthorizedApplications) ? api.preAuthorizedApplications : [])
      .map(objectOf)
      .map((each) => ({ appId: String(each.appId), scopeIds: textsOf(each.delegatedPermissionIds) })),
  }
}
