// A group as Microsoft Graph returns it.
import type { Group } from '../../directory/groups.ts'

type Json = Record<string, unknown>

export const groupOf = (group: Group): Json => ({
  id: group.id,
  createdDateTime: `${new Date(group.createdAt).toISOString().slice(0, 19)}Z`,
  description: group.description,
  displayName: group.displayName,
  groupTypes: group.mail === null ? [] : ['Unified'],
  mail: group.mail,
  mailEnabled: group.mail !== null,
  mailNickname: group.displayName.replaceAll(' ', '').toLowerCase(),
  proxyAddresses: group.mail === null ? [] : [`SMTP:${group.mail}`],
  securityEnabled: group.securityEnabled,
  visibility: group.mail === null ? null : 'Public',
})
