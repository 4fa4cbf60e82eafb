// A directory role in one tenant.
import type { DirectoryRole } from '../../directory/person.ts'

/** Template IDs are the same in every tenant. */
const roles: Record<DirectoryRole, { templateId: string; description: string }> = {
  'Global Administrator': {
    templateId: '62e90394-69f5-4237-9190-012177145e10',
    description: 'Manages everything',
  },
  'Application Administrator': {
    templateId: '9b895d92-2cd3-44c7-9d02-a6ac2d5ea5c3',
    description: 'Manages app registrations and enterprise apps',
  },
  'Application Developer': {
    templateId: 'cf1c38e5-3621-4004-a7cb-879624dced7c',
    description: 'Registers apps',
  },
  'External ID User Flow Administrator': {
    templateId: '6e591065-9bad-43ed-90f3-e9424366d2f0',
    description: 'Manages user flows',
  },
}

/** The role's own ID differs in each tenant. */
export const directoryRoleOf = (role: DirectoryRole, tenantId: string) => ({
  id: `${roles[role].templateId.slice(0, 24)}${tenantId.slice(-12)}`,
  deletedDateTime: null,
  description: roles[role].description,
  displayName: role,
  roleTemplateId: roles[role].templateId,
})
