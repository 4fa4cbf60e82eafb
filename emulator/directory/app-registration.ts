// An app registration, as stored in a tenant.
import type { Group } from './groups.ts'
import type { OfTenant } from './tenants.ts'

/** Who may sign in: this tenant, any organization, those and personal accounts, or personal accounts only. */
export const signInAudiences = [
  'AzureADMyOrg',
  'AzureADMultipleOrgs',
  'AzureADandPersonalMicrosoftAccount',
  'PersonalMicrosoftAccount',
] as const

/** Times in milliseconds. */
export type Secret = {
  keyId: string
  displayName: string | null
  value: string
  startsAt: number
  endsAt: number
  /** Absent: since the start. */
  createdAt?: number
}

export type AppRole = {
  id: string
  value: string
  displayName: string
  description: string
  /** Who can have it; absent: users and apps. */
  allowedMemberTypes?: ('User' | 'Application')[]
  /** Absent: enabled. */
  isEnabled?: boolean
  /** Object IDs of the users and groups that a seed assigns it to. */
  assignedTo?: string[]
  /** The groups among them. */
  assignedGroups?: Group[]
}

/** A certificate in PEM that the app may authenticate with. Times in milliseconds. */
export type Certificate = {
  keyId: string
  displayName: string
  pem: string
  /** The certificate's SHA-1 thumbprint, in base64. */
  thumbprint: string
  startsAt: number
  endsAt: number
  /** Absent: since the start. */
  createdAt?: number
}

/** One API's permissions, by their IDs in its service principal. */
export type RequiredResource = { resourceAppId: string; resourceAccess: { id: string; type: string }[] }

export type OptionalClaim = {
  name: string
  essential: boolean
  additionalProperties?: string[]
  /** `user`: a directory extension. */
  source?: string
}

/** Accepts this issuer's tokens for this subject as the app's credential. `name` is unique within the app. */
export type FederatedCredential = {
  id: string
  name: string
  description: string | null
  issuer: string
  subject: string
  audiences: string[]
}

export type AppRegistration = OfTenant & {
  clientId: string
  /** The object ID, as opposed to the client ID. */
  objectId: string
  displayName: string
  signInAudience: (typeof signInAudiences)[number]
  /** May use the device code flow, and has no secret. */
  publicClient: boolean
  secrets: Secret[]
  certificates: Certificate[]
  /** Those of the Web platform. */
  redirectUris: string[]
  spaRedirectUris: string[]
  publicClientRedirectUris: string[]
  /** A path on the app's origin (or the emulator's, for the app inside it); if registered later, a URL. */
  frontChannelLogout: { at: 'app' | 'emulator'; path: string } | { url: string } | null
  /** API permissions in the registration, which `.default` stands for. */
  permissions: string[]
  /** The same by ID, as registered; null: those of `permissions`. */
  requiredResources: RequiredResource[] | null
  /** Optional claims in ID tokens. */
  optionalClaims: OptionalClaim[]
  /** None = absent. */
  appRoles?: AppRole[]
  /** None = absent. */
  federatedCredentials?: FederatedCredential[]
  /** Signs this app's tokens with its own key, as claims mapping requires; published at `?appid=`. */
  ownSigningKey?: true
  /** Object IDs of the users who may change the registration without a role. */
  owners: string[]
  /** Registered properties without effect here, by name. */
  others: Record<string, unknown>
  /** Milliseconds. */
  createdAt: number
}

/** `now` in milliseconds. */
export const isValid = ({ startsAt, endsAt }: Pick<Secret, 'startsAt' | 'endsAt'>, now: number) =>
  startsAt <= now && now < endsAt

/** The app's currently valid certificates, in PEM. `now` in milliseconds. */
export const validCertificates = (
  { certificates }: Pick<AppRegistration, 'certificates'>,
  now: number,
): string[] => certificates.flatMap((certificate) => (isValid(certificate, now) ? [certificate.pem] : []))

/** What the sentences of errors say of the app. */
export const errorValues = ({ clientId, displayName }: AppRegistration) => ({
  client: clientId,
  app: displayName,
})

export const admitsPersonalAccounts = ({ signInAudience }: Pick<AppRegistration, 'signInAudience'>) =>
  signInAudience === 'AzureADandPersonalMicrosoftAccount' || signInAudience === 'PersonalMicrosoftAccount'
