// Contoso's users, all fictitious.
import type { Person } from './person.ts'
import { contoso } from './tenants.ts'

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

/** Registers apps, and can consent only for herself. */
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

/** Has no mailbox, and so no email address. */
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

/** Her account is synced from on-premises Active Directory. */
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
