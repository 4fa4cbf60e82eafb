// The delegated permissions that the app requests, as a registration lists them.

import type { AccountKind } from '../../app-registration/account-kind.ts'
import { AZURE_DEVOPS_APP_ID, AZURE_DEVOPS_SCOPES } from '../../app-registration/azure-devops.ts'
import type { Application } from '../graph/graph-objects.ts'

const GRAPH_APP_ID = '00000003-0000-0000-c000-000000000000'

/** Microsoft Graph's scope IDs, the same in every tenant. Source: Microsoft Graph permissions reference. */
const GRAPH_SCOPE_IDS = {
  openid: '37f7f235-527c-4136-accd-4a02d197296e',
  profile: '14dad69e-099b-42c9-810b-d002981feec1',
  offline_access: '7427e0e9-2fba-42fe-b0c0-848c9e6a8182',
  'User.Read': 'e1fe6dd8-ba31-4d61-89e7-88639da4683d',
  'User.ReadWrite': 'b4e74841-8e56-480b-be8b-910348b18b4c',
} as const

type Scope = { id: string; name: string }

export type ApiPermissions = { resourceAppId: string; resourceName: string; scopes: Scope[] }

/** Customers are never prompted for consent, so what "Edit profile" needs is consented to in advance. */
export function graphPermissions(kind: AccountKind): ApiPermissions {
  const names = ['openid', 'profile', 'offline_access', 'User.Read'] as const
  const all = kind === 'customers' ? ([...names, 'User.ReadWrite'] as const) : names
  const scopes = all.map((name) => ({ id: GRAPH_SCOPE_IDS[name], name }))
  return { resourceAppId: GRAPH_APP_ID, resourceName: 'Microsoft Graph', scopes }
}

/** @returns null if this tenant's Azure DevOps lacks a required scope */
export function azureDevOpsPermissions(offered: readonly Scope[]): ApiPermissions | null {
  const scopes = AZURE_DEVOPS_SCOPES.flatMap((name) =>
    offered.filter((scope) => scope.name === name).slice(0, 1),
  )
  if (scopes.length < AZURE_DEVOPS_SCOPES.length) return null
  return { resourceAppId: AZURE_DEVOPS_APP_ID, resourceName: 'Azure DevOps', scopes }
}

type Resource = Application['requiredResourceAccess'][number]

/** Adds these to a registration's permissions, and returns the names that were missing. */
export function withPermissions(resources: Resource[], { resourceAppId, scopes }: ApiPermissions) {
  const present = resources.find((each) => each.resourceAppId === resourceAppId)?.resourceAccess ?? []
  const missing = scopes.filter(({ id }) => !present.some((each) => each.id === id && each.type === 'Scope'))
  const resourceAccess = [...present, ...missing.map(({ id }) => ({ id, type: 'Scope' }))]
  const others = resources.filter((each) => each.resourceAppId !== resourceAppId)
  return {
    resources: [...others, { resourceAppId, resourceAccess }],
    missing: missing.map(({ name }) => name),
  }
}
