// The apps that are registered in every emulator at the start.
import { contoso, fabrikam, fourthCoffee } from './tenants.ts'

export type AppRegistration = {
  tenantId: string
  clientId: string
  displayName: string
  /** Who may sign in, as registrations call it: this tenant, any organization, or personal accounts as well. */
  signInAudience: 'AzureADMyOrg' | 'AzureADMultipleOrgs' | 'AzureADandPersonalMicrosoftAccount'
  /** May sign in on a device, and has no secret. */
  publicClient: boolean
  secrets: { value: string; expired: boolean }[]
  redirectUris: string[]
  /** A path on the app's own origin, or on the emulator's for the app that lives inside it. */
  frontChannelLogout: { at: 'app' | 'emulator'; path: string } | null
  /** API permissions of the registration, which `.default` stands for. */
  permissions: string[]
}

export const secret = 'local-emulator-secret-not-a-real-one'
export const expiredSecret = 'local-emulator-secret-expired'

const secrets = [
  { value: secret, expired: false },
  { value: expiredSecret, expired: true },
]

const azureDevOpsPermissions = ['vso.pats', 'vso.pats_manage', 'user_impersonation'].map(
  (name) => `https://app.vssps.visualstudio.com/${name}`,
)

const entrywayRedirectUris = [
  'http://localhost/getAToken',
  'http://localhost/callback',
  'https://entryway.example/callback',
  'https://entryway.example/getAToken',
]

export const entryway: AppRegistration = {
  tenantId: contoso.id,
  clientId: 'e0e0e0e0-0000-4000-8000-00000000000a',
  displayName: 'Entryway',
  signInAudience: 'AzureADMyOrg',
  publicClient: false,
  secrets,
  redirectUris: entrywayRedirectUris,
  frontChannelLogout: { at: 'app', path: '/logout/front-channel' },
  permissions: [
    'https://graph.microsoft.com/User.Read',
    'api://contoso-api/access_as_user',
    ...azureDevOpsPermissions,
  ],
}

export const intranet: AppRegistration = {
  tenantId: contoso.id,
  clientId: 'e0e0e0e0-0000-4000-8000-00000000000b',
  displayName: 'Contoso Intranet',
  signInAudience: 'AzureADMyOrg',
  publicClient: false,
  secrets,
  redirectUris: ['http://localhost/intranet/callback', 'http://localhost/intranet'],
  frontChannelLogout: { at: 'emulator', path: '/intranet/logout' },
  permissions: ['https://graph.microsoft.com/User.Read'],
}

export const entrywayFabrikam: AppRegistration = {
  tenantId: fabrikam.id,
  clientId: 'e0e0e0e0-0000-4000-8000-00000000000c',
  displayName: 'Entryway (Fabrikam)',
  signInAudience: 'AzureADMyOrg',
  publicClient: false,
  secrets,
  redirectUris: entrywayRedirectUris,
  frontChannelLogout: { at: 'app', path: '/logout/front-channel' },
  permissions: ['https://graph.microsoft.com/User.Read', ...azureDevOpsPermissions],
}

/** One registration for everybody: people of any organization, and personal accounts. */
export const entrywayEverywhere: AppRegistration = {
  tenantId: contoso.id,
  clientId: 'e0e0e0e0-0000-4000-8000-00000000000f',
  displayName: 'Entryway (any account)',
  signInAudience: 'AzureADandPersonalMicrosoftAccount',
  publicClient: false,
  secrets,
  redirectUris: entrywayRedirectUris,
  frontChannelLogout: { at: 'app', path: '/logout/front-channel' },
  permissions: ['https://graph.microsoft.com/User.Read', ...azureDevOpsPermissions],
}

/** Apps for customers are always of one tenant. */
export const entrywayCustomers: AppRegistration = {
  tenantId: fourthCoffee.id,
  clientId: 'e0e0e0e0-0000-4000-8000-000000000010',
  displayName: 'Entryway (customers)',
  signInAudience: 'AzureADMyOrg',
  publicClient: false,
  secrets,
  redirectUris: entrywayRedirectUris,
  frontChannelLogout: { at: 'app', path: '/logout/front-channel' },
  permissions: ['https://graph.microsoft.com/User.Read', 'https://graph.microsoft.com/User.ReadWrite'],
}

export const commandLine: AppRegistration = {
  tenantId: contoso.id,
  clientId: 'e0e0e0e0-0000-4000-8000-00000000000e',
  displayName: 'Contoso Command Line',
  signInAudience: 'AzureADMyOrg',
  publicClient: true,
  secrets: [],
  redirectUris: [],
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
]
