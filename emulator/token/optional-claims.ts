// The optional claims by name, each with what it requires. Source: "Optional claims reference".
import type { OptionalClaim } from '../directory/app-registration.ts'
import { loginHintOf } from '../directory/lookup.ts'
import type { OptionalClaimName } from '../directory/optional-claim.ts'
import { type Person, usernameOf } from '../directory/person.ts'
import { type Tenant, tenantOf } from '../directory/tenants.ts'
import type { Grant } from '../state/grant.ts'

const PASSWORD_CHANGE_URL = 'https://portal.microsoftonline.com/ChangePassword.aspx'

/** Whether the email domain's owner was verified: true for an organization's own domain, false for a guest's. */
const isDomainVerified = (person: Person) =>
  tenantOf(person).kind === 'personal' ||
  person.profile.mail?.endsWith(`@${tenantOf(person).domain}`) === true

/** A guest's UPN is included on request only: as this tenant has it, or without its hash marks. */
function upnOf(person: Person, { additionalProperties = [] }: OptionalClaim): string | undefined {
  const { userPrincipalName } = person.profile
  if (!person.home) return userPrincipalName
  if (additionalProperties.includes('include_externally_authenticated_upn')) return userPrincipalName
  if (additionalProperties.includes('include_externally_authenticated_upn_without_hash')) {
    return userPrincipalName.replaceAll('#', '_')
  }
  return undefined
}

/** A personal account's claims besides its name: those the reference marks as available to it. */
const personalToo: readonly OptionalClaimName[] = ['email', 'family_name', 'given_name', 'xms_edov']

type Of = { grant: Grant; person: Person; tenant: Tenant; claim: OptionalClaim }

const values: Record<Exclude<OptionalClaimName, 'acrs' | 'groups'>, (of: Of) => unknown> = {
  acct: ({ person }) => (person.home ? 1 : 0),
  auth_time: ({ grant: { signedInAt } }) =>
    signedInAt === undefined ? undefined : Math.floor(signedInAt / 1000),
  ctry: ({ person }) => person.details?.country,
  email: ({ person }) => person.profile.mail,
  family_name: ({ grant, person }) => (grant.openId.includes('profile') ? person.profile.surname : undefined),
  fwd: ({ grant: { address } }) => (address?.forwarded ? address.ip : undefined),
  given_name: ({ grant, person }) =>
    grant.openId.includes('profile') ? person.profile.givenName : undefined,
  in_corp: ({ person }) => (person.details?.insideCorporateNetwork ? 'true' : undefined),
  ipaddr: ({ grant: { address } }) => address?.ip,
  login_hint: ({ person }) => loginHintOf(person),
  onprem_sid: ({ person }) => person.details?.onPremisesSid,
  preferred_username: ({ person }) => usernameOf(person),
  pwd_exp: ({ person }) => person.details?.passwordExpiresIn,
  pwd_url: ({ person }) =>
    person.details?.passwordExpiresIn === undefined ? undefined : PASSWORD_CHANGE_URL,
  sid: ({ grant }) => grant.sid,
  tenant_ctry: ({ tenant }) => tenant.country,
  tenant_region_scope: ({ tenant }) => tenant.region ?? (tenant.kind === 'customers' ? 'NA' : 'WW'),
  tenant_region_sub_scope: ({ tenant }) => tenant.subRegion,
  upn: ({ grant, person, claim }) => (grant.openId.includes('profile') ? upnOf(person, claim) : undefined),
  verified_primary_email: ({ person }) => person.details?.verifiedPrimaryEmails,
  verified_secondary_email: ({ person }) => person.details?.verifiedSecondaryEmails,
  xms_cc: ({ grant: { claims } }) => (claims?.capabilities.length ? claims.capabilities : undefined),
  xms_edov: ({ person }) => (person.profile.mail === null ? undefined : isDomainVerified(person)),
  xms_pdl: ({ person }) => person.details?.preferredDataLocation,
  xms_pl: ({ person }) => person.profile.preferredLanguage?.toLowerCase(),
  xms_tpl: ({ tenant }) => tenant.preferredLanguage,
}

const isKnown = (name: string): name is keyof typeof values => Object.hasOwn(values, name)

/** Those with a value. */
export function optionalClaimsOf(grant: Grant, claims: OptionalClaim[]): Record<string, unknown> {
  const { person } = grant
  const tenant = tenantOf(person)
  return Object.fromEntries(
    claims.flatMap((claim) => {
      const { name } = claim
      if (!isKnown(name) || (tenant.kind === 'personal' && !personalToo.includes(name))) return []
      const value = values[name]({ grant, person, tenant, claim })
      return value === undefined || value === null ? [] : [[name, value]]
    }),
  )
}
