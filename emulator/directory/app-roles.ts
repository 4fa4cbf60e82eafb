// App roles: an app registration offers them, an administrator assigns them to people and groups, and the app is told by
// value in the ID token. Source: Entra, "Add app roles to your application and receive them in the token".
import type { AppRegistration, AppRole } from './app-registration.ts'
import { adele, nestor } from './people.ts'
import type { Person } from './person.ts'

type Group = { id: string; displayName: string; members: Person[] }

/** `principalId`: the object id of a person or of a group. */
type AppRoleAssignment = { appRoleId: string; principalId: string }

const contosoIt: Group = {
  id: 'e0e0e0e0-0000-4000-b000-000000000001',
  displayName: 'Contoso IT',
  members: [nestor],
}
const groups = [contosoIt]

/** @param app the last digit of the app's object id: each registration has roles of its own */
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
  appRoleAssignments.some(({ appRoleId, principalId }) => appRoleId === role.id && principalId === id)

const isMember = ({ members }: Group, { profile }: Person) =>
  members.some((member) => member.profile.id === profile.id)

const hasRole = (person: Person, role: AppRole) =>
  isAssigned(role, person.profile.id) ||
  groups.some((group) => isMember(group, person) && isAssigned(role, group.id))

/** The values of the roles that somebody has in an app, of their own or through a group. */
export const rolesOf = ({ appRoles = [] }: AppRegistration, person: Person): string[] =>
  appRoles.filter((role) => hasRole(person, role)).map(({ value }) => value)

/** Who has a role, for people to read. */
export const holdersOf = (role: AppRole, people: Person[]): string[] => [
  ...people.filter(({ profile }) => isAssigned(role, profile.id)).map(({ profile }) => profile.displayName),
  ...groups
    .filter(({ id }) => isAssigned(role, id))
    .map(({ displayName, members }) => {
      return `the group ${displayName} (${members.map(({ profile }) => profile.displayName).join(', ')})`
    }),
]
