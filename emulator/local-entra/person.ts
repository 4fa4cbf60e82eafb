// Finds people by user name, the part before the @, object ID, display name, or given name.
import { isAdministrator, type Person, usernameOf } from '../directory/person.ts'

/** Throws RangeError if there is none, or several. */
export function personCalled(people: readonly Person[], name: string): Person {
  const wanted = name.trim().toLowerCase()
  const members = people.filter(({ home }) => home === undefined)
  const ways: ((person: Person) => string | null)[] = [
    usernameOf,
    ({ profile }) => profile.userPrincipalName,
    ({ profile }) => profile.id,
    (person) => usernameOf(person).split('@')[0] ?? null,
    ({ profile }) => profile.displayName,
    ({ profile }) => profile.givenName,
  ]
  for (const way of ways) {
    const called = members.filter((person) => way(person)?.toLowerCase() === wanted)
    if (called.length === 1 && called[0]) return called[0]
    if (called.length > 1) {
      throw new RangeError(`person: several people are called ${name}: ${called.map(usernameOf).join(', ')}`)
    }
  }
  throw new RangeError(`person: nobody is called ${name}. There are ${members.map(usernameOf).join(', ')}`)
}

export type KnownPerson = {
  /** The object ID. */
  id: string
  tenantId: string
  username: string
  displayName: string
  /** A customer's, if they have one. */
  password: string | null
  /** Whether they can grant admin consent in their tenant. */
  isAdministrator: boolean
}

export const knownPerson = (person: Person): KnownPerson => ({
  id: person.profile.id,
  tenantId: person.tenantId,
  username: usernameOf(person),
  displayName: person.profile.displayName,
  password: person.password ?? null,
  isAdministrator: isAdministrator(person),
})
