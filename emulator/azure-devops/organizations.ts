// The organizations of Azure DevOps; each belongs to one tenant, whose people and guests are its members.
import { contoso, fabrikam } from '../directory/tenants.ts'

export type Organization = { id: string; name: string; tenantId: string }

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

export const organizations: Organization[] = [contosoOrganization, fabrikamOrganization]

/** In any letter case. */
export const findOrganization = (name: string) =>
  organizations.find((organization) => organization.name === name.toLowerCase()) ?? null
