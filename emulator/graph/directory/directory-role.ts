// A directory role in one tenant.
import { type DirectoryRole, roleTemplates } from '../../directory/person.ts'

const descriptions: Record<DirectoryRole, string> = {
  'Global Administrator': 'Manages everything',
  'Application Administrator': 'Manages app registrations and enterprise apps',
  'Application Developer': 'Registers apps',
  'External ID User Flow Administrator': 'Manages user flows',
}

/** The role's own ID differs in each tenant. */
export const directoryRoleOf = (role: DirectoryRole, tenantId: string) => ({
  id: `${roleTemplates[role].slice(0, 24)}${tenantId.slice(-12)}`,
  deletedDateTime: null,
  description: descriptions[role],
  displayName: role,
  roleTemplateId: roleTemplates[role],
})
