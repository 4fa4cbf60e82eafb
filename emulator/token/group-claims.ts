// Group and directory role claims, according to `groupMembershipClaims` of the token's app.
import type { AppRegistration, OptionalClaim } from '../directory/app-registration.ts'
import { isLocal } from '../directory/cloud.ts'
import { type Group, transitiveGroupsOf } from '../directory/groups.ts'
import { isCustomer, type Person, roleTemplates } from '../directory/person.ts'
import { groupMembershipOf } from '../directory/registered.ts'

/** With more groups, the token says where to query: id-tokens#work-groups-overage, #work-groups-overage-implicit. */
const MOST_IN_TOKEN = 200
const MOST_IN_URL = 5

/** The role reported for users without any directory role. */
const USER_ROLE = 'b79fbf4d-3ef9-4689-8143-76b194e85509'

type Claims = Record<string, unknown>

function memberships(app: AppRegistration, person: Person, groups: Group[]): Group[] {
  const wanted = groupMembershipOf(app)
  const all = transitiveGroupsOf(groups, person.profile.id)
  if (wanted.includes('All')) return all
  const assigned = new Set((app.appRoles ?? []).flatMap(({ assignedTo = [] }) => assignedTo))
  return all.filter(
    ({ id, securityEnabled }) =>
      (wanted.includes('SecurityGroup') && securityEnabled) ||
      (wanted.includes('ApplicationGroup') && assigned.has(id)),
  )
}

const overage = (person: Person, origin: string): Claims => ({
  _claim_names: { groups: 'src1' },
  _claim_sources: {
    src1: {
      endpoint: isLocal(new URL(origin))
        ? `${origin}/v1.0/users/${person.profile.id}/getMemberObjects`
        : `https://graph.windows.net/${person.tenantId}/users/${person.profile.id}/getMemberObjects`,
    },
  },
})

/** `inUrl`: the token is returned in a URL, which limits its size. */
export function groupClaimsOf(
  app: AppRegistration,
  person: Person,
  groups: Group[],
  { origin, inUrl, optional }: { origin: string; inUrl: boolean; optional: OptionalClaim | undefined },
): Claims {
  const wanted = groupMembershipOf(app)
  if (wanted.length === 0) return {}
  const showsRoles = wanted.includes('All') || wanted.includes('DirectoryRole')
  const roles = (person.roles ?? []).map((role) => roleTemplates[role])
  const wids = showsRoles && !isCustomer(person) ? { wids: roles.length > 0 ? roles : [USER_ROLE] } : {}
  const found = memberships(app, person, groups)
  if (found.length === 0) return wids
  if (inUrl && found.length > MOST_IN_URL) return { ...wids, hasgroups: true }
  if (found.length > MOST_IN_TOKEN) return { ...wids, ...overage(person, origin) }
  const properties = optional?.additionalProperties ?? []
  const names = found.map((group) =>
    properties.includes('cloud_displayname') ? group.displayName : group.id,
  )
  return { ...wids, ...(properties.includes('emit_as_roles') ? { roles: names } : { groups: names }) }
}
