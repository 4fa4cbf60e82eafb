// A seed's app registrations.
import type { AppRegistration, AppRole, Secret } from '../directory/app-registration.ts'
import type { Group } from '../directory/groups.ts'
import type { Tenant } from '../directory/tenants.ts'
import type { Directory } from '../state/create-state.ts'
import type { SeedApp } from './seed.ts'
import { readCertificates } from './seed-certificates.ts'
import { below, type Refuse, refuseTwice } from './seed-error.ts'
import { principalCalled } from './seed-groups.ts'
import { stableGuid } from './stable-guid.ts'

type Place = { tenant: Tenant; groups: Group[]; directory: Directory; now: number }

const END_MS = Date.UTC(2099, 11, 31)

async function readSecrets({ secrets = [] }: SeedApp, clientId: string, refuse: Refuse): Promise<Secret[]> {
  return Promise.all(
    secrets.map(async (secret, index) => {
      const given = typeof secret === 'string' ? { value: secret } : secret
      if (given.startsAt && given.endsAt && Date.parse(given.endsAt) <= Date.parse(given.startsAt)) {
        refuse(`secrets[${index}].endsAt`, `${given.endsAt} is not after startsAt, ${given.startsAt}`)
      }
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
      refuseTwice(role.assignedTo ?? [], `appRoles[${index}].assignedTo`, refuse)
      const assigned = (role.assignedTo ?? []).flatMap((name, at) => {
        const path = `appRoles[${index}].assignedTo[${at}]`
        return principalCalled(name, tenant, directory.people, groups, below(refuse, path)) ?? []
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

/** The parts that are kept as Microsoft Graph represents them. */
async function registeredOthers(
  { api, implicitGrant, groupMembershipClaims, signInAudience = 'AzureADMyOrg' }: SeedApp,
  clientId: string,
) {
  // As Graph registers it: personal accounts get tokens of version 2.0 only.
  const version = api?.accessTokenVersion ?? (/Personal/.test(signInAudience) ? 2 : null)
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
            requestedAccessTokenVersion: version,
            preAuthorizedApplications,
          },
        }
      : { api: { requestedAccessTokenVersion: version } }),
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
  refuseTwice(seed.optionalClaims ?? [], 'optionalClaims', refuse)
  refuseTwice(seed.api?.preAuthorizedApps ?? [], 'api.preAuthorizedApps', refuse)
  const app: AppRegistration = {
    tenantId: tenant.id,
    tenant,
    clientId,
    objectId: seed.objectId?.toLowerCase() ?? (await stableGuid(`application ${clientId}`)),
    displayName: seed.displayName,
    signInAudience: seed.signInAudience ?? 'AzureADMyOrg',
    publicClient: seed.publicClient ?? false,
    secrets: await readSecrets(seed, clientId, refuse),
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
    seeds.map((seed, index) => readApp(seed, place, below(refuse, `apps[${index}]`))),
  )
  const known = new Set(place.directory.apps.map(({ clientId }) => clientId))
  for (const [index, { clientId, displayName }] of apps.entries()) {
    // seed-ids.ts checks those that are given.
    if (known.has(clientId) && seeds[index]?.clientId === undefined) {
      refuse(
        `apps[${index}].displayName`,
        `another app is already called ${displayName}: give this one a clientId or another name`,
      )
    }
    known.add(clientId)
  }
  return apps
}
