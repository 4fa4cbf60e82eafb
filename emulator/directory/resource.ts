// The APIs that tokens can be issued for: Microsoft Graph everywhere, Azure DevOps in organizations, the Contoso Web API in Contoso.

import { GUID } from '../protocol/guid.ts'
import type { AppRegistration } from './app-registration.ts'
import { cloudOf, graphHosts } from './cloud.ts'
import { exposedOf } from './registered.ts'
import { contoso, fabrikam } from './tenants.ts'

/** `id`: what app registrations call it. */
export type ResourceScope = { id: string; name: string; sentence: string; adminOnly?: true }

export type Resource = {
  id: string
  aliases: string[]
  displayName: string
  /** The tenants that have it; null = all of them. */
  tenantIds: string[] | null
  scopes: ResourceScope[]
  /** The app that exposes it; none: an API of Microsoft's, or the Contoso Web API. */
  app?: AppRegistration
  /** The version of its access tokens; absent: 1. */
  tokenVersion?: 1 | 2
}

const scope = (id: string, name: string, sentence: string): ResourceScope => ({ id, name, sentence })

/** One that only an administrator can grant. */
const adminScope = (id: string, name: string, sentence: string): ResourceScope => ({
  id,
  name,
  sentence,
  adminOnly: true,
})

export const graph: Resource = {
  id: 'https://graph.microsoft.com',
  aliases: [
    '00000003-0000-0000-c000-000000000000',
    ...graphHosts.flatMap((host) => [`https://${host}`, `https://${host}/`]),
  ],
  displayName: 'Microsoft Graph',
  tenantIds: null,
  scopes: [
    scope('e1fe6dd8-ba31-4d61-89e7-88639da4683d', 'User.Read', 'Sign you in and read your profile'),
    scope('b4e74841-8e56-480b-be8b-910348b18b4c', 'User.ReadWrite', 'Read and update your profile'),
    scope('b340eb25-3456-403f-be2f-af7a0d370277', 'User.ReadBasic.All', "Read everyone's basic profile"),
    scope('570282fd-fa5c-430d-a7fd-fc8dc98a9dca', 'Mail.Read', 'Read your mail'),
    scope('465a38f9-76ea-45b9-9f34-9e8b0d4b0b42', 'Calendars.Read', 'Read your calendars'),
    scope('10465720-29dd-4523-a11a-6a75c743c9d9', 'Files.Read', 'Read your files'),
    adminScope('a154be20-db9c-4678-8ab7-66f6cc099a59', 'User.Read.All', "Read everyone's full profile"),
    adminScope(
      '204e0828-b5ca-4ad8-b9f3-f32a958e7cc4',
      'User.ReadWrite.All',
      "Read and write everyone's profile",
    ),
    adminScope(
      'fc30e98b-8810-4501-81f5-c20a3196387b',
      'User.RevokeSessions.All',
      'Revoke all sign-in sessions of a user',
    ),
    adminScope('bc024368-1153-4739-b217-4326f2e966d0', 'GroupMember.Read.All', 'Read group memberships'),
    adminScope('5f8c59db-677d-491f-a6b8-5f174b11ec1d', 'Group.Read.All', 'Read all groups'),
    adminScope('06da0dbc-49e2-44d2-8312-53f166ab848a', 'Directory.Read.All', 'Read directory data'),
    adminScope(
      'c5366453-9fb0-48a5-a156-24f0c49a4b84',
      'Directory.ReadWrite.All',
      'Read and write directory data',
    ),
    adminScope('572fea84-0151-49b2-9301-11cb16974376', 'Policy.Read.All', 'Read all policies'),
    adminScope('4908d5b9-3fb2-4b1e-9336-1888b7937185', 'Organization.Read.All', 'Read the organization'),
    adminScope('c79f8feb-a9db-4090-85f9-90d820caa0eb', 'Application.Read.All', 'Read app registrations'),
    adminScope(
      'bdfbf15f-ee85-4955-8675-146e8e5296b5',
      'Application.ReadWrite.All',
      'Read and write app registrations',
    ),
    adminScope(
      '41ce6ca6-6826-4807-84f1-1c82854f7ee5',
      'DelegatedPermissionGrant.ReadWrite.All',
      'Manage what apps may do for people',
    ),
    adminScope(
      'd11625a6-fe21-4fc6-8d3d-063eba5525ad',
      'EventListener.ReadWrite.All',
      'Read and write user flows',
    ),
    adminScope(
      '7e823077-d88e-468f-a337-e18f1f0e6c7c',
      'Policy.ReadWrite.AuthenticationMethod',
      'Read and write authentication method policies',
    ),
  ],
}

