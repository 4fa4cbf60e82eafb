// The app registrations of a seed.
import type { AppRegistration, AppRole, Secret } from '../directory/app-registration.ts'
import type { Group } from '../directory/groups.ts'
import { parseScope } from '../directory/scope.ts'
import type { Tenant } from '../directory/tenants.ts'
import { certificateOf } from '../graph/directory/key-credential.ts'
import { EntraError } from '../protocol/entra-error.ts'
import type { Directory } from '../state/create-state.ts'
import type { Refuse } from './read-seed.ts'
import type { SeedApp } from './seed.ts'
import { principalCalled } from './seed-groups.ts'
import { stableGuid } from './stable-guid.ts'

type Place = { tenant: Tenant; groups: Group[]; directory: Directory; now: number }

const END_MS = Date.UTC(2099, 11, 31)

async function readSecrets({ secrets = [] }: SeedApp, clientId: string): Promise<Secret[]> {
  return Promise.all(
    secrets.map(async (secret, index) => {
      const given = typeof secret === 'string' ? { value: secret } : secret
      return {
        keyId: await stableGuid(`secret ${clientId} ${index}`),
        displayName: given.displayName ?? null,
        value: given.value,
        startsAt: given.startsAt ? Date.parse(given.startsAt) : 0,
        endsAt: given.endsAt ? Date.parse(given.endsAt) : END_MS,
      }
    }),
  )
}

async function readRoles(
  app: SeedApp,
  clientId: string,
  { tenant, groups, directory }: Place,
  refuse: Refuse,
) {
  return Promise.all(
    (app.appRoles ?? []).map(async (role, index): Promise<AppRole> => {
      const assigned = (role.assignedTo ?? []).flatMap((name, at) => {
        const id = principalCalled(name, tenant, directory.people, groups)
        if (id === null)
          refuse(`appRoles[${index}].assignedTo[${at}]`, `${name} is nobody in this tenant, and no group`)
        return id ?? []
      })
      return {
        id: role.id?.toLowerCase() ?? (await stableGuid(`role ${clientId} ${role.value}`)),
        value: role.value,
        displayName: role.displayName ?? role.value,
        description: role.description ?? role.displayName ?? role.value,
        assignedTo: assigned,
        assignedGroups: groups.filter(({ id }) => assigned.includes(id)),
      }
    }),
  )
}

/** Each permission is one that an API has, of Microsoft's or of `all`. */
export function refuseUnknownPermissions(
  apps: AppRegistration[],
  all: AppRegistration[],
  refuse: Refuse,
): void {
  for (const [at, app] of apps.entries()) {
    for (const [index, permission] of app.permissions.entries()) {
      try {
        parseScope(permission, app, all)
      } catch (error) {
        if (!(error instanceof EntraError)) throw error
        refuse(`apps[${at}].permissions[${index}]`, `${permission} is no permission of an API in this tenant`)
      }
    }
  }
}

async function readCertificates({ certificates = [] }: SeedApp, now: number, refuse: Refuse) {
  const read = await Promise.all(
    certificates.map((pem, index) =>
      certificateOf(pem, now).catch(() => {
        refuse(`certificates[${index}]`, 'is no certificate in PEM that is valid now')
        return null
      }),
    ),
  )
  return read.filter((certificate) => certificate !== null)
}

/** What Microsoft Graph would have registered in its own words. */
async function registeredOthers({ api, implicitGrant, groupMembershipClaims }: SeedApp, clientId: string) {
  const scopes = await Promise.all(
    (api?.scopes ?? []).map(async ({ id, value, displayName = value, adminOnly }) => ({
      id: id?.toLowerCase() ?? (await stableGuid(`scope ${clientId} ${value}`)),
      value,
      type: adminOnly ? 'Admin' : 'User',
      isEnabled: true,
      adminConsentDisplayName: displayName,
      adminConsentDescription: displayName,
      userConsentDisplayName: displayName,
      userConsentDescription: displayName,
    })),
  )
  const preAuthorizedApplications = (api?.preAuthorizedApps ?? []).map((appId) => ({
    appId: appId.toLowerCase(),
    delegatedPermissionIds: scopes.map(({ id }) => id),
  }))
  const { idToken = false, accessToken = false } = implicitGrant ?? {}
  return {
    ...(api
      ? {
          identifierUris: api.identifierUris,
          api: {
            oauth2PermissionScopes: scopes,
            requestedAccessTokenVersion: api.accessTokenVersion === 2 ? 2 : null,
            preAuthorizedApplications,
          },
        }
      : {}),
    ...(implicitGrant
      ? {
          web: {
            implicitGrantSettings: { enableIdTokenIssuance: idToken, enableAccessTokenIssuance: accessToken },
          },
        }
      : {}),
    ...(groupMembershipClaims ? { groupMembershipClaims } : {}),
  }
}

async function readApp(seed: SeedApp, place: Place, refuse: Refuse): Promise<AppRegistration> {
  const { tenant, now } = place
  const clientId = seed.clientId?.toLowerCase() ?? (await stableGuid(`app ${tenant.id} ${seed.displayName}`))
  const redirectUris = seed.redirectUris ?? {}
  const app: AppRegistration = {
    tenantId: tenant.id,
    tenant,
    clientId,
    objectId: seed.objectId?.toLowerCase() ?? (await stableGuid(`application ${clientId}`)),
    displayName: seed.displayName,
    signInAudience: seed.signInAudience ?? 'AzureADMyOrg',
    publicClient: seed.publicClient ?? false,
    secrets: await readSecrets(seed, clientId),
    certificates: await readCertificates(seed, now, refuse),
    redirectUris: redirectUris.web ?? [],
    spaRedirectUris: redirectUris.spa ?? [],
    publicClientRedirectUris: redirectUris.publicClient ?? [],
    frontChannelLogout: seed.frontChannelLogoutUrl ? { url: seed.frontChannelLogoutUrl } : null,
    permissions: seed.permissions ?? [],
    requiredResources: null,
    optionalClaims: (seed.optionalClaims ?? []).map((name) => ({ name, essential: false })),
    appRoles: await readRoles(seed, clientId, place, refuse),
    owners: [],
    others: await registeredOthers(seed, clientId),
    createdAt: 0,
  }
  if (seed.applicationPermissions)
    place.directory.applicationPermissions?.set(clientId, seed.applicationPermissions)
  if (seed.adminConsent) place.directory.adminConsented?.push(clientId)
  return app
}

export async function readApps(
  seeds: readonly SeedApp[],
  place: Place,
  refuse: Refuse,
): Promise<AppRegistration[]> {
  const apps = await Promise.all(
    seeds.map((seed, index) =>
      readApp(seed, place, (path, message) => refuse(`apps[${index}].${path}`, message)),
    ),
  )
  const known = new Set(place.directory.apps.map(({ clientId }) => clientId))
  for (const [index, { clientId }] of apps.entries()) {
    if (known.has(clientId)) refuse(`apps[${index}].clientId`, `${clientId} is that of another app already`)
    known.add(clientId)
  }
  return apps
}
