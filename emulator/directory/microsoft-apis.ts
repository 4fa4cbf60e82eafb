// Microsoft's APIs that tokens are issued for, and those rejected by name.
import { graphHosts } from './cloud.ts'
import {
  cosmosDelegated,
  dataLakeDelegated,
  dynamicsDelegated,
  keyVaultDelegated,
  managementDelegated,
  powerAppsDelegated,
  powerBiApplication,
  powerBiDelegated,
  sqlDelegated,
  storageDelegated,
} from './permissions/azure.ts'
import { azureDevOpsDelegated } from './permissions/azure-devops.ts'
import { graphApplication } from './permissions/graph-application.ts'
import { graphDelegated } from './permissions/graph-delegated.ts'
import { newerApplication, newerDelegated } from './permissions/graph-newer.ts'
import {
  exchangeApplication,
  exchangeDelegated,
  officeManagement,
  sharePointApplication,
  sharePointDelegated,
} from './permissions/office.ts'
import { type Permission, permissionsOf } from './permissions/permission.ts'
import type { Tenant } from './tenants.ts'

export type MicrosoftApi = {
  id: string
  aliases: string[]
  displayName: string
  /** Hosts specific to a tenant or an organization, such as contoso.sharepoint.com. */
  hosts?: RegExp
  /** Absent: available in every kind of tenant. */
  kinds?: Tenant['kind'][]
  scopes: Permission[]
  /** Application permissions; none = absent. */
  roles?: Permission[]
}

const of = (table: string) => permissionsOf(table, 'e0e0e0e0-0000-4000-b100-')

export const graph: MicrosoftApi = {
  id: 'https://graph.microsoft.com',
  aliases: ['00000003-0000-0000-c000-000000000000', ...graphHosts.map((host) => `https://${host}`)],
  displayName: 'Microsoft Graph',
  scopes: [...of(graphDelegated), ...permissionsOf(newerDelegated, 'e0e0e0e0-0000-4000-b101-')],
  roles: [...of(graphApplication), ...permissionsOf(newerApplication, 'e0e0e0e0-0000-4000-b102-')],
}

export const azureDevOps: MicrosoftApi = {
  id: '499b84ac-1321-427f-aa17-267ca6975798',
  aliases: ['https://app.vssps.visualstudio.com'],
  displayName: 'Azure DevOps',
  kinds: ['work', 'personal'],
  scopes: of(azureDevOpsDelegated),
}

const others: MicrosoftApi[] = [
  {
    id: 'https://management.azure.com',
    aliases: ['797f4846-ba00-4fd7-ba43-dac1f8f63013', 'https://management.core.windows.net'],
    displayName: 'Azure Service Management',
    scopes: of(managementDelegated),
  },
  {
    id: 'https://vault.azure.net',
    aliases: ['cfa8b339-82a2-471a-a3c9-0fc0be7a4093'],
    displayName: 'Azure Key Vault',
    scopes: of(keyVaultDelegated),
  },
  {
    id: 'https://storage.azure.com',
    aliases: ['e406a681-f3d4-42a8-90b6-c2b029497af1'],
    displayName: 'Azure Storage',
    hosts: /\.(blob|queue|table|dfs|file)\.core\.windows\.net$/,
    scopes: of(storageDelegated),
  },
  {
    id: 'https://database.windows.net',
    aliases: ['022907d3-0f1b-48f7-badc-1ba6abab6d66'],
    displayName: 'Azure SQL Database',
    scopes: of(sqlDelegated),
  },
  {
    id: 'https://datalake.azure.net',
    aliases: ['e9f49c6b-5ce5-44c8-925d-015017e9f7ad'],
    displayName: 'Azure Data Lake',
    scopes: of(dataLakeDelegated),
  },
  {
    id: 'https://cosmos.azure.com',
    aliases: ['a232010e-820c-4083-83bb-3ace5fc29d0b'],
    displayName: 'Azure Cosmos DB',
    hosts: /\.documents\.azure\.com$/,
    scopes: of(cosmosDelegated),
  },
  {
    id: '00000003-0000-0ff1-ce00-000000000000',
    aliases: [],
    displayName: 'Office 365 SharePoint Online',
    hosts: /^[a-z0-9-]+\.sharepoint\.com$/,
    scopes: of(sharePointDelegated),
    roles: of(sharePointApplication),
  },
  {
    id: 'https://outlook.office365.com',
    aliases: ['00000002-0000-0ff1-ce00-000000000000', 'https://outlook.office.com'],
    displayName: 'Office 365 Exchange Online',
    scopes: of(exchangeDelegated),
    roles: of(exchangeApplication),
  },
  {
    id: 'https://manage.office.com',
    aliases: ['c5393580-f805-4401-95e8-94b7a6ef2fc2'],
    displayName: 'Office 365 Management APIs',
    scopes: of(officeManagement),
    roles: of(officeManagement),
  },
  {
    id: '00000007-0000-0000-c000-000000000000',
    aliases: [],
    displayName: 'Dynamics CRM',
    hosts: /\.(api\.)?crm\d*\.dynamics\.com$/,
    scopes: of(dynamicsDelegated),
  },
  {
    id: 'https://service.powerapps.com',
    aliases: ['475226c6-020e-4fb2-8a90-7a972cbfc1d4'],
    displayName: 'PowerApps Service',
    scopes: of(powerAppsDelegated),
  },
  {
    id: 'https://analysis.windows.net/powerbi/api',
    aliases: ['00000009-0000-0000-c000-000000000000'],
    displayName: 'Power BI Service',
    scopes: of(powerBiDelegated),
    roles: of(powerBiApplication),
  },
]

/** Graph first: a token request without a resource gets the first one that was authorized. */
export const microsoftApis = [graph, azureDevOps, ...others]

const withoutSlash = (id: string) => id.replace(/\/$/, '')

/** By its URL, one of its own hosts, or its client ID, in lowercase. */
export function microsoftApiCalled(called: string): MicrosoftApi | null {
  const wanted = withoutSlash(called)
  const url = URL.canParse(wanted) ? new URL(wanted) : null
  const isHost = ({ hosts }: MicrosoftApi) =>
    url?.protocol === 'https:' && url.pathname === '/' && hosts?.test(url.hostname)
  return microsoftApis.find((api) => api.id === wanted || api.aliases.includes(wanted) || isHost(api)) ?? null
}
