// Registers a new application with one call.
import type { Application as GraphApplication } from '@microsoft/microsoft-graph-types'
import type { Change, Difference } from '../change/change.ts'
import type { Json } from '../change/graph-call.ts'
import type { Wanted } from './desired-state.ts'
import { type ApiPermissions, withPermissions } from './permissions.ts'

/** Marks an application as created by this command, so that it can be found by name and may be deleted. */
export const TAG = 'EntrywayRegister'

/** A tag unique to one registration, by which to find it after an interrupted run. */
export const newMark = (): string => `${TAG}-${crypto.randomUUID().slice(0, 8)}`

/** Graph's types have `undefined` and dates, which JSON lacks. */
export const asJson = (application: GraphApplication): Json => application as Json

export function registration(wanted: Wanted, mark: string): Change {
  const body: GraphApplication = {
    displayName: wanted.displayName,
    signInAudience: wanted.audience,
    tags: [TAG, mark],
    web: {
      redirectUris: wanted.redirectUris,
      ...(wanted.logoutUrls[0] === undefined ? {} : { logoutUrl: wanted.logoutUrls[0] }),
      implicitGrantSettings: { enableIdTokenIssuance: false, enableAccessTokenIssuance: false },
    },
    ...(wanted.accessTokenVersion === null
      ? {}
      : { api: { requestedAccessTokenVersion: wanted.accessTokenVersion } }),
    optionalClaims: { idToken: wanted.idTokenClaims.map(claim) },
    requiredResourceAccess: wanted.permissions.flatMap((api) => withPermissions([], api).resources),
  }
  return {
    sentence: `Register the application "${wanted.displayName}"`,
    differences: contents(wanted),
    call: { method: 'POST', path: '/applications', body: asJson(body), area: 'application' },
    learns: { 'application id': 'id', 'client id': 'appId' },
  }
}

/** What the user confirms: everything in the call. */
function contents(wanted: Wanted): Difference[] {
  const { audience, accessTokenVersion, redirectUris, permissions, idTokenClaims } = wanted
  const [logoutUrl] = wanted.logoutUrls
  const logout = { what: 'front-channel logout URL', is: 'none', becomes: logoutUrl ?? '' }
  const version = { what: 'access token version', is: 'not set', becomes: String(accessTokenVersion) }
  return [
    { what: 'supported account types', is: 'none', becomes: audience },
    ...(accessTokenVersion === null ? [] : [version]),
    ...redirectUris.map((each) => ({ what: `redirect URI ${each}`, is: 'missing', becomes: 'registered' })),
    ...(logoutUrl === undefined ? [] : [logout]),
    { what: 'implicit grant', is: 'not set', becomes: 'off' },
    ...idTokenClaims.map(missingClaim),
    ...permissions.flatMap((api) => api.scopes.map(({ name }) => missingPermission(api, name))),
    { what: `tag ${TAG} (identifies apps that this command created)`, is: 'missing', becomes: 'set' },
  ]
}

export const missingClaim = (name: string): Difference => ({
  what: `optional claim ${name}`,
  is: 'missing',
  becomes: 'in ID tokens',
})

export const missingPermission = ({ resourceName }: ApiPermissions, name: string): Difference => ({
  what: `${resourceName} permission ${name}`,
  is: 'missing',
  becomes: 'added',
})

export const claim = (name: string) => ({ name, source: null, essential: false, additionalProperties: [] })
