// Consent as Microsoft Graph returns it: one grant per app, API, and user or whole tenant.
import { base64url } from 'jose'
import { consentedNames, setConsentedNames } from '../../directory/consent.ts'
import { graph } from '../../directory/microsoft-apis.ts'
import { type Resource, resourceCalled } from '../../directory/resource.ts'
import type { ServicePrincipal } from '../../directory/service-principal.ts'
import { takeFault } from '../../state/faults.ts'
import type { State } from '../../state/state.ts'
import { fullNameOf } from './permission.ts'

export type PermissionGrant = {
  id: string
  client: ServicePrincipal
  /** null: everyone in the tenant. */
  principalId: string | null
  api: ServicePrincipal
  names: string[]
}

type Of = Pick<PermissionGrant, 'client' | 'principalId' | 'api'>

/** Derived from the IDs in the grant, as in Entra. */
const idOf = ({ client, api, principalId }: Of) =>
  base64url.encode(`${client.id} ${api.id}${principalId === null ? '' : ` ${principalId}`}`)

const resourceOf = ({ apps }: State, { appId }: ServicePrincipal): Resource | null =>
  resourceCalled(appId, apps)

const nameIn = (resource: Resource, full: string): string[] => {
  if (!full.includes('/')) return resource === graph ? [full] : []
  const slash = full.lastIndexOf('/')
  return full.slice(0, slash) === resource.id ? [full.slice(slash + 1)] : []
}

const granterOf = ({ client, principalId }: Of) => principalId ?? client.tenantId

const recordsOf = (state: State, { principalId }: Of) =>
  principalId === null ? state.adminConsents : state.consents

/** What this user, or an administrator for everyone, has granted the app for the API. */
export function grantedNames(state: State, of: Of): string[] {
  const resource = resourceOf(state, of.api)
  if (!resource) return []
  return consentedNames(recordsOf(state, of), granterOf(of), of.client.appId).flatMap((full) =>
    nameIn(resource, full),
  )
}

/** Replaces what was granted for this API; an empty list deletes the grant. */
export function grantNames(state: State, of: Of, names: string[]): void {
  const resource = resourceOf(state, of.api)
  if (!resource) return
  const records = recordsOf(state, of)
  const kept = consentedNames(records, granterOf(of), of.client.appId).filter(
    (full) => nameIn(resource, full).length === 0,
  )
  const wanted = names.map((name) => fullNameOf(resource, name))
  setConsentedNames(records, granterOf(of), of.client.appId, [...kept, ...wanted])
}

export function grantsOf(state: State, client: ServicePrincipal): PermissionGrant[] {
  const people = state.people.filter(({ tenantId }) => tenantId === client.tenantId)
  const apis = state.servicePrincipals.filter(
    (each) => each.tenantId === client.tenantId && resourceOf(state, each),
  )
  return [null, ...people.map(({ profile }) => profile.id)].flatMap((principalId) =>
    apis.flatMap((api) => {
      const of = { client, principalId, api }
      const names = grantedNames(state, of)
      const isEmpty = names.length === 0 && principalId === null && resourceOf(state, api) === graph
      const isShown = names.length > 0 || (isEmpty && state.faults.has('directory_null_scope'))
      return isShown ? [{ ...of, id: idOf(of), names }] : []
    }),
  )
}

/** Lists come from an index that lags behind. */
export const listedGrants = (state: State, grants: PermissionGrant[]): PermissionGrant[] =>
  takeFault(state.faults, 'directory_grants_unlisted') ? [] : grants

export const allGrants = (state: State, tenantId: string): PermissionGrant[] =>
  state.servicePrincipals
    .filter((each) => each.tenantId === tenantId)
    .flatMap((client) => grantsOf(state, client))

export const permissionGrantOf = ({ id, client, principalId, api, names }: PermissionGrant) => ({
  clientId: client.id,
  consentType: principalId === null ? 'AllPrincipals' : 'Principal',
  id,
  principalId,
  resourceId: api.id,
  scope: names.length === 0 ? null : names.join(' '),
})
