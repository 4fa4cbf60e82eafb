// App roles: an app registration defines them, an administrator assigns them to users and groups, and the ID token
// reports their values. Source: Entra, "Add app roles to your application and receive them in the token".
import type { AppRegistration, AppRole } from './app-registration.ts'
import { contosoIt, type Group, groups } from './groups.ts'
import { adele } from './people.ts'
import type { Person } from './person.ts'

/** `principalId`: the object ID of a user or a group. */
type AppRoleAssignment = { appRoleId: string; principalId: string }

/** @param app the last digit of the app's object ID: each registration has its own roles */
export const reportsReader = (app: string): AppRole => ({
  id: `e0e0e0e0-0000-4000-c000-00000000000${app}`,
  value: 'Reports.Read',
  displayName: 'Reports reader',
  description: 'Reads the reports',
})

const appRoleAssignments: AppRoleAssignment[] = ['a', 'f'].flatMap((app) =>
  [adele.profile.id, contosoIt.id].map((principalId) => ({ appRoleId: reportsReader(app).id, principalId })),
)

const isAssigned = (role: AppRole, id: string) =>
  role.assignedTo?.includes(id) ||
  appRoleAssignments.some(({ appRoleId, principalId }) => appRoleId === role.id && principalId === id)

/** A role assigned to a group does not apply to members of nested groups. */
const isMember = ({ memberIds }: Group, { profile }: Person) => memberIds.includes(profile.id)

const groupsWith = (role: AppRole): Group[] =>
  role.assignedGroups ?? groups.filter(({ id }) => isAssigned(role, id))

const hasRole = (person: Person, role: AppRole) =>
  isAssigned(role, person.profile.id) || groupsWith(role).some((group) => isMember(group, person))

/** The values of a user's roles in an app, assigned directly or through a group. */
export const rolesOf = ({ appRoles = [] }: AppRegistration, person: Person): string[] =>
  appRoles.filter((role) => role.isEnabled !== false && hasRole(person, role)).map(({ value }) => value)

/** Who has a role, as display text. */
export const holdersOf = (role: AppRole, people: Person[]): string[] => [
  ...people.filter(({ profile }) => isAssigned(role, profile.id)).map(({ profile }) => profile.displayName),
  ...groupsWith(role).map((group) => {
    const members = people.filter((person) => isMember(group, person))
    return `the group ${group.displayName} (${members.map(({ profile }) => profile.displayName).join(', ')})`
  }),
]
