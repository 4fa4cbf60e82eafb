// The users every emulator starts with, all fictitious.
import { adele, alex, isaiah, lidia, miriam, nestor } from './people-of-contoso.ts'
import type { Person } from './person.ts'
import { contoso, fabrikam, fourthCoffee, personalAccounts } from './tenants.ts'

export * from './people-of-contoso.ts'

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

const diego = {
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

/** Adele again, as a guest of Fabrikam with her own object ID there. */
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

/** A personal account's object ID begins with zeros; the rest is the account's ID in Graph. */
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

/** Not a customer: she administers the tenant. */
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
