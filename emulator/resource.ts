// The APIs that tokens can be issued for: Microsoft Graph everywhere, Azure DevOps in organizations, the Contoso Web API in Contoso.
import { cloudOf, graphHosts } from './cloud.ts'
import { contoso, fabrikam } from './tenants.ts'

export type ResourceScope = { name: string; sentence: string; adminOnly?: true }

export type Resource = {
  id: string
  aliases: string[]
  displayName: string
  /** The tenants that have it; null = all of them. */
  tenantIds: string[] | null
  scopes: ResourceScope[]
}

export const graph: Resource = {
  id: 'https://graph.microsoft.com',
  aliases: [
    '00000003-0000-0000-c000-000000000000',
    ...graphHosts.flatMap((host) => [`https://${host}`, `https://${host}/`]),
  ],
  displayName: 'Microsoft Graph',
  tenantIds: null,
  scopes: [
    { name: 'User.Read', sentence: 'Sign you in and read your profile' },
    { name: 'User.ReadWrite', sentence: 'Read and update your profile' },
    { name: 'User.ReadBasic.All', sentence: "Read everyone's basic profile" },
    { name: 'Mail.Read', sentence: 'Read your mail' },
    { name: 'Calendars.Read', sentence: 'Read your calendars' },
    { name: 'Files.Read', sentence: 'Read your files' },
    { name: 'User.Read.All', sentence: "Read everyone's full profile", adminOnly: true },
    { name: 'Directory.Read.All', sentence: 'Read directory data', adminOnly: true },
  ],
}

export const contosoApi: Resource = {
  id: 'api://contoso-api',
  aliases: ['e0e0e0e0-0000-4000-8000-00000000000d'],
  displayName: 'Contoso Web API',
  tenantIds: [contoso.id],
  scopes: [{ name: 'access_as_user', sentence: 'Use the Contoso Web API as you' }],
}

export const azureDevOps: Resource = {
  id: '499b84ac-1321-427f-aa17-267ca6975798',
  aliases: ['https://app.vssps.visualstudio.com', 'https://app.vssps.visualstudio.com/'],
  displayName: 'Azure DevOps',
  tenantIds: [contoso.id, fabrikam.id],
  scopes: [
    { name: 'vso.pats', sentence: 'See your personal access tokens of Azure DevOps' },
    {
      name: 'vso.pats_manage',
      sentence: 'See, create, change and revoke your personal access tokens of Azure DevOps',
    },
    { name: 'user_impersonation', sentence: 'Have full access to Azure DevOps as you' },
  ],
}

/** Graph first: a token request that names no resource gets the first one that was authorized. */
const resources = [graph, contosoApi, azureDevOps]

export function findResource(id: string, tenantId: string): Resource | null {
  const wanted = id.toLowerCase()
  const found = resources.find(
    (resource) => resource.id.toLowerCase() === wanted || resource.aliases.includes(wanted),
  )
  return found && (found.tenantIds === null || found.tenantIds.includes(tenantId)) ? found : null
}

/** What a token for this API has for `aud`: each cloud's Graph takes its own only. */
export const audienceOf = (resource: Resource, at: URL) =>
  resource === graph ? `https://${cloudOf(at).graphHost}` : resource.id

export const rankOf = (resource: Resource) => resources.indexOf(resource)
