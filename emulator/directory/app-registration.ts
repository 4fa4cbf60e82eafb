// An app registration, as a tenant keeps it.
import type { Group } from './groups.ts'
import type { OfTenant } from './tenants.ts'

/** Who may sign in: this tenant, any organization, personal accounts as well, or those alone. */
type SignInAudience =
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
  /** Absent: at the start. */
  createdAt?: number
}

export type AppRole = {
  id: string
  value: string
  displayName: string
  description: string
  /** Who can have it; absent: both. */
  allowedMemberTypes?: ('User' | 'Application')[]
  /** Absent: it is. */
  isEnabled?: boolean
  /** Object ids of the people and groups that a seed gives it to. */
  assignedTo?: string[]
  /** The groups among them. */
  assignedGroups?: Group[]
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
  /** Absent: at the start. */
  createdAt?: number
}

/** Permissions of one API, by the ids that its service principal has for them. */
export type RequiredResource = { resourceAppId: string; resourceAccess: { id: string; type: string }[] }

export type OptionalClaim = {
  name: string
  essential: boolean
  additionalProperties?: string[]
  /** `user`: a directory extension. */
  source?: string
}

/** A token of this issuer for this subject proves the app: `name` is unique in it. */
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
  /** None = absent. */
  appRoles?: AppRole[]
  /** None = absent. */
  federatedCredentials?: FederatedCredential[]
  /** Signs this app's tokens with a key of its own, as claims mapping needs: `?appid=` shows it. */
  ownSigningKey?: true
  /** Object ids of the people who may change the registration without a role. */
  owners: string[]
  /** What was registered and changes nothing here, by its name. */
  others: Record<string, unknown>
  /** Milliseconds. */
  createdAt: number
}

/** `now` in milliseconds. */
export const isValid = ({ startsAt, endsAt }: Pick<Secret, 'startsAt' | 'endsAt'>, now: number) =>
  startsAt <= now && now < endsAt

/** Those of an app that are valid now, in PEM. `now` in milliseconds. */
export const validCertificates = (
  { certificates }: Pick<AppRegistration, 'certificates'>,
  now: number,
): string[] => certificates.flatMap((certificate) => (isValid(certificate, now) ? [certificate.pem] : []))

export const admitsPersonalAccounts = ({ signInAudience }: Pick<AppRegistration, 'signInAudience'>) =>
  signInAudience === 'AzureADandPersonalMicrosoftAccount' || signInAudience === 'PersonalMicrosoftAccount'
