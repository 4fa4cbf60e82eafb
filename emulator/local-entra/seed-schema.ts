// The seed's schema. The JSON Schema is generated from it, and seed.ts has the same types.
import * as v from 'valibot'
import { signInAudiences } from '../directory/app-registration.ts'
import { directoryRoles } from '../directory/person.ts'
import { longest, MAX_BUSINESS_PHONES } from '../directory/profile-limits.ts'
import { MAX_NAME_LENGTH } from '../directory/registration/limits.ts'
import { parseMoment } from '../protocol/moment.ts'

/** JSON Schema has no flags. */
const GUID_OF_ANY_CASE = /^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$/

const guid = v.pipe(
  v.string(),
  v.regex(GUID_OF_ANY_CASE, 'must be a GUID (8-4-4-4-12 hexadecimal digits)'),
  v.check((id) => /[^0-]/.test(id), 'must not be all zeros'),
  v.description('A GUID. Absent: made from the name, and so the same at every start.'),
)
const text = v.pipe(v.string(), v.nonEmpty('must not be empty'))

/** Limited as in Graph. */
const ofPerson = (name: string) => {
  const most = longest[name] ?? 0
  return v.optional(v.pipe(text, v.maxLength(most, `must have at most ${most} characters`)))
}
const url = v.pipe(v.string(), v.url('must be a URL'))
const username = v.pipe(
  v.string(),
  v.regex(/^[^\s@]+@[^\s@]+$/, 'must be a user name such as kim@adatum.onmicrosoft.com'),
)
/** RFC 1035 section 2.3.4: it is a part of host names. */
const MAX_LABEL_LENGTH = 63
const label = v.pipe(
  v.string(),
  v.regex(
    /^[a-z0-9]([a-z0-9-]*[a-z0-9])?$/,
    'must consist of lowercase letters, digits, and hyphens between them',
  ),
  v.maxLength(MAX_LABEL_LENGTH, `must have at most ${MAX_LABEL_LENGTH} characters`),
)
const domain = v.pipe(
  v.string(),
  v.regex(/^([a-z0-9-]+\.)+[a-z][a-z0-9-]*$/, 'must be a domain in lowercase letters'),
)
const A_MOMENT = 'must be a date and time such as 2026-01-31T12:00:00Z'
const moment = v.pipe(
  v.string(),
  v.isoTimestamp(A_MOMENT),
  v.check((text) => parseMoment(text) !== null, A_MOMENT),
)

const person = v.strictObject({
  id: v.optional(guid),
  username: v.pipe(username, v.description('What they type to sign in.')),
  displayName: ofPerson('displayName'),
  givenName: ofPerson('givenName'),
  surname: ofPerson('surname'),
  mail: v.optional(username),
  jobTitle: ofPerson('jobTitle'),
  officeLocation: ofPerson('officeLocation'),
  mobilePhone: ofPerson('mobilePhone'),
  businessPhones: v.optional(
    v.pipe(v.array(text), v.maxLength(MAX_BUSINESS_PHONES, 'must have at most one number')),
  ),
  preferredLanguage: ofPerson('preferredLanguage'),
  password: v.optional(
    v.pipe(
      text,
      v.description("A customer's. Without one they get a passcode. Nobody else has a password here."),
    ),
  ),
  roles: v.optional(v.array(v.picklist(directoryRoles))),
  guestOf: v.optional(
    v.pipe(v.array(label), v.description('Names of other tenants that this person is a guest of.')),
  ),
})

const group = v.strictObject({
  id: v.optional(guid),
  displayName: v.pipe(text, v.maxLength(MAX_NAME_LENGTH, `must have at most ${MAX_NAME_LENGTH} characters`)),
  description: v.optional(text),
  mail: v.optional(username),
  securityEnabled: v.optional(v.boolean()),
  members: v.optional(v.pipe(v.array(text), v.description('User names of people, display names of groups.'))),
})

const secret = v.union(
  [
    text,
    v.strictObject({
      value: text,
      displayName: v.optional(text),
      startsAt: v.optional(moment),
      endsAt: v.optional(moment),
    }),
  ],
  'must be text, or an object with value, displayName, startsAt, and endsAt',
)

const appRole = v.strictObject({
  id: v.optional(guid),
  value: text,
  displayName: v.optional(text),
  description: v.optional(text),
  assignedTo: v.optional(
    v.pipe(v.array(text), v.description('User names of people, display names of groups.')),
  ),
})

