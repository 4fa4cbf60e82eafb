// A person in the directory: what is known of them, and what can be told from it.
import { type OfTenant, tenantOf } from './tenants.ts'

/** Roles in the directory; most people have none. */
export type DirectoryRole =
  | 'Global Administrator'
  | 'Application Administrator'
  | 'Application Developer'
  | 'External ID User Flow Administrator'

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

/** Colors of a drawn portrait, as six hexadecimal digits. */
export type Portrait = { background: string; skin: string; hair: string; shirt: string; longHair: boolean }

/** What tokens tell on request, of the directory and of where somebody signs in. */
type PersonDetails = {
  /** ISO 3166. */
  country?: string
  onPremisesSid?: string
  /** In the company's own network: `in_corp`. */
  insideCorporateNetwork?: true
  /** Seconds after the token, when that is soon. */
  passwordExpiresIn?: number
  /** Three letters of Multi-Geo. */
  preferredDataLocation?: string
  verifiedPrimaryEmails?: string[]
  verifiedSecondaryEmails?: string[]
}

export type Person = OfTenant & {
  profile: Profile
  portrait: Portrait | null
  /** What they type to sign in, where it is not the user principal name. */
  signInName?: string
  /** A customer's; those without one prove their email address instead. */
  password?: string
  /** A guest's own account, elsewhere. */
  home?: { tenantId: string; oid: string }
  roles?: DirectoryRole[]
  details?: PersonDetails
  /** Object id. */
  managerId?: string
  /** Without a mailbox there is no `mail`, and a photo is kept in the directory. */
  mailbox?: false
  /** Where the account is kept up: it is copied from there, and cannot be changed here. */
  masteredIn?: 'on-premises'
  /** A JPEG that was uploaded, in base64; it takes the place of the portrait. Null: deleted. */
  photo?: string | null
  /** Further properties, by Graph's names. */
  others?: Record<string, unknown>
}

/** Somebody who signs up and in at External ID, and has no say in the tenant. */
export const isCustomer = (person: Person) =>
  tenantOf(person).kind === 'customers' && person.roles === undefined

/** The roles that run all apps. */
export const applicationAdministrators: DirectoryRole[] = [
  'Global Administrator',
  'Application Administrator',
]

export const hasRole = ({ roles = [] }: Person, wanted: DirectoryRole[]) =>
  roles.some((role) => wanted.includes(role))

/** Who may consent for others, and to what only administrators may. */
export const isAdministrator = (person: Person) => hasRole(person, applicationAdministrators)

export const usernameOf = (person: Person) => person.signInName ?? person.profile.userPrincipalName
