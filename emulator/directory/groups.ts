// The groups every emulator starts with, and their direct and transitive members.
import { adele, adeleInFabrikam, alex, lidia, megan, nestor } from './people.ts'
import { contoso, fabrikam } from './tenants.ts'

export type Group = {
  id: string
  tenantId: string
  displayName: string
  description: string | null
  /** null: no mailbox, so no Microsoft 365 group. */
  mail: string | null
  securityEnabled: boolean
  /** Object IDs of users and groups. */
  memberIds: string[]
  /** Milliseconds. */
  createdAt: number
}

const atTheStart = { description: null, mail: null, securityEnabled: true, createdAt: Date.UTC(2026, 0, 1) }

export const contosoIt: Group = {
  ...atTheStart,
  id: 'e0e0e0e0-0000-4000-b000-000000000001',
  tenantId: contoso.id,
  displayName: 'Contoso IT',
  memberIds: [nestor.profile.id],
}

export const retail: Group = {
  ...atTheStart,
  id: 'e0e0e0e0-0000-4000-b000-000000000011',
  tenantId: contoso.id,
  displayName: 'Retail',
  memberIds: [adele.profile.id],
}

/** Has a group among its members. */
export const stores: Group = {
  ...atTheStart,
  id: 'e0e0e0e0-0000-4000-b000-000000000012',
  tenantId: contoso.id,
  displayName: 'Stores',
  description: 'Everybody who works in or for a store',
  memberIds: [retail.id, alex.profile.id],
}

/** A Microsoft 365 group: not a security group, but it has a mailbox. */
export const allCompany: Group = {
  ...atTheStart,
  id: 'e0e0e0e0-0000-4000-b000-000000000013',
  tenantId: contoso.id,
  displayName: 'All Company',
  mail: 'allcompany@contoso.example',
  securityEnabled: false,
  memberIds: [adele, alex, nestor, lidia].map(({ profile }) => profile.id),
}

const auditors: Group = {
  ...atTheStart,
  id: 'e0e0e0e0-0000-4000-b000-000000000021',
  tenantId: fabrikam.id,
  displayName: 'Auditors',
  memberIds: [megan.profile.id, adeleInFabrikam.profile.id],
}

export const groups: Group[] = [contosoIt, retail, stores, allCompany, auditors]

/** The groups of which this user or group is a direct member. */
export const groupsOf = (groups: Group[], memberId: string): Group[] =>
  groups.filter(({ memberIds }) => memberIds.includes(memberId))

/** Includes nested groups. In a cycle of groups, none is a member of itself. */
export function transitiveGroupsOf(groups: Group[], memberId: string): Group[] {
  const found: Group[] = []
  const waiting = [memberId]
  for (let id = waiting.pop(); id !== undefined; id = waiting.pop()) {
    for (const group of groupsOf(groups, id)) {
      if (group.id === memberId || found.includes(group)) continue
      found.push(group)
      waiting.push(group.id)
    }
  }
  return groups.filter((group) => found.includes(group))
}
