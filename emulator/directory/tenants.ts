// The tenants every emulator starts with, all fictitious except that of personal accounts.
import { defaultPolicies, type Policies } from './policies.ts'

export type Tenant = {
  id: string
  /** `work`: an organization's; `personal`: all personal accounts; `customers`: External ID. */
  kind: 'work' | 'personal' | 'customers'
  /** The beginning of its initial domain and of its External ID host. */
  name: string
  domain: string
  /** A custom URL domain for sign-in, in External ID. */
  loginHost: string | null
  displayName: string
  /** Absent: a new tenant's defaults. */
  policies?: Policies
  /** `tenant_region_scope`: WW, NA, EU …; absent: the usual value for its kind. */
  region?: string
  /** `tenant_region_sub_scope`: GCC and its like. */
  subRegion?: string
  /** Its only cloud: `microsoftonline.us`; absent: it is available in every cloud. */
  cloudInstance?: string
  /** ISO 3166 and ISO 639, as set by an administrator. */
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

/** The real ID, because apps rely on it. */
export const personalAccounts: Tenant = {
  id: '9188040d-6c67-4c5b-b112-36a304b66dad',
  kind: 'personal',
  name: 'outlook',
  domain: 'outlook.example',
  loginHost: null,
  displayName: 'Personal accounts',
}

/** Microsoft's own tenant, where its apps are registered; nobody signs in to it. The ID is the real one. */
export const microsoftServices: Tenant = {
  id: 'f8cdef31-a31e-4b4a-93e4-5f571e91255a',
  kind: 'work',
  name: 'microsoftservices',
  domain: 'microsoftservices.example',
  loginHost: null,
  displayName: 'Microsoft Services',
}

/** In the US Government's cloud only; nobody signs in to it yet. */
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

/** A tenant's data. `tenant`: the tenant itself, if it comes from a seed. */
export type OfTenant = { tenantId: string; tenant?: Tenant }

/** Throws if there is none: every user and every app has one. */
export function tenantOf({ tenantId, tenant: own }: OfTenant): Tenant {
  const tenant = own ?? [...firstTenants, microsoftServices].find(({ id }) => id === tenantId)
  if (!tenant) throw new Error(`no tenant ${tenantId}`)
  return tenant
}
