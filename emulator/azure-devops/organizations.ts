// Azure DevOps organizations: each belongs to a tenant, whose users and guests are its members, or to personal
// accounts.
import { contoso, fabrikam, type Tenant } from '../directory/tenants.ts'

/** `tenantId` null: for personal accounts; no Entra token grants access. */
export type Organization = { id: string; name: string; tenantId: string | null }

export const contosoOrganization: Organization = {
  id: 'c0c0c0c0-0000-4000-8000-0000000000d0',
  name: 'contoso',
  tenantId: contoso.id,
}

export const fabrikamOrganization: Organization = {
  id: 'fab0fab0-0000-4000-8000-0000000000d0',
  name: 'fabrikam',
  tenantId: fabrikam.id,
}

/** Named after one company but connected to another's tenant. */
export const acquiredOrganization: Organization = {
  id: 'fab0fab0-0000-4000-8000-0000000000d1',
  name: 'contoso-retail',
  tenantId: fabrikam.id,
}

export const personalOrganization: Organization = {
  id: '00000000-0000-4000-8000-0000000000d2',
  name: 'caseyjensen',
  tenantId: null,
}

const organizations: Organization[] = [
  contosoOrganization,
  fabrikamOrganization,
  acquiredOrganization,
  personalOrganization,
]

/** They belong to the sample tenants; a seed without those has none. */
export const organizationsOf = (tenants: readonly Tenant[]): Organization[] =>
  tenants.some(({ id }) => id === contoso.id) ? organizations : []

/** In any letter case. */
export const findOrganization = (tenants: readonly Tenant[], name: string) =>
  organizationsOf(tenants).find((organization) => organization.name === name.toLowerCase()) ?? null
