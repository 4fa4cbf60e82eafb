// The apps that are registered in every emulator at the start.
import { contoso, fabrikam, fourthCoffee, microsoftServices } from './tenants.ts'

/** Who may sign in: this tenant, any organization, personal accounts as well, or those alone. */
export type SignInAudience =
  | 'AzureADMyOrg'
  | 'AzureADMultipleOrgs'
  | 'AzureADandPersonalMicrosoftAccount'
  | 'PersonalMicrosoftAccount'

/** Times in milliseconds. */
export type Secret = {
  keyId: string
  displayName: string | null
  value: string
  startsAt: number
  endsAt: number
}

/** A certificate in PEM that the app may prove itself with. Times in milliseconds. */
export type Certificate = {
  keyId: string
  displayName: string
  pem: string
  /** SHA-1 of the certificate, in base64. */
  thumbprint: string
  startsAt: number
  endsAt: number
}

/** Permissions of one API, by the ids that its service principal has for them. */
export type RequiredResource = { resourceAppId: string; resourceAccess: { id: string; type: string }[] }

export type OptionalClaim = { name: string; essential: boolean }

export type AppRegistration = {
  tenantId: string
  clientId: string
  /** What the directory calls it; an app has this id beside the one it signs in with. */
  objectId: string
  displayName: string
  signInAudience: SignInAudience
  /** May sign in on a device, and has no secret. */
  publicClient: boolean
  secrets: Secret[]
  certificates: Certificate[]
  /** Of the platform Web. */
  redirectUris: string[]
  spaRedirectUris: string[]
  publicClientRedirectUris: string[]
  /** A path on the app's own origin, or on the emulator's for the app that lives inside it; registered later, a URL. */
  frontChannelLogout: { at: 'app' | 'emulator'; path: string } | { url: string } | null
  /** API permissions of the registration, which `.default` stands for. */
  permissions: string[]
  /** The same by id, as it was registered; null: those of `permissions`. */
  requiredResources: RequiredResource[] | null
  /** What ID tokens bring besides the claims that all of them have. */
  optionalClaims: OptionalClaim[]
  /** Object ids of the people who may change the registration without a role. */
  owners: string[]
  /** What was registered and changes nothing here, by its name. */
  others: Record<string, unknown>
  /** Milliseconds. */
  createdAt: number
}

export const secret = 'local-emulator-secret-not-a-real-one'
export const expiredSecret = 'local-emulator-secret-expired'

const START_MS = Date.UTC(2026, 0, 1)
const END_MS = Date.UTC(2099, 11, 31)

const secrets: Secret[] = [
  {
    keyId: 'e0e0e0e0-0000-4000-a000-000000000001',
    displayName: 'For trying',
    value: secret,
    startsAt: Date.UTC(2025, 0, 1),
    endsAt: END_MS,
  },
  {
    keyId: 'e0e0e0e0-0000-4000-a000-000000000002',
    displayName: 'Expired',
    value: expiredSecret,
    startsAt: Date.UTC(2000, 0, 1),
    endsAt: Date.UTC(2000, 0, 2),
  },
]

const azureDevOpsPermissions = ['vso.pats', 'vso.pats_manage', 'user_impersonation'].map(
  (name) => `https://app.vssps.visualstudio.com/${name}`,
)

/** What the apps that are there at the start have in common. */
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

const entrywayRedirectUris = [
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

/** One registration for everybody: people of any organization, and personal accounts. */
export const entrywayEverywhere: AppRegistration = {
  ...atTheStart,
  tenantId: contoso.id,
  clientId: 'e0e0e0e0-0000-4000-8000-00000000000f',
  objectId: 'e0e0e0e0-0000-4000-9000-00000000000f',
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

/** Microsoft's own client for administrators, which every tenant has; its ids are the real ones. */
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
]
