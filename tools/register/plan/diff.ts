// Compares an existing application with the desired state; the differences become one call that fixes them.
import type { Application as GraphApplication } from '@microsoft/microsoft-graph-types'
import { isSameRedirectUri } from '../../app-registration/redirect-uris.ts'
import { type Change, type Difference, placeholder } from '../change/change.ts'
import type { Application } from '../graph/graph-objects.ts'
import type { Wanted } from './desired-state.ts'
import { asJson, claim, missingClaim, missingPermission } from './new-registration.ts'
import { withPermissions } from './permissions.ts'

export function mending(wanted: Wanted, actual: Application): Change[] {
  const parts = [
    displayName(wanted, actual),
    audience(wanted, actual),
    accessTokenVersion(wanted, actual),
    web(wanted, actual),
    elsewhere('spa', 'Single-page application', wanted, actual),
    elsewhere('publicClient', 'Mobile and desktop', wanted, actual),
    publicClient(actual),
    optionalClaims(wanted, actual),
    permissions(wanted, actual),
  ]
  const differences = parts.flatMap((part) => part.differences)
  if (differences.length === 0) return []
  const body = Object.assign({}, ...parts.map((part) => part.body)) as GraphApplication
  return [
    {
      sentence: `Update the application "${actual.displayName}"`,
      differences,
      call: {
        method: 'PATCH',
        path: `/applications/${placeholder('application id')}`,
        body: asJson(body),
        area: 'application',
      },
    },
  ]
}

type Part = { differences: Difference[]; body: GraphApplication }

const asItIs: Part = { differences: [], body: {} }

const isAmong = (redirectUris: string[], one: string) =>
  redirectUris.some((each) => isSameRedirectUri(each, one))

function displayName(wanted: Wanted, actual: Application): Part {
  if (wanted.displayName === actual.displayName) return asItIs
  const difference = { what: 'name', is: actual.displayName || 'none', becomes: wanted.displayName }
  return { differences: [difference], body: { displayName: wanted.displayName } }
}

function audience(wanted: Wanted, actual: Application): Part {
  if (wanted.audience === actual.signInAudience) return asItIs
  const difference = {
    what: 'supported account types',
    is: actual.signInAudience ?? 'none',
    becomes: wanted.audience,
  }
  return { differences: [difference], body: { signInAudience: wanted.audience } }
}

function accessTokenVersion({ accessTokenVersion: version }: Wanted, { api }: Application): Part {
  const actual = api.requestedAccessTokenVersion ?? null
  if (version === null || version === actual) return asItIs
  const difference = {
    what: 'access token version',
    is: String(actual ?? 'not set'),
    becomes: String(version),
  }
  return { differences: [difference], body: { api: { requestedAccessTokenVersion: version } } }
}

/** Graph keeps the fields of `web` that are not sent. */
function web(wanted: Wanted, { web: actual }: Application): Part {
  const differences: Difference[] = []
  const body: NonNullable<GraphApplication['web']> = {}
  const { redirectUris = [], logoutUrl = null, implicitGrantSettings: implicit } = actual
  const missing = wanted.redirectUris.filter((each) => !isAmong(redirectUris, each))
  const surplus = redirectUris.filter((each) => !isAmong(wanted.redirectUris, each))
  if (missing.length + surplus.length > 0) {
    differences.push(
      ...missing.map((each) => ({ what: `redirect URI ${each}`, is: 'missing', becomes: 'registered' })),
    )
    differences.push(
      ...surplus.map((each) => ({ what: `redirect URI ${each}`, is: 'registered', becomes: 'removed' })),
    )
    body.redirectUris = [...redirectUris.filter((each) => !surplus.includes(each)), ...missing]
  }
  const [firstLogoutUrl] = wanted.logoutUrls
  if (firstLogoutUrl !== undefined && !wanted.logoutUrls.includes(logoutUrl ?? '')) {
    const origin = logoutUrl && URL.parse(logoutUrl)?.origin
    const becomes = wanted.logoutUrls.find((each) => new URL(each).origin === origin) ?? firstLogoutUrl
    differences.push({ what: 'front-channel logout URL', is: logoutUrl ?? 'none', becomes })
    body.logoutUrl = becomes
  }
  if (implicit?.enableIdTokenIssuance || implicit?.enableAccessTokenIssuance) {
    // It puts tokens in the browser's URL; RFC 9700 section 2.1.2.
    differences.push({ what: 'implicit grant', is: 'on', becomes: 'off' })
    body.implicitGrantSettings = { enableIdTokenIssuance: false, enableAccessTokenIssuance: false }
  }
  return differences.length === 0 ? asItIs : { differences, body: { web: body } }
}

/** Under any platform other than Web, Entra rejects the secret. */
function elsewhere(
  platform: 'spa' | 'publicClient',
  label: string,
  wanted: Wanted,
  actual: Application,
): Part {
  const registered = actual[platform].redirectUris ?? []
  const misplaced = registered.filter((each) => isAmong(wanted.redirectUris, each))
  if (misplaced.length === 0) return asItIs
  const redirectUris = registered.filter((each) => !misplaced.includes(each))
  const differences = misplaced.map((each) => ({
    what: `redirect URI ${each}`,
    is: `under ${label}`,
    becomes: 'under Web',
  }))
  return { differences, body: { [platform]: { redirectUris } } }
}

/** An app with a secret is not a public client. */
function publicClient({ isFallbackPublicClient }: Application): Part {
  if (!isFallbackPublicClient) return asItIs
  return {
    differences: [{ what: 'public client flows', is: 'allowed', becomes: 'not allowed' }],
    body: { isFallbackPublicClient: false },
  }
}

function optionalClaims(wanted: Wanted, { optionalClaims: actual }: Application): Part {
  const present = actual.idToken ?? []
  const missing = wanted.idTokenClaims.filter((name) => !present.some((each) => each.name === name))
  if (missing.length === 0) return asItIs
  return {
    differences: missing.map(missingClaim),
    body: { optionalClaims: { ...actual, idToken: [...present, ...missing.map(claim)] } },
  }
}

/** The app's other permissions stay. */
function permissions(wanted: Wanted, actual: Application): Part {
  let resources = actual.requiredResourceAccess
  const differences: Difference[] = []
  for (const api of wanted.permissions) {
    const { resources: next, missing } = withPermissions(resources, api)
    resources = next
    differences.push(...missing.map((name) => missingPermission(api, name)))
  }
  return differences.length === 0 ? asItIs : { differences, body: { requiredResourceAccess: resources } }
}
