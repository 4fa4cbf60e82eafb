// The tenants that every emulator starts with; all of them made up, but for the one of the personal accounts.
import { defaultPolicies, type Policies } from './policies.ts'

export type Tenant = {
  id: string
  /** `work`: an organization's; `personal`: all personal accounts; `customers`: External ID. */
  kind: 'work' | 'personal' | 'customers'
  /** Its initial domain, and its host at External ID, begin with this. */
  name: string
  domain: string
  /** A custom URL domain to sign in at, as External ID has them. */
  loginHost: string | null
  displayName: string
  /** Absent: as every tenant begins. */
  policies?: Policies
  /** `tenant_region_scope`: WW, NA, EU …; absent: as is usual for its kind. */
  region?: string
  /** `tenant_region_sub_scope`: GCC and its like. */
  subRegion?: string
  /** The one cloud that it is in: `microsoftonline.us`; absent: it answers in every cloud. */
  cloudInstance?: string
  /** ISO 3166 and ISO 639, as an administrator has set them. */
  country?: string
  preferredLanguage?: string
}

export const contoso: Tenant = {
  id: 'c0c0c0c0-0000-4000-8000-000000000001',
  kind: 'work',
  name: 'contoso',
  domain: 'contoso.example',
  loginHost: null,
  displayName: 'Contoso',
  country: 'US',
  preferredLanguage: 'en',
}

export const fabrikam: Tenant = {
  id: 'fab0fab0-0000-4000-8000-000000000002',
  kind: 'work',
  name: 'fabrikam',
  domain: 'fabrikam.example',
  loginHost: null,
  displayName: 'Fabrikam',
  policies: { ...defaultPolicies, appCreation: false },
}

export const fourthCoffee: Tenant = {
  id: 'f0c0ffee-0000-4000-8000-000000000003',
  kind: 'customers',
  name: 'fourthcoffee',
  domain: 'fourthcoffee.onmicrosoft.com',
  loginHost: 'login.fourthcoffee.example',
  displayName: 'Fourth Coffee',
}

/** Its id is the real one: apps know it. */
export const personalAccounts: Tenant = {
  id: '9188040d-6c67-4c5b-b112-36a304b66dad',
  kind: 'personal',
  name: 'outlook',
  domain: 'outlook.example',
  loginHost: null,
  displayName: 'Personal accounts',
}

/** Microsoft's own, where its apps are registered; nobody signs in to it. Its id is the real one. */
export const microsoftServices: Tenant = {
  id: 'f8cdef31-a31e-4b4a-93e4-5f571e91255a',
  kind: 'work',
  name: 'microsoftservices',
  domain: 'microsoftservices.example',
  loginHost: null,
  displayName: 'Microsoft Services',
}

/** In the US Government's cloud and in no other; nobody signs in to it yet. */
export const northwind: Tenant = {
  id: '204ce0e0-0000-4000-8000-000000000004',
  kind: 'work',
  name: 'northwind',
  domain: 'northwind.example',
  loginHost: null,
  displayName: 'Northwind (US Government)',
  region: 'USGov',
  cloudInstance: 'microsoftonline.us',
}

export const firstTenants: Tenant[] = [contoso, fabrikam, fourthCoffee, personalAccounts, northwind]

/** What belongs to a tenant. `tenant`: the tenant itself, where it is none of the first ones but a seed's own. */
export type OfTenant = { tenantId: string; tenant?: Tenant }

/** Throws when there is none: every person and every app has one. */
export function tenantOf({ tenantId, tenant: own }: OfTenant): Tenant {
  const tenant = own ?? [...firstTenants, microsoftServices].find(({ id }) => id === tenantId)
  if (!tenant) throw new Error(`no tenant ${tenantId}`)
  return tenant
}
