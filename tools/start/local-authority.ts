// The choices for `npm start -- --authority`.

import type { Organization } from '../../emulator/azure-devops/organizations.ts'
import type { AppRegistration } from '../../emulator/directory/app-registration.ts'
import {
  contoso,
  contosoOrganization,
  entryway,
  entrywayCustomers,
  entrywayEverywhere,
  entrywayFabrikam,
  fabrikam,
  fabrikamOrganization,
  fourthCoffee,
} from '../../emulator/seed.ts'

const anybody = 'Sign in as Adele Vance or anyone else. There are no passwords.'

export type LocalAuthority = {
  /** The authority's path at the local Entra. */
  path: string
  app: Pick<AppRegistration, 'clientId'>
  /** Default: the samples'. */
  secret?: string
  organization: Organization | null
  signUp?: boolean
  sentence: string
  hint: string
}

/** Where users sign in, with which registration and Azure DevOps, and who they are. */
const authorities: Record<string, LocalAuthority> = {
  contoso: {
    path: contoso.id,
    app: entryway,
    organization: contosoOrganization,
    sentence: 'users of Contoso',
    hint: anybody,
  },
  fabrikam: {
    path: fabrikam.id,
    app: entrywayFabrikam,
    organization: fabrikamOrganization,
    sentence: 'users of Fabrikam, and Adele Vance of Contoso as a guest',
    hint: anybody,
  },
  common: {
    path: 'common',
    app: entrywayEverywhere,
    organization: contosoOrganization,
    sentence: 'users of any organization, and personal accounts',
    hint: anybody,
  },
  organizations: {
    path: 'organizations',
    app: entrywayEverywhere,
    organization: contosoOrganization,
    sentence: 'users of any organization',
    hint: anybody,
  },
  consumers: {
    path: 'consumers',
    app: entrywayEverywhere,
    organization: null,
    sentence: 'personal accounts',
    hint: 'Sign in as Casey Jensen. There are no passwords.',
  },
  customers: {
    path: fourthCoffee.id,
    app: entrywayCustomers,
    organization: null,
    signUp: true,
    sentence: 'customers of Fourth Coffee (External ID)',
    hint: 'Sign in as robin@adatum.example, or create an account. Passcodes are shown on the page.',
  },
}

export const localAuthorities = Object.entries(authorities)

export const localAuthorityNames = Object.keys(authorities)

export function findLocalAuthority(name: string): LocalAuthority | null {
  return (Object.hasOwn(authorities, name) && authorities[name]) || null
}
