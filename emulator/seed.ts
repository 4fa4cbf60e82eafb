// The tenants, people and apps that every emulator starts with; all of them obviously made up.

export type Tenant = { id: string; domain: string; displayName: string }

export type Profile = {
  businessPhones: string[]
  displayName: string
  givenName: string
  id: string
  jobTitle: string | null
  mail: string | null
  mobilePhone: string | null
  officeLocation: string | null
  preferredLanguage: string | null
  surname: string
  userPrincipalName: string
}

/** Colours of a drawn portrait, as six hexadecimal digits. */
export type Portrait = { background: string; skin: string; hair: string; shirt: string; longHair: boolean }

export type Person = { tenantId: string; profile: Profile; portrait: Portrait | null }

export type AppRegistration = {
  tenantId: string
  clientId: string
  displayName: string
  /** May sign in on a device, and has no secret. */
  publicClient: boolean
  secrets: { value: string; expired: boolean }[]
  redirectUris: string[]
  /** A path on the app's own origin, or on the emulator's for the app that lives inside it. */
  frontChannelLogout: { at: 'app' | 'emulator'; path: string } | null
  /** API permissions of the registration, which `.default` stands for. */
  permissions: string[]
}

export const contoso: Tenant = {
  id: 'c0c0c0c0-0000-4000-8000-000000000001',
  domain: 'contoso.example',
  displayName: 'Contoso',
}

export const fabrikam: Tenant = {
  id: 'fab0fab0-0000-4000-8000-000000000002',
  domain: 'fabrikam.example',
  displayName: 'Fabrikam',
}

export const tenants: Tenant[] = [contoso, fabrikam]

export const adele: Person = {
  tenantId: contoso.id,
  portrait: { background: '9cc5c9', skin: 'e8b48f', hair: '5b3a29', shirt: '2f5d8a', longHair: true },
  profile: {
    businessPhones: ['+1 425 555 0109'],
    displayName: 'Adele Vance',
    givenName: 'Adele',
    id: 'ade1e000-0000-4000-8000-000000000011',
    jobTitle: 'Retail Manager',
    mail: 'adele@contoso.example',
    mobilePhone: '+1 425 555 0110',
    officeLocation: '18/2111',
    preferredLanguage: 'en-US',
    surname: 'Vance',
    userPrincipalName: 'adele@contoso.example',
  },
}

export const alex: Person = {
  tenantId: contoso.id,
  portrait: null,
  profile: {
    businessPhones: ['+1 858 555 0111'],
    displayName: 'Alex Wilber',
    givenName: 'Alex',
    id: 'a1e00000-0000-4000-8000-000000000012',
    jobTitle: 'Marketing Assistant',
    mail: 'alex@contoso.example',
    mobilePhone: null,
    officeLocation: '131/1104',
    preferredLanguage: 'en-GB',
    surname: 'Wilber',
    userPrincipalName: 'alex@contoso.example',
  },
}

export const megan: Person = {
  tenantId: fabrikam.id,
  portrait: { background: 'd9c3a5', skin: 'f0c8a8', hair: 'a3552b', shirt: '3d7a5a', longHair: true },
  profile: {
    businessPhones: ['+1 412 555 0109'],
    displayName: 'Megan Bowen',
    givenName: 'Megan',
    id: '3e6a0000-0000-4000-8000-000000000021',
    jobTitle: 'Auditor',
    mail: 'megan@fabrikam.example',
    mobilePhone: '+1 412 555 0112',
    officeLocation: '12/1110',
    preferredLanguage: 'en-US',
    surname: 'Bowen',
    userPrincipalName: 'megan@fabrikam.example',
  },
}

export const diego: Person = {
  tenantId: fabrikam.id,
  portrait: null,
  profile: {
    businessPhones: ['+1 205 555 0108'],
    displayName: 'Diego Siciliani',
    givenName: 'Diego',
    id: 'd1e60000-0000-4000-8000-000000000022',
    jobTitle: 'HR Manager',
    mail: 'diego@fabrikam.example',
    mobilePhone: null,
    officeLocation: '14/1108',
    preferredLanguage: 'it-IT',
    surname: 'Siciliani',
    userPrincipalName: 'diego@fabrikam.example',
  },
}

export const people: Person[] = [adele, alex, megan, diego]

export const secret = 'local-emulator-secret-not-a-real-one'
export const expiredSecret = 'local-emulator-secret-expired'

const secrets = [
  { value: secret, expired: false },
  { value: expiredSecret, expired: true },
]

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
  publicClient: false,
  secrets,
  redirectUris: entrywayRedirectUris,
  frontChannelLogout: { at: 'app', path: '/logout/front-channel' },
  permissions: ['https://graph.microsoft.com/User.Read', 'api://contoso-api/access_as_user'],
}

export const intranet: AppRegistration = {
  tenantId: contoso.id,
  clientId: 'e0e0e0e0-0000-4000-8000-00000000000b',
  displayName: 'Contoso Intranet',
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
  publicClient: false,
  secrets,
  redirectUris: entrywayRedirectUris,
  frontChannelLogout: { at: 'app', path: '/logout/front-channel' },
  permissions: ['https://graph.microsoft.com/User.Read'],
}

export const commandLine: AppRegistration = {
  tenantId: contoso.id,
  clientId: 'e0e0e0e0-0000-4000-8000-00000000000e',
  displayName: 'Contoso Command Line',
  publicClient: true,
  secrets: [],
  redirectUris: [],
  frontChannelLogout: null,
  permissions: ['https://graph.microsoft.com/User.Read'],
}

export const apps: AppRegistration[] = [entryway, intranet, commandLine, entrywayFabrikam]
