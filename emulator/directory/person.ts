// A user in the directory, and what follows from the record.
import { type OfTenant, tenantOf } from './tenants.ts'

/** Directory roles, with their template IDs, which are the same in every tenant. Most users have none. */
export const roleTemplates = {
  'Global Administrator': '62e90394-69f5-4237-9190-012177145e10',
  'Application Administrator': '9b895d92-2cd3-44c7-9d02-a6ac2d5ea5c3',
  'Application Developer': 'cf1c38e5-3621-4004-a7cb-879624dced7c',
  'External ID User Flow Administrator': '6e591065-9bad-43ed-90f3-e9424366d2f0',
}

export type DirectoryRole = keyof typeof roleTemplates

export const directoryRoles = Object.keys(roleTemplates) as DirectoryRole[]

export type Profile = {
  businessPhones: string[]
  displayName: string
  givenName: string | null
  id: string
  jobTitle: string | null
  mail: string | null
  mobilePhone: string | null
  officeLocation: string | null
  preferredLanguage: string | null
  surname: string | null
  userPrincipalName: string
}

/** Colors of the drawn portrait, as six hexadecimal digits. */
export type Portrait = { background: string; skin: string; hair: string; shirt: string; longHair: boolean }

/** Data for optional claims, about the directory and the sign-in's location. */
type PersonDetails = {
  /** ISO 3166. */
  country?: string
  onPremisesSid?: string
  /** Signs in from the corporate network: `in_corp`. */
  insideCorporateNetwork?: true
  /** Seconds after the token is issued, if that is soon. */
  passwordExpiresIn?: number
  /** Three-letter Multi-Geo code. */
  preferredDataLocation?: string
  verifiedPrimaryEmails?: string[]
  verifiedSecondaryEmails?: string[]
}

export type Person = OfTenant & {
  profile: Profile
  portrait: Portrait | null
  /** What they sign in with, if not the user principal name. */
  signInName?: string
  /** A customer's; customers without one verify their email address instead. */
  password?: string
  /** A guest's home account. */
  home?: { tenantId: string; oid: string }
  roles?: DirectoryRole[]
  details?: PersonDetails
  /** Object id. */
  managerId?: string
  /** Without a mailbox there is no `mail`, and the photo is stored in the directory. */
  mailbox?: false
  /** The on-premises source of a synced account, which can't be changed here. */
  masteredIn?: 'on-premises'
  /** An uploaded JPEG in base64, which replaces the portrait. Null: deleted. */
  photo?: string | null
  /** Other properties, by Graph's names. */
  others?: Record<string, unknown>
}

/** A user who signs up and in at External ID, without rights in the tenant. */
export const isCustomer = (person: Person) =>
  tenantOf(person).kind === 'customers' && person.roles === undefined

/** The roles that manage all apps. */
export const applicationAdministrators: DirectoryRole[] = [
  'Global Administrator',
  'Application Administrator',
]

export const hasRole = ({ roles = [] }: Person, wanted: DirectoryRole[]) =>
  roles.some((role) => wanted.includes(role))

/** Who may consent for others, and to permissions that only administrators may grant. */
export const isAdministrator = (person: Person) => hasRole(person, applicationAdministrators)

export const usernameOf = (person: Person) => person.signInName ?? person.profile.userPrincipalName
