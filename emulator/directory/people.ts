// The people that every emulator starts with; all of them made up.
import type { Person } from './person.ts'
import { contoso, fabrikam, fourthCoffee, personalAccounts } from './tenants.ts'

export const adele = {
  tenantId: contoso.id,
  details: {
    country: 'US',
    onPremisesSid: 'S-1-5-21-2127521184-1604012920-1887927527-1101',
    insideCorporateNetwork: true,
    passwordExpiresIn: 432_000,
    preferredDataLocation: 'NAM',
    verifiedPrimaryEmails: ['adele@contoso.example'],
    verifiedSecondaryEmails: ['adele@outlook.example'],
  },
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
} satisfies Person

export const alex = {
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
} satisfies Person

export const megan = {
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
} satisfies Person

export const diego = {
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
} satisfies Person

/** Adele again, as Fabrikam knows her: with an object id of its own. */
export const adeleInFabrikam = {
  tenantId: fabrikam.id,
  portrait: null,
  signInName: 'adele@contoso.example',
  home: { tenantId: contoso.id, oid: adele.profile.id },
  profile: {
    businessPhones: [],
    displayName: 'Adele Vance',
    givenName: null,
    id: 'ade1e000-0000-4000-8000-000000000023',
    jobTitle: null,
    mail: 'adele@contoso.example',
    mobilePhone: null,
    officeLocation: null,
    preferredLanguage: null,
    surname: null,
    userPrincipalName: 'adele_contoso.example#EXT#@fabrikam.example',
  },
} satisfies Person

/** A customer without a password. */
export const robin = {
  tenantId: fourthCoffee.id,
  portrait: null,
  signInName: 'robin@adatum.example',
  profile: {
    businessPhones: [],
    displayName: 'Robin Kline',
    givenName: 'Robin',
    id: '20b10000-0000-4000-8000-000000000031',
    jobTitle: null,
    mail: 'robin@adatum.example',
    mobilePhone: null,
    officeLocation: null,
    preferredLanguage: null,
    surname: 'Kline',
    userPrincipalName: '20b10000-0000-4000-8000-000000000031@fourthcoffee.onmicrosoft.com',
  },
} satisfies Person

/** The object id of a personal account begins with zeros; the rest is what Graph calls the account. */
export const casey = {
  tenantId: personalAccounts.id,
  portrait: null,
  profile: {
    businessPhones: [],
    displayName: 'Casey Jensen',
    givenName: 'Casey',
    id: '00000000-0000-0000-ca5e-000000000041',
    jobTitle: null,
    mail: 'casey@outlook.example',
    mobilePhone: null,
    officeLocation: null,
    preferredLanguage: 'en-US',
    surname: 'Jensen',
    userPrincipalName: 'casey@outlook.example',
  },
} satisfies Person

export const nestor = {
  tenantId: contoso.id,
  portrait: null,
  roles: ['Global Administrator'],
  profile: {
    businessPhones: [],
    displayName: 'Nestor Wilke',
    givenName: 'Nestor',
    id: '4e570000-0000-4000-8000-000000000013',
    jobTitle: 'Director of IT',
    mail: 'nestor@contoso.example',
    mobilePhone: null,
    officeLocation: null,
    preferredLanguage: 'en-US',
    surname: 'Wilke',
    userPrincipalName: 'nestor@contoso.example',
  },
} satisfies Person

/** Registers apps, and consents for nobody but herself. */
export const lidia = {
  tenantId: contoso.id,
  portrait: null,
  roles: ['Application Developer'],
  profile: {
    businessPhones: [],
    displayName: 'Lidia Holloway',
    givenName: 'Lidia',
    id: '11d1a000-0000-4000-8000-000000000014',
    jobTitle: 'Web Developer',
    mail: 'lidia@contoso.example',
    mobilePhone: null,
    officeLocation: null,
    preferredLanguage: 'en-US',
    surname: 'Holloway',
    userPrincipalName: 'lidia@contoso.example',
  },
} satisfies Person

export const pradeep = {
  tenantId: fabrikam.id,
  portrait: null,
  roles: ['Application Administrator'],
  profile: {
    businessPhones: [],
    displayName: 'Pradeep Gupta',
    givenName: 'Pradeep',
    id: '94adee90-0000-4000-8000-000000000024',
    jobTitle: 'IT Manager',
    mail: 'pradeep@fabrikam.example',
    mobilePhone: null,
    officeLocation: null,
    preferredLanguage: 'en-US',
    surname: 'Gupta',
    userPrincipalName: 'pradeep@fabrikam.example',
  },
} satisfies Person

/** No customer: she runs the tenant. */
export const joni = {
  tenantId: fourthCoffee.id,
  portrait: null,
  roles: ['Global Administrator'],
  profile: {
    businessPhones: [],
    displayName: 'Joni Sherman',
    givenName: 'Joni',
    id: '70210000-0000-4000-8000-000000000032',
    jobTitle: 'Owner',
    mail: 'joni@fourthcoffee.onmicrosoft.com',
    mobilePhone: null,
    officeLocation: null,
    preferredLanguage: 'en-US',
    surname: 'Sherman',
    userPrincipalName: 'joni@fourthcoffee.onmicrosoft.com',
  },
} satisfies Person

/** Has no mailbox, and so no mail address. */
export const isaiah = {
  tenantId: contoso.id,
  portrait: null,
  mailbox: false,
  profile: {
    businessPhones: [],
    displayName: 'Isaiah Langer',
    givenName: 'Isaiah',
    id: '15a1a000-0000-4000-8000-000000000015',
    jobTitle: null,
    mail: null,
    mobilePhone: null,
    officeLocation: null,
    preferredLanguage: null,
    surname: 'Langer',
    userPrincipalName: 'isaiah@contoso.example',
  },
} satisfies Person

/** Her account is copied from the organization's own Active Directory. */
export const miriam = {
  tenantId: contoso.id,
  portrait: null,
  masteredIn: 'on-premises',
  profile: {
    businessPhones: ['+1 858 555 0109'],
    displayName: 'Miriam Graham',
    givenName: 'Miriam',
    id: '311a3000-0000-4000-8000-000000000016',
    jobTitle: 'Director',
    mail: 'miriam@contoso.example',
    mobilePhone: null,
    officeLocation: '131/2103',
    preferredLanguage: 'en-US',
    surname: 'Graham',
    userPrincipalName: 'miriam@contoso.example',
  },
} satisfies Person

const reportingTo = (manager: Person, person: Person): Person => ({
  ...person,
  managerId: manager.profile.id,
})

export const people: Person[] = [
  reportingTo(nestor, adele),
  reportingTo(adele, alex),
  isaiah,
  miriam,
  nestor,
  lidia,
  megan,
  diego,
  pradeep,
  adeleInFabrikam,
  robin,
  joni,
  casey,
]
