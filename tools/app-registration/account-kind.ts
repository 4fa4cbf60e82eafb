// The kinds of accounts an app can accept, and what each means for its registration and AUTHORITY.

export type Audience =
  | 'AzureADMyOrg'
  | 'AzureADMultipleOrgs'
  | 'AzureADandPersonalMicrosoftAccount'
  | 'PersonalMicrosoftAccount'

type KindRow = {
  sentence: string
  audience: Audience
  /** The last segment of AUTHORITY; null = the tenant's ID. */
  authorityPath: 'common' | 'organizations' | 'consumers' | null
  /** For personal accounts, Entra accepts only registrations with access token version 2. */
  accessTokenVersion: 2 | null
  /** Whether Entra lets these accounts use an Azure DevOps API. */
  azureDevOps: boolean
  mostRedirectUris: number
  /** Source: "Supported account types in Microsoft identity platform, validation differences". */
  mostSecrets: number
}

const KINDS = {
  tenant: {
    sentence: 'accounts in this tenant',
    audience: 'AzureADMyOrg',
    authorityPath: null,
    accessTokenVersion: null,
    azureDevOps: true,
    mostRedirectUris: 256,
    mostSecrets: Number.POSITIVE_INFINITY,
  },
  organizations: {
    sentence: 'accounts in any organization',
    audience: 'AzureADMultipleOrgs',
    authorityPath: 'organizations',
    accessTokenVersion: null,
    azureDevOps: true,
    mostRedirectUris: 256,
    mostSecrets: Number.POSITIVE_INFINITY,
  },
  common: {
    sentence: 'accounts in any organization, and personal accounts',
    audience: 'AzureADandPersonalMicrosoftAccount',
    authorityPath: 'common',
    accessTokenVersion: 2,
    azureDevOps: true,
    mostRedirectUris: 100,
    mostSecrets: 2,
  },
  consumers: {
    sentence: 'personal accounts',
    audience: 'PersonalMicrosoftAccount',
    authorityPath: 'consumers',
    accessTokenVersion: 2,
    azureDevOps: false,
    mostRedirectUris: 100,
    mostSecrets: 2,
  },
  customers: {
    sentence: 'customers (External ID)',
    audience: 'AzureADMyOrg',
    authorityPath: null,
    accessTokenVersion: null,
    azureDevOps: false,
    mostRedirectUris: 256,
    mostSecrets: Number.POSITIVE_INFINITY,
  },
} as const satisfies Record<string, KindRow>

export type AccountKind = keyof typeof KINDS

export const accountKinds = Object.keys(KINDS) as AccountKind[]

export const isAccountKind = (name: string): name is AccountKind => Object.hasOwn(KINDS, name)

export const kindRow = (kind: AccountKind): KindRow => KINDS[kind]

/** The kind of an existing registration; in a tenant for customers, always customers. */
export function kindOfAudience(audience: string | null, forCustomers: boolean): AccountKind | null {
  if (forCustomers) return 'customers'
  return accountKinds.find((kind) => kind !== 'customers' && KINDS[kind].audience === audience) ?? null
}
