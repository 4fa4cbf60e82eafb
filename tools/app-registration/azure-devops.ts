// Azure DevOps: the address of an organization, and the permissions that its personal access tokens need.
import * as v from 'valibot'
import { Variables } from '../../src/entryway/settings/variables.ts'

export const AZURE_DEVOPS_APP_ID = '499b84ac-1321-427f-aa17-267ca6975798'

/** To read and to manage personal access tokens; their ids are looked up, they are documented nowhere. */
export const AZURE_DEVOPS_SCOPES = ['vso.pats', 'vso.pats_manage']

const ORGANIZATION = /^[A-Za-z0-9](?:[A-Za-z0-9-]{0,48}[A-Za-z0-9])?$/

/** AZURE_DEVOPS_URL for an organization given by name, or by any address of it; null = neither. */
export function azureDevOpsUrl(given: string): string | null {
  if (ORGANIZATION.test(given)) return `https://vssps.dev.azure.com/${given}`
  const url = URL.parse(given)
  if (!url || url.username || url.password || url.search || url.hash) return null
  const [organization, ...rest] = url.pathname.split('/').filter(Boolean)
  if (!organization || rest.length > 0 || !ORGANIZATION.test(organization)) return null
  const isAzureDevOps = /^https:\/\/(vssps\.)?dev\.azure\.com$/.test(url.origin)
  const address = `${isAzureDevOps ? 'https://vssps.dev.azure.com' : url.origin}/${organization}`
  return v.is(Variables.entries.AZURE_DEVOPS_URL, address) ? address : null
}
