// What somebody is a member of: groups, and roles of the directory.
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

/** Groups that hold this person or group, and the roles of a person; each with its type. */
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

/** A person with their type, among the members of a group. */
export const memberOfType = (name: string, object: Json) => typed(name, object)

const typeNamed = (name: unknown) => (name === '#microsoft.graph.group' ? groupType : directoryRoleType)

const unaskedOf = (object: Json): readonly string[] => {
  const type = typeNamed(object[ODATA_TYPE])
  return type.unasked ?? type.properties
}

/** What was selected, or everything that the kind of object brings; its type always. */
export const shownMembership = (object: Json, { names }: Selection): Json => ({
  [ODATA_TYPE]: object[ODATA_TYPE],
  ...Object.fromEntries(
    (names ?? unaskedOf(object)).map((name) => [
      name,
      propertyValue(typeNamed(object[ODATA_TYPE]), object, name),
    ]),
  ),
})

/** "Limited information returned for inaccessible member objects": the type and the id, and null for the rest. */
export const limitedMembership = (object: Json, { names }: Selection): Json => ({
  [ODATA_TYPE]: object[ODATA_TYPE],
  ...Object.fromEntries((names ?? unaskedOf(object)).map((name) => [name, name === 'id' ? object.id : null])),
})

/** Ids of groups, and of roles where they are wanted; `securityOnly` leaves out groups that are for mail alone. */
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
