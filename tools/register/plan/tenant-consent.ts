// The app in its tenant: its service principal, and tenant-wide consent.

import * as v from 'valibot'
import { type Change, placeholder } from '../change/change.ts'
import type { Call, Json } from '../change/graph-call.ts'
import { collectionOf, PermissionGrant } from '../graph/graph-objects.ts'
import type { ApiPermissions } from './permissions.ts'

/** Lists the app under "Enterprise applications", as apps created in the admin center are. */
const INTEGRATED = 'WindowsAzureActiveDirectoryIntegratedApp'

export function planServicePrincipal(servicePrincipalId: string | null): Change[] {
  if (servicePrincipalId !== null) return []
  return [
    {
      sentence: 'Add the application to this tenant (its service principal)',
      differences: [],
      call: {
        method: 'POST',
        path: '/servicePrincipals',
        body: { appId: placeholder('client id'), tags: [INTEGRATED] },
        area: 'application',
      },
      learns: { 'service principal id': 'id' },
      existing: {
        path: `/servicePrincipals(appId='${placeholder('client id')}')?$select=id`,
        area: 'application',
      },
    },
  ]
}

/** `resourceId`: the object ID of the API's service principal in this tenant. */
export type Consent = { api: ApiPermissions; resourceId: string }

const scopesIn = (text: string) => text.split(' ').filter(Boolean)

/** Finds the tenant-wide grant for one API. */
const grantFor = (resourceId: string) => (json: unknown) => {
  const read = v.safeParse(collectionOf(PermissionGrant), json)
  const grants = read.success ? read.output.value : []
  return grants.find((each) => each.resourceId === resourceId && each.consentType === 'AllPrincipals') ?? null
}

/** Adds the missing scopes to a grant that was not listed before. */
function widening({ id, scope }: PermissionGrant, wanted: string[]): Call | null {
  const granted = scopesIn(scope)
  if (wanted.every((name) => granted.includes(name))) return null
  const body = { scope: [...new Set([...granted, ...wanted])].join(' ') }
  return { method: 'PATCH', path: `/oauth2PermissionGrants/${id}`, body, area: 'consent' }
}

export function planConsent(consents: Consent[], grants: PermissionGrant[]): Change[] {
  return consents.flatMap(({ api, resourceId }): Change[] => {
    const wanted = api.scopes.map(({ name }) => name)
    const grant = grants.find(
      (each) => each.resourceId === resourceId && each.consentType === 'AllPrincipals',
    )
    const granted = scopesIn(grant?.scope ?? '')
    const missing = wanted.filter((name) => !granted.includes(name))
    if (missing.length === 0) return []
    const scope = [...granted, ...missing].join(' ')
    const body: Json = {
      clientId: placeholder('service principal id'),
      consentType: 'AllPrincipals',
      principalId: null,
      resourceId,
      scope,
    }
    return [
      {
        sentence: `Grant admin consent to ${missing.join(', ')} of ${api.resourceName}`,
        differences: grant
          ? missing.map((name) => ({ what: `consent to ${name}`, is: 'missing', becomes: 'given' }))
          : [],
        call: grant
          ? { method: 'PATCH', path: `/oauth2PermissionGrants/${grant.id}`, body: { scope }, area: 'consent' }
          : { method: 'POST', path: '/oauth2PermissionGrants', body, area: 'consent' },
        existing: {
          path: `/servicePrincipals/${placeholder('service principal id')}/oauth2PermissionGrants`,
          area: 'consent',
          pick: grantFor(resourceId),
          completion: (found) => widening(found as PermissionGrant, wanted),
        },
      },
    ]
  })
}
