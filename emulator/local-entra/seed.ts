// The seed: which tenants there are, and who and what is in each. Ids that are left out are made from the names, and so are
// the same at every start. Checked against seed-schema.ts, from which the JSON Schema is made.

export type Seed = {
  /** For editors: the path or URL of the JSON Schema. */
  $schema?: string | undefined
  /** Keeps Contoso, Fabrikam and Fourth Coffee beside these tenants. Default: false. */
  samples?: boolean | undefined
  tenants: SeedTenant[]
}

export type SeedTenant = {
  /** A GUID. */
  id?: string | undefined
  /** The first label of name.onmicrosoft.com and of name.ciamlogin.com. The personal accounts are called outlook. */
  name: string
  /** An organization (the default), External ID, or the personal accounts. */
  kind?: 'work' | 'customers' | 'personal' | undefined
  /** Default: name.onmicrosoft.com. */
  domain?: string | undefined
  displayName?: string | undefined
  /** The custom URL domain of an External ID tenant. */
  loginHost?: string | undefined
  policies?: SeedPolicies | undefined
  people?: SeedPerson[] | undefined
  groups?: SeedGroup[] | undefined
  apps?: SeedApp[] | undefined
}

export type SeedPolicies = {
  /** Every sign-in asks for another factor. */
  multiFactor?: boolean
  /** false: only an administrator consents. */
  userConsent?: boolean
  /** false: Graph adds no client secret to an app. */
  secrets?: boolean
  /** false: only people with a role register apps. */
  appCreation?: boolean
  /** A new client secret lives no longer. */
  maxSecretDays?: number
}

export type SeedPerson = {
  /** The object id, a GUID. */
  id?: string | undefined
  /** What they type to sign in: name@domain. */
  username: string
  displayName?: string | undefined
  givenName?: string | undefined
  surname?: string | undefined
  /** Default: the user name. */
  mail?: string | undefined
  jobTitle?: string | undefined
  officeLocation?: string | undefined
  mobilePhone?: string | undefined
  businessPhones?: string[] | undefined
  preferredLanguage?: string | undefined
  /** A customer's. Without one they get a passcode. Nobody else has a password here. */
  password?: string | undefined
  roles?: SeedRole[] | undefined
  /** Names of other tenants that this person is a guest of. */
  guestOf?: string[] | undefined
}

export type SeedRole =
  | 'Global Administrator'
  | 'Application Administrator'
  | 'Application Developer'
  | 'External ID User Flow Administrator'

export type SeedGroup = {
  id?: string | undefined
  displayName: string
  description?: string | undefined
  mail?: string | undefined
  /** Default: true. */
  securityEnabled?: boolean | undefined
  /** User names of people, display names of groups. */
  members?: string[] | undefined
}

/** Moments are ISO 8601. */
export type SeedSecret =
  | string
  | {
      value: string
      displayName?: string | undefined
      startsAt?: string | undefined
      endsAt?: string | undefined
    }

export type SeedAppRole = {
  id?: string | undefined
  /** What the `roles` claim has. */
  value: string
  displayName?: string | undefined
  description?: string | undefined
  /** User names of people, display names of groups. */
  assignedTo?: string[] | undefined
}

export type SeedExposedScope = {
  id?: string | undefined
  value: string
  displayName?: string | undefined
  /** Only an administrator can grant it. */
  adminOnly?: boolean | undefined
}

export type SeedApi = {
  /** Such as api://orders. */
  identifierUris: string[]
  scopes?: SeedExposedScope[] | undefined
  /** Of the tokens for this API. Default: 1. */
  accessTokenVersion?: 1 | 2 | undefined
  /** Client ids of the apps that need no consent for its scopes. */
  preAuthorizedApps?: string[] | undefined
}

export type SeedApp = {
  clientId?: string | undefined
  objectId?: string | undefined
  displayName: string
  /** Default: AzureADMyOrg. */
  signInAudience?:
    | 'AzureADMyOrg'
    | 'AzureADMultipleOrgs'
    | 'AzureADandPersonalMicrosoftAccount'
    | 'PersonalMicrosoftAccount'
    | undefined
  /** May sign in on a device and from a desktop, without a secret. */
  publicClient?: boolean | undefined
  secrets?: SeedSecret[] | undefined
  /** Each in PEM. */
  certificates?: string[] | undefined
  /** By platform. The port of http://localhost does not count. */
  redirectUris?:
    | { web?: string[] | undefined; spa?: string[] | undefined; publicClient?: string[] | undefined }
    | undefined
  frontChannelLogoutUrl?: string | undefined
  /** Delegated, such as https://graph.microsoft.com/User.Read. */
  permissions?: string[] | undefined
  /** Granted to the app itself, such as User.Read.All. */
  applicationPermissions?: string[] | undefined
  /** An administrator has consented to the permissions, for everybody. */
  adminConsent?: boolean | undefined
  /** Of ID tokens, such as login_hint and sid. */
  optionalClaims?: string[] | undefined
  appRoles?: SeedAppRole[] | undefined
  /** What the app offers to others. */
  api?: SeedApi | undefined
  /** What /authorize may answer with beside a code. */
  implicitGrant?: { idToken?: boolean | undefined; accessToken?: boolean | undefined } | undefined
  groupMembershipClaims?: 'None' | 'SecurityGroup' | 'DirectoryRole' | 'ApplicationGroup' | 'All' | undefined
}