export const contosoApi: Resource = {
  id: 'api://contoso-api',
  aliases: ['e0e0e0e0-0000-4000-8000-00000000000d'],
  displayName: 'Contoso Web API',
  tenantIds: [contoso.id],
  scopes: [scope('e0e0e0e0-0000-4000-b000-000000000003', 'access_as_user', 'Use the Contoso Web API as you')],
}

/** The ids of the first two scopes are made up: apps look them up by name. */
export const azureDevOps: Resource = {
  id: '499b84ac-1321-427f-aa17-267ca6975798',
  aliases: ['https://app.vssps.visualstudio.com', 'https://app.vssps.visualstudio.com/'],
  displayName: 'Azure DevOps',
  tenantIds: [contoso.id, fabrikam.id],
  scopes: [
    scope(
      'e0e0e0e0-0000-4000-b000-000000000001',
      'vso.pats',
      'See your personal access tokens of Azure DevOps',
    ),
    scope(
      'e0e0e0e0-0000-4000-b000-000000000002',
      'vso.pats_manage',
      'See, create, change and revoke your personal access tokens of Azure DevOps',
    ),
    scope(
      'ee69721e-6c3a-468f-a9ec-302d16a4c599',
      'user_impersonation',
      'Have full access to Azure DevOps as you',
    ),
  ],
}

/** Graph first: a token request that names no resource gets the first one that was authorized. */
export const resources = [graph, contosoApi, azureDevOps]

/** What an app exposes as an API of its own. */
function exposedApi(app: AppRegistration): Resource {
  const { identifierUris, scopes, tokenVersion } = exposedOf(app)
  const [id = app.clientId, ...others] = identifierUris
  return {
    id,
    aliases: [...others.map((uri) => uri.toLowerCase()), app.clientId],
    displayName: app.displayName,
    tenantIds: app.signInAudience === 'AzureADMyOrg' ? [app.tenantId] : null,
    scopes,
    app,
    tokenVersion,
  }
}

/** `apps`: those that may be meant beside Microsoft's APIs. */
export function findResource(id: string, tenantId: string, apps: AppRegistration[] = []): Resource | null {
  const wanted = id.toLowerCase()
  const found = [...resources, ...apps.map(exposedApi)].find(
    (resource) => resource.id.toLowerCase() === wanted || resource.aliases.includes(wanted),
  )
  return found && (found.tenantIds === null || found.tenantIds.includes(tenantId)) ? found : null
}

export const isSameResource = (one: Resource, other: Resource) => one.id === other.id

/** The client id of the app that the API is. */
export const appIdOf = ({ id, aliases }: Resource): string =>
  [id, ...aliases].find((name) => GUID.test(name)) ?? id

/** What a token for this API has for `aud`: each cloud's Graph takes its own only; of version 2 the client id. */
export const audienceOf = (resource: Resource, at: URL): string => {
  if (resource === graph) return `https://${cloudOf(at).graphHost}`
  return resource.tokenVersion === 2 ? appIdOf(resource) : resource.id
}

/** Microsoft's in their own order, then those that apps expose. */
export const rankOf = (resource: Resource) => {
  const rank = resources.indexOf(resource)
  return rank < 0 ? resources.length : rank
}
