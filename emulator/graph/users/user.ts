// A user as Microsoft Graph returns it.
import { isCustomer, type Person } from '../../directory/person.ts'
import { personalAccounts, tenantOf } from '../../directory/tenants.ts'
import type { EntityType } from '../odata/entity-type.ts'
import { personalUserType, userType } from '../odata/metadata.ts'

type Json = Record<string, unknown>

export const isPersonal = ({ tenantId }: Person) => tenantId === personalAccounts.id

/** Same properties as a work account, in a different order. */
export const userTypeOf = (person: Person): EntityType => (isPersonal(person) ? personalUserType : userType)

/** A personal account's ID is the last half of its object ID. */
const graphIdOf = (person: Person) =>
  isPersonal(person) ? person.profile.id.slice(-17).replace('-', '') : person.profile.id

function identitiesOf(person: Person) {
  const issuer = `${tenantOf(person).name}.onmicrosoft.com`
  const { userPrincipalName: issuerAssignedId } = person.profile
  const { signInName, home } = person
  return [
    ...(signInName !== undefined && !home
      ? [{ signInType: 'emailAddress', issuer, issuerAssignedId: signInName }]
      : []),
    ...(home ? [{ signInType: 'federated', issuer: 'ExternalAzureAD', issuerAssignedId: null }] : []),
    { signInType: 'userPrincipalName', issuer, issuerAssignedId },
  ]
}

/** A personal account's response omits these, and a customer's email address is in `identities`. */
function hidden(person: Person): Json {
  if (isPersonal(person)) return { mail: null, preferredLanguage: null, mobilePhone: null, jobTitle: null }
  return isCustomer(person) ? { mail: null } : {}
}

export function userOf(person: Person): Json {
  const { profile, home, masteredIn } = person
  const mail = hidden(person).mail === null ? null : profile.mail
  return {
    accountEnabled: true,
    identities: identitiesOf(person),
    mailNickname: profile.userPrincipalName.split('@')[0],
    onPremisesSyncEnabled: masteredIn === 'on-premises' ? true : null,
    proxyAddresses: mail === null ? [] : [`SMTP:${mail}`],
    userType: home ? 'Guest' : 'Member',
    ...person.others,
    ...profile,
    ...hidden(person),
    id: graphIdOf(person),
  }
}
