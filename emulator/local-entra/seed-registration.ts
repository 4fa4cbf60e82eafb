// Applies the directory's rules to a seed's apps, with the seed's paths.
import type { AppRegistration } from '../directory/app-registration.ts'
import { exposedOf } from '../directory/registered.ts'
import { registrationProblems } from '../directory/registration/rules.ts'
import type { Refuse } from './seed-error.ts'

/** Graph's paths, and the seed's. */
const places: [RegExp, string][] = [
  [/^web\.redirectUris/, 'redirectUris.web'],
  [/^spa\.redirectUris/, 'redirectUris.spa'],
  [/^publicClient\.redirectUris/, 'redirectUris.publicClient'],
  [/^web\.logoutUrl/, 'frontChannelLogoutUrl'],
  [/^identifierUris/, 'api.identifierUris'],
  [/^api\.oauth2PermissionScopes/, 'api.scopes'],
  [/^api\.preAuthorizedApplications(\[\d+\]).*/, 'api.preAuthorizedApps$1'],
  [/^api\.requestedAccessTokenVersion/, 'api.accessTokenVersion'],
  [/^optionalClaims\.idToken/, 'optionalClaims'],
  [/^passwordCredentials/, 'secrets'],
  [/^requiredResourceAccess/, 'permissions'],
]

const placeOf = (path: string) =>
  places.reduce((place, [graphs, own]) => (graphs.test(path) ? path.replace(graphs, own) : place), path)

/** Microsoft's clients that APIs pre-authorize: Azure CLI, Azure PowerShell, Visual Studio, Visual Studio Code, Teams, Office. */
const microsoftClients = [
  '04b07795-8ddb-461a-bbee-02f9e1bf7b46',
  '1950a258-227b-4e31-a9cf-717495945fc2',
  '872cd9fa-d31f-45e0-9eab-6e460a02d1f1',
  'aebc6443-996d-45c2-90f0-388ff96faa56',
  '14d82eec-204b-4c2f-b7e8-296a70dab67e',
  '1fec8e78-bce4-4aaf-ab1b-5451cc387264',
  '5e3ce6c0-2b1f-4285-8d4b-75ee78787346',
  'd3590ed6-52b3-4102-aeff-aad2292ab01c',
  'ea5a67f6-b6f3-4338-b240-c655ddc3cc8e',
]

/** `before`: the apps that precede this one. */
export function refuseRegistration(
  app: AppRegistration,
  before: AppRegistration[],
  all: AppRegistration[],
  refuse: Refuse,
): void {
  const { allScopes, preAuthorized } = exposedOf(app)
  const offered = allScopes.map(({ id }) => id)
  for (const { path, message } of registrationProblems(app, before, offered)) refuse(placeOf(path), message)
  const known = [...all.map(({ clientId }) => clientId), ...microsoftClients]
  for (const [index, { appId }] of preAuthorized.entries()) {
    if (!known.includes(appId)) {
      refuse(
        `api.preAuthorizedApps[${index}]`,
        `${appId} is neither the clientId of an app here nor that of a known Microsoft client`,
      )
    }
  }
}
