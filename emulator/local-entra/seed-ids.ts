// The ids that a seed gives: no two things have the same, and none has one of Microsoft's.
import { resourceCalled } from '../directory/resource.ts'
import type { Directory } from '../state/create-state.ts'
import type { SeedTenant } from './seed.ts'
import type { Refuse } from './seed-error.ts'

type Given = { path: string; id: string | undefined }

const objectIdsOf = ({ people = [], groups = [], apps = [] }: SeedTenant): Given[] => [
  ...people.map(({ id }, index) => ({ path: `people[${index}].id`, id })),
  ...groups.map(({ id }, index) => ({ path: `groups[${index}].id`, id })),
  ...apps.map(({ objectId: id }, index) => ({ path: `apps[${index}].objectId`, id })),
]

/** `before`: who and what is there besides the seed. */
export function refuseIdTwins(
  seeds: readonly SeedTenant[],
  { people, groups, apps }: Directory,
  refuse: (index: number) => Refuse,
): void {
  const objects = new Set([
    ...people.map(({ profile }) => profile.id),
    ...groups.map(({ id }) => id),
    ...apps.map(({ objectId }) => objectId),
  ])
  for (const [index, seed] of seeds.entries()) {
    for (const { path, id } of objectIdsOf(seed)) {
      if (id === undefined) continue
      if (objects.has(id.toLowerCase())) refuse(index)(path, `${id} is there twice`)
      objects.add(id.toLowerCase())
    }
    for (const [at, { clientId }] of (seed.apps ?? []).entries()) {
      const microsofts = clientId === undefined ? null : resourceCalled(clientId)
      if (microsofts)
        refuse(index)(`apps[${at}].clientId`, `${clientId} is that of ${microsofts.displayName}`)
    }
  }
}
