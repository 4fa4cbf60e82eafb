// A seed's groups.
import type { Group } from '../directory/groups.ts'
import { type Person, usernameOf } from '../directory/person.ts'
import type { Tenant } from '../directory/tenants.ts'
import { nearest } from './nearest.ts'
import type { SeedGroup } from './seed.ts'
import { below, type Refuse, refuseTwice } from './seed-error.ts'
import { stableGuid } from './stable-guid.ts'

/** The object ID of the user or group in the tenant, or null with a message. */
export function principalCalled(
  name: string,
  tenant: Tenant,
  people: readonly Person[],
  groups: readonly Pick<Group, 'id' | 'displayName'>[],
  refuse: Refuse,
): string | null {
  const wanted = name.toLowerCase()
  const own = people.filter(({ tenantId }) => tenantId === tenant.id)
  const person = own.find((each) => usernameOf(each).toLowerCase() === wanted)
  const id = person?.profile.id ?? groups.find(({ displayName }) => displayName === name)?.id
  if (id !== undefined) return id
  const usernames = own.map(usernameOf)
  const meant =
    usernames.find((each) => each.toLowerCase().startsWith(`${wanted}@`)) ??
    nearest(name, [...usernames, ...groups.map(({ displayName }) => displayName)])
  const hint = meant === null ? '' : `: did you mean ${meant}?`
  refuse('', `${name} is neither a user name nor the name of a group in this tenant${hint}`)
  return null
}

export async function readGroups(
  seeds: readonly SeedGroup[],
  tenant: Tenant,
  people: readonly Person[],
  refuse: Refuse,
): Promise<Group[]> {
  for (const [index, { displayName }] of seeds.entries()) {
    // Members and roles refer to groups by display name.
    if (seeds.findIndex((each) => each.displayName === displayName) < index) {
      refuse(`groups[${index}].displayName`, `${displayName} is used twice`)
    }
  }
  for (const [index, { displayName, mail, securityEnabled = true, members = [] }] of seeds.entries()) {
    refuseTwice(members, `groups[${index}].members`, refuse)
    const isPerson = (each: Person) =>
      each.tenantId === tenant.id && usernameOf(each).toLowerCase() === displayName.toLowerCase()
    if (people.some(isPerson))
      refuse(`groups[${index}].displayName`, `${displayName} is a person's user name`)
    if (members.includes(displayName))
      refuse(`groups[${index}].members`, `${displayName} cannot be a member of itself`)
    if (!securityEnabled && mail === undefined) {
      refuse(`groups[${index}].securityEnabled`, 'must be true for a group without mail')
    }
  }
  const named = await Promise.all(
    seeds.map(async (seed) => ({
      ...seed,
      id: seed.id?.toLowerCase() ?? (await stableGuid(`group ${tenant.id} ${seed.displayName}`)),
    })),
  )
  return named.map((seed, index) => ({
    id: seed.id,
    tenantId: tenant.id,
    displayName: seed.displayName,
    description: seed.description ?? null,
    mail: seed.mail ?? null,
    securityEnabled: seed.securityEnabled ?? true,
    memberIds: (seed.members ?? []).flatMap((name, at) => {
      const path = `groups[${index}].members[${at}]`
      return principalCalled(name, tenant, people, named, below(refuse, path)) ?? []
    }),
    createdAt: 0,
  }))
}
