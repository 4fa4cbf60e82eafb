// A user's memberships: groups and directory roles.
import { type Group, groupsOf, transitiveGroupsOf } from '../../directory/groups.ts'
import type { DirectoryRole, Person } from '../../directory/person.ts'
import { directoryRoleOf } from '../directory/directory-role.ts'
import { groupOf } from '../groups/group.ts'
import { propertyValue } from '../odata/entity-type.ts'
import { directoryRoleType, groupType } from '../odata/metadata.ts'
import type { Selection } from '../odata/select.ts'

type Json = Record<string, unknown>

const ODATA_TYPE = '@odata.type'

const typed = (name: string, object: Json): Json => ({ [ODATA_TYPE]: `#microsoft.graph.${name}`, ...object })

/** The groups of a user or group, and a user's roles; each with its type. */
export function membershipsOf(
  groups: Group[],
  id: string,
  roles: DirectoryRole[],
  tenantId: string,
  transitive: boolean,
): Json[] {
  const found = transitive ? transitiveGroupsOf(groups, id) : groupsOf(groups, id)
  return [
    ...found.map((group) => typed('group', groupOf(group))),
    ...roles.map((role) => typed('directoryRole', directoryRoleOf(role, tenantId))),
  ]
}

/** A user with type, as a group member. */
export const memberOfType = (name: string, object: Json) => typed(name, object)

const typeNamed = (name: unknown) => (name === '#microsoft.graph.group' ? groupType : directoryRoleType)

const unaskedOf = (object: Json): readonly string[] => {
  const type = typeNamed(object[ODATA_TYPE])
  return type.unasked ?? type.properties
}

/** The selected properties, or the type's defaults; always with the type. */
export const shownMembership = (object: Json, { names }: Selection): Json => ({
  [ODATA_TYPE]: object[ODATA_TYPE],
  ...Object.fromEntries(
    (names ?? unaskedOf(object)).map((name) => [
      name,
      propertyValue(typeNamed(object[ODATA_TYPE]), object, name),
    ]),
  ),
})

/** "Limited information returned for inaccessible member objects": type and ID, with null for the rest. */
export const limitedMembership = (object: Json, { names }: Selection): Json => ({
  [ODATA_TYPE]: object[ODATA_TYPE],
  ...Object.fromEntries((names ?? unaskedOf(object)).map((name) => [name, name === 'id' ? object.id : null])),
})

/** IDs of groups, and of roles if requested; `securityOnly` leaves out groups that are only for mail. */
export function memberObjectIds(
  groups: Group[],
  { profile, roles = [] }: Pick<Person, 'profile' | 'roles'>,
  tenantId: string,
  { securityOnly, withRoles }: { securityOnly: boolean; withRoles: boolean },
): string[] {
  const found = transitiveGroupsOf(groups, profile.id).filter(
    ({ securityEnabled }) => securityEnabled || !securityOnly,
  )
  return [
    ...found.map(({ id }) => id),
    ...(withRoles ? roles.map((role) => directoryRoleOf(role, tenantId).id) : []),
  ]
}
