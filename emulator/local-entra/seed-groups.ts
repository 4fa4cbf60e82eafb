// The groups of a seed: people by user name, and groups by display name.
import type { Group } from '../directory/groups.ts'
import { type Person, usernameOf } from '../directory/person.ts'
import type { Tenant } from '../directory/tenants.ts'
import type { SeedGroup } from './seed.ts'
import { type Refuse, refuseTwice } from './seed-error.ts'
import { stableGuid } from './stable-guid.ts'

/** The object id of who is called this in the tenant; null = nobody. */
export function principalCalled(
  name: string,
  tenant: Tenant,
  people: readonly Person[],
  groups: readonly Pick<Group, 'id' | 'displayName'>[],
): string | null {
  const wanted = name.toLowerCase()
  const person = people.find(
    (each) => each.tenantId === tenant.id && usernameOf(each).toLowerCase() === wanted,
  )
  return person?.profile.id ?? groups.find(({ displayName }) => displayName === name)?.id ?? null
}

export async function readGroups(
  seeds: readonly SeedGroup[],
  tenant: Tenant,
  people: readonly Person[],
  refuse: Refuse,
): Promise<Group[]> {
  for (const [index, { displayName }] of seeds.entries()) {
    // Members and roles name groups so.
    if (seeds.findIndex((each) => each.displayName === displayName) < index) {
      refuse(`groups[${index}].displayName`, `${displayName} is there twice`)
    }
  }
  for (const [index, { displayName, mail, securityEnabled = true, members = [] }] of seeds.entries()) {
    refuseTwice(members, `groups[${index}].members`, refuse)
    const isPerson = (each: Person) =>
      each.tenantId === tenant.id && usernameOf(each).toLowerCase() === displayName.toLowerCase()
    if (people.some(isPerson))
      refuse(`groups[${index}].displayName`, `${displayName} is a person's user name`)
    if (members.includes(displayName))
      refuse(`groups[${index}].members`, `${displayName} is no member of itself`)
    if (!securityEnabled && mail === undefined) {
      refuse(`groups[${index}].securityEnabled`, 'is true for a group without mail')
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
      const id = principalCalled(name, tenant, people, named)
      if (id === null)
        refuse(`groups[${index}].members[${at}]`, `${name} is nobody in this tenant, and no group`)
      return id ?? []
    }),
    createdAt: 0,
  }))
}