const exposedScope = v.strictObject({
  id: v.optional(guid),
  value: text,
  displayName: v.optional(text),
  adminOnly: v.optional(v.pipe(v.boolean(), v.description('Only an administrator can grant it.'))),
})

const api = v.strictObject({
  identifierUris: v.pipe(
    v.array(url),
    v.minLength(1, 'must have at least one URI'),
    v.description('Such as api://orders.'),
  ),
  scopes: v.optional(v.array(exposedScope)),
  accessTokenVersion: v.optional(
    v.pipe(v.picklist([1, 2]), v.description('Of the tokens for this API. Default: 1.')),
  ),
  preAuthorizedApps: v.optional(
    v.pipe(v.array(guid), v.description('Client ids of the apps that need no consent for its scopes.')),
  ),
})

const app = v.strictObject({
  clientId: v.optional(guid),
  objectId: v.optional(guid),
  displayName: text,
  signInAudience: v.optional(v.picklist(signInAudiences)),
  publicClient: v.optional(
    v.pipe(v.boolean(), v.description('May sign in on a device and from a desktop, without a secret.')),
  ),
  secrets: v.optional(v.array(secret)),
  certificates: v.optional(v.pipe(v.array(text), v.description('Each in PEM.'))),
  redirectUris: v.optional(
    v.strictObject({
      web: v.optional(v.array(url)),
      spa: v.optional(v.array(url)),
      publicClient: v.optional(v.array(url)),
    }),
  ),
  frontChannelLogoutUrl: v.optional(url),
  permissions: v.optional(
    v.pipe(v.array(text), v.description('Delegated, such as https://graph.microsoft.com/User.Read.')),
  ),
  applicationPermissions: v.optional(
    v.pipe(v.array(text), v.description('Granted to the app itself, such as User.Read.All.')),
  ),
  adminConsent: v.optional(
    v.pipe(v.boolean(), v.description('An administrator has consented to the permissions, for everybody.')),
  ),
  optionalClaims: v.optional(v.array(text)),
  appRoles: v.optional(v.array(appRole)),
  api: v.optional(v.pipe(api, v.description('What the app offers to others.'))),
  implicitGrant: v.optional(
    v.strictObject({ idToken: v.optional(v.boolean()), accessToken: v.optional(v.boolean()) }),
  ),
  groupMembershipClaims: v.optional(
    v.picklist(['None', 'SecurityGroup', 'DirectoryRole', 'ApplicationGroup', 'All']),
  ),
})

const policies = v.strictObject({
  multiFactor: v.exactOptional(v.pipe(v.boolean(), v.description('Every sign-in asks for another factor.'))),
  userConsent: v.exactOptional(v.pipe(v.boolean(), v.description('false: only an administrator consents.'))),
  secrets: v.exactOptional(
    v.pipe(v.boolean(), v.description('false: Graph adds no client secret to an app.')),
  ),
  appCreation: v.exactOptional(
    v.pipe(v.boolean(), v.description('false: only people with a role register apps.')),
  ),
  maxSecretDays: v.exactOptional(
    v.pipe(
      v.number(),
      v.integer('must be a whole number'),
      v.minValue(1, 'must be at least 1'),
      v.description('A new client secret lives no longer.'),
    ),
  ),
})

const tenant = v.strictObject({
  id: v.optional(guid),
  name: v.pipe(
    label,
    v.description(
      'The first label of name.onmicrosoft.com and of name.ciamlogin.com. The personal accounts are called outlook.',
    ),
  ),
  kind: v.optional(
    v.pipe(
      v.picklist(['work', 'customers', 'personal']),
      v.description('An organization (the default), External ID, or the personal accounts.'),
    ),
  ),
  domain: v.optional(domain),
  displayName: v.optional(text),
  loginHost: v.optional(v.pipe(domain, v.description('The custom URL domain of an External ID tenant.'))),
  policies: v.optional(policies),
  people: v.optional(v.array(person)),
  groups: v.optional(v.array(group)),
  apps: v.optional(v.array(app)),
})

export const seedSchema = v.strictObject({
  $schema: v.optional(v.string()),
  samples: v.optional(
    v.pipe(v.boolean(), v.description('Keeps Contoso, Fabrikam and Fourth Coffee beside these tenants.')),
  ),
  tenants: v.array(tenant),
})
