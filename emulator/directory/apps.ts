// The apps registered in every emulator at the start.
import type { AppRegistration } from './app-registration.ts'
import { reportsReader } from './app-roles.ts'
import { firstSecrets as secrets } from './first-secrets.ts'
import { contoso, fabrikam, fourthCoffee, microsoftServices } from './tenants.ts'

export { expiredSecret, secret } from './first-secrets.ts'

const START_MS = Date.UTC(2026, 0, 1)

const azureDevOpsPermissions = ['vso.pats', 'vso.pats_manage', 'user_impersonation'].map(
  (name) => `https://app.vssps.visualstudio.com/${name}`,
)

const atTheStart = {
  certificates: [],
  spaRedirectUris: [],
  publicClientRedirectUris: [],
  requiredResources: null,
  optionalClaims: ['sid', 'login_hint'].map((name) => ({ name, essential: false })),
  owners: [],
  others: {},
  createdAt: START_MS,
} satisfies Partial<AppRegistration>

/** The samples sign out to their home page; the others to the page they sign in from. */
const entrywayRedirectUris = [
  'http://localhost/',
  'http://localhost/getAToken',
  'http://localhost/callback',
  'https://entryway.example/callback',
  'https://entryway.example/getAToken',
]

export const entryway: AppRegistration = {
  ...atTheStart,
  tenantId: contoso.id,
  clientId: 'e0e0e0e0-0000-4000-8000-00000000000a',
  objectId: 'e0e0e0e0-0000-4000-9000-00000000000a',
  displayName: 'Entryway',
  signInAudience: 'AzureADMyOrg',
  publicClient: false,
  secrets,
  redirectUris: entrywayRedirectUris,
  frontChannelLogout: { at: 'app', path: '/logout/front-channel' },
  appRoles: [reportsReader('a')],
  permissions: [
    'https://graph.microsoft.com/User.Read',
    'api://contoso-api/access_as_user',
    ...azureDevOpsPermissions,
  ],
}

export const intranet: AppRegistration = {
  ...atTheStart,
  tenantId: contoso.id,
  clientId: 'e0e0e0e0-0000-4000-8000-00000000000b',
  objectId: 'e0e0e0e0-0000-4000-9000-00000000000b',
  displayName: 'Contoso Intranet',
  signInAudience: 'AzureADMyOrg',
  publicClient: false,
  secrets,
  redirectUris: ['http://localhost/intranet/callback', 'http://localhost/intranet'],
  frontChannelLogout: { at: 'emulator', path: '/intranet/logout' },
  permissions: ['https://graph.microsoft.com/User.Read'],
}

export const entrywayFabrikam: AppRegistration = {
  ...atTheStart,
  tenantId: fabrikam.id,
  clientId: 'e0e0e0e0-0000-4000-8000-00000000000c',
  objectId: 'e0e0e0e0-0000-4000-9000-00000000000c',
  displayName: 'Entryway (Fabrikam)',
  signInAudience: 'AzureADMyOrg',
  publicClient: false,
  secrets,
  redirectUris: entrywayRedirectUris,
  frontChannelLogout: { at: 'app', path: '/logout/front-channel' },
  permissions: ['https://graph.microsoft.com/User.Read', ...azureDevOpsPermissions],
}

/** One registration for all organizations and personal accounts. */
export const entrywayEverywhere: AppRegistration = {
  ...atTheStart,
  tenantId: contoso.id,
  clientId: 'e0e0e0e0-0000-4000-8000-00000000000f',
  objectId: 'e0e0e0e0-0000-4000-9000-00000000000f',
  displayName: 'Entryway (any account)',
  signInAudience: 'AzureADandPersonalMicrosoftAccount',
  others: { api: { requestedAccessTokenVersion: 2 } },
  publicClient: false,
  secrets,
  redirectUris: entrywayRedirectUris,
  frontChannelLogout: { at: 'app', path: '/logout/front-channel' },
  appRoles: [reportsReader('f')],
  permissions: ['https://graph.microsoft.com/User.Read', ...azureDevOpsPermissions],
}

/** Apps for customers are always single-tenant. */
export const entrywayCustomers: AppRegistration = {
  ...atTheStart,
  tenantId: fourthCoffee.id,
  clientId: 'e0e0e0e0-0000-4000-8000-000000000010',
  objectId: 'e0e0e0e0-0000-4000-9000-000000000010',
  displayName: 'Entryway (customers)',
  signInAudience: 'AzureADMyOrg',
  publicClient: false,
  secrets,
  redirectUris: entrywayRedirectUris,
  frontChannelLogout: { at: 'app', path: '/logout/front-channel' },
  permissions: ['https://graph.microsoft.com/User.Read', 'https://graph.microsoft.com/User.ReadWrite'],
}

export const commandLine: AppRegistration = {
  ...atTheStart,
  tenantId: contoso.id,
  clientId: 'e0e0e0e0-0000-4000-8000-00000000000e',
  objectId: 'e0e0e0e0-0000-4000-9000-00000000000e',
  displayName: 'Contoso Command Line',
  signInAudience: 'AzureADMyOrg',
  publicClient: true,
  secrets: [],
  redirectUris: [],
  frontChannelLogout: null,
  permissions: ['https://graph.microsoft.com/User.Read'],
}

/** A single-page application. */
export const contosoPage: AppRegistration = {
  ...atTheStart,
  tenantId: contoso.id,
  clientId: 'e0e0e0e0-0000-4000-8000-000000000011',
  objectId: 'e0e0e0e0-0000-4000-9000-000000000011',
  displayName: 'Contoso Single Page',
  signInAudience: 'AzureADMyOrg',
  publicClient: false,
  secrets: [],
  redirectUris: [],
  spaRedirectUris: ['', 'redirect', 'redirect.html', 'blank.html', 'callback'].map(
    (path) => `http://localhost/${path}`,
  ),
  frontChannelLogout: null,
  permissions: ['https://graph.microsoft.com/User.Read', 'api://contoso-api/access_as_user'],
}

/** The Contoso Web API itself, which calls Graph on behalf of its callers. */
export const contosoWebApi: AppRegistration = {
  ...atTheStart,
  tenantId: contoso.id,
  clientId: 'e0e0e0e0-0000-4000-8000-00000000000d',
  objectId: 'e0e0e0e0-0000-4000-9000-00000000000d',
  displayName: 'Contoso Web API',
  signInAudience: 'AzureADMyOrg',
  publicClient: false,
  secrets,
  redirectUris: [],
  frontChannelLogout: null,
  permissions: ['https://graph.microsoft.com/User.Read'],
  others: { identifierUris: ['api://contoso-api'] },
}

/** Microsoft's own client for administrators, present in every tenant; the IDs are real. */
export const graphCommandLine: AppRegistration = {
  ...atTheStart,
  tenantId: microsoftServices.id,
  clientId: '14d82eec-204b-4c2f-b7e8-296a70dab67e',
  objectId: 'e0e0e0e0-0000-4000-9000-000000000014',
  displayName: 'Microsoft Graph Command Line Tools',
  signInAudience: 'AzureADMultipleOrgs',
  publicClient: true,
  secrets: [],
  redirectUris: [],
  // Connect-MgGraph listens on a port of its own choosing there.
  publicClientRedirectUris: ['http://localhost'],
  frontChannelLogout: null,
  permissions: ['https://graph.microsoft.com/User.Read'],
}

export const apps: AppRegistration[] = [
  entryway,
  intranet,
  commandLine,
  entrywayEverywhere,
  entrywayFabrikam,
  entrywayCustomers,
  graphCommandLine,
  contosoPage,
  contosoWebApi,
]
