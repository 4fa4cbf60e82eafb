// IDs in a seed must be unique, and must not be Microsoft's.
import { resourceCalled } from '../directory/resource.ts'
import { microsoftServices, personalAccounts } from '../directory/tenants.ts'
import type { Directory } from '../state/create-state.ts'
import type { SeedTenant } from './seed.ts'
import type { Refuse } from './seed-error.ts'

type Given = { path: string; id: string | undefined }

const idsOf = ({ id, people = [], groups = [], apps = [] }: SeedTenant): Given[] => [
  { path: 'id', id },
  ...people.map(({ id }, index) => ({ path: `people[${index}].id`, id })),
  ...groups.map(({ id }, index) => ({ path: `groups[${index}].id`, id })),
  ...apps.flatMap(({ objectId, clientId }, index) => [
    { path: `apps[${index}].objectId`, id: objectId },
    { path: `apps[${index}].clientId`, id: clientId },
  ]),
]

/** Null if it is not one of Microsoft's. */
function ownerAtMicrosoft(id: string): string | null {
  if (id === personalAccounts.id) return 'the personal accounts'
  if (id === microsoftServices.id) return "Microsoft's own tenant"
  return resourceCalled(id)?.displayName ?? null
}

/** `before`: what exists besides the seed. */
export function refuseIdTwins(
  seeds: readonly SeedTenant[],
  { tenants, people, groups, apps }: Directory,
  refuse: (index: number) => Refuse,
): void {
  const known = new Set([
    ...tenants.map(({ id }) => id),
    ...people.map(({ profile }) => profile.id),
    ...groups.map(({ id }) => id),
    ...apps.flatMap(({ objectId, clientId }) => [objectId, clientId]),
  ])
  for (const [index, seed] of seeds.entries()) {
    for (const { path, id } of idsOf(seed)) {
      if (id === undefined) continue
      const owner = ownerAtMicrosoft(id.toLowerCase())
      if (owner) refuse(index)(path, `${id} is the ID of ${owner}`)
      else if (known.has(id.toLowerCase())) refuse(index)(path, `${id} is used twice`)
      known.add(id.toLowerCase())
    }
  }
}
