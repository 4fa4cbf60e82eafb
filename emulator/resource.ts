// The APIs that tokens can be issued for: Microsoft Graph everywhere, the Contoso Web API in Contoso.
import { cloudOf, graphHosts } from './cloud.ts'
import { contoso } from './tenants.ts'

export type ResourceScope = { name: string; sentence: string; adminOnly?: true }

export type Resource = {
  id: string
  aliases: string[]
  displayName: string
  /** The tenant that has it; null = all of them. */
  tenantId: string | null
  scopes: ResourceScope[]
}

export const graph: Resource = {
  id: 'https://graph.microsoft.com',
  aliases: [
    '00000003-0000-0000-c000-000000000000',
    ...graphHosts.flatMap((host) => [`https://${host}`, `https://${host}/`]),
  ],
  displayName: 'Microsoft Graph',
  tenantId: null,
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
  tenantId: contoso.id,
  scopes: [{ name: 'access_as_user', sentence: 'Use the Contoso Web API as you' }],
}

/** Graph first: a token request that names no resource gets the first one that was authorized. */
const resources = [graph, contosoApi]

export function findResource(id: string, tenantId: string): Resource | null {
  const wanted = id.toLowerCase()
  const found = resources.find(
    (resource) => resource.id.toLowerCase() === wanted || resource.aliases.includes(wanted),
  )
  return found && (found.tenantId === null || found.tenantId === tenantId) ? found : null
}

/** What a token for this API has for `aud`: each cloud's Graph takes its own only. */
export const audienceOf = (resource: Resource, at: URL) =>
  resource === graph ? `https://${cloudOf(at).graphHost}` : resource.id

export const rankOf = (resource: Resource) => resources.indexOf(resource)
