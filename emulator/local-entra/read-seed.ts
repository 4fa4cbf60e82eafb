// Reads a seed into a directory, or names everything that is wrong with it.
import * as v from 'valibot'
import { graphCommandLine } from '../directory/apps.ts'
import { defaultPolicies } from '../directory/policies.ts'
import { personalAccounts, type Tenant } from '../directory/tenants.ts'
import { type Directory, sampleDirectory } from '../state/create-state.ts'
import type { Seed, SeedTenant } from './seed.ts'
import { readApps, refuseUnknownPermissions } from './seed-apps.ts'
import { SeedError, type SeedIssue } from './seed-error.ts'
import { readGroups } from './seed-groups.ts'
import { readGuests, readPeople } from './seed-people.ts'
import { seedSchema } from './seed-schema.ts'
import { stableGuid } from './stable-guid.ts'

/** Notes what is wrong at a path below the tenant. */
export type Refuse = (path: string, message: string) => void

const pathOf = (issue: v.BaseIssue<unknown>) =>
  (issue.path ?? []).reduce((path, { key }) => {
    if (typeof key === 'number') return `${path}[${key}]`
    return path === '' ? String(key) : `${path}.${key}`
  }, '')

/** What valibot says, as somebody who writes a seed would. */
function messageOf(issue: v.BaseIssue<unknown>): string {
  if (issue.expected === 'never') return 'there is no such field'
  if (issue.received === 'undefined') return 'is missing'
  if (issue.kind === 'schema' && issue.type !== 'union') return `is ${issue.expected}, not ${issue.received}`
  return issue.message
}

function parseSeed(seed: unknown): Seed {
  const parsed = v.safeParse(seedSchema, seed)
  if (parsed.success) return parsed.output
  throw new SeedError(parsed.issues.map((issue) => ({ path: pathOf(issue), message: messageOf(issue) })))
}

async function readTenant(seed: SeedTenant): Promise<Tenant> {
  const { kind = 'work', name } = seed
  const policies = { ...defaultPolicies, ...seed.policies }
  if (kind === 'personal') return { ...personalAccounts, policies }
  return {
    id: seed.id?.toLowerCase() ?? (await stableGuid(`tenant ${name}`)),
    kind,
    name,
    domain: seed.domain ?? `${name}.onmicrosoft.com`,
    loginHost: seed.loginHost ?? null,
    displayName: seed.displayName ?? name,
    policies,
  }
}

function refuseTwins(own: Tenant[], others: Tenant[], refuse: (index: number) => Refuse): void {
  for (const [index, tenant] of own.entries()) {
    const before = [...others, ...own.slice(0, index)]
    for (const field of ['id', 'name', 'domain', 'loginHost'] as const) {
      if (tenant[field] !== null && before.some((each) => each[field] === tenant[field])) {
        refuse(index)(field, `${tenant[field]} is that of another tenant already`)
      }
    }
  }
}

/** `now` in milliseconds. Throws SeedError with everything that is wrong. */
export async function readSeed(seed: unknown, now: number): Promise<Directory> {
  const { tenants: seeds, samples = false } = parseSeed(seed)
  const issues: SeedIssue[] = []
  const refuse = (index: number) => (path: string, message: string) =>
    void issues.push({ path: `tenants[${index}].${path}`, message })

  const own = await Promise.all(seeds.map(readTenant))
  seeds.forEach(({ kind, id, domain, loginHost }, index) => {
    if (kind === 'personal' && (id ?? domain))
      refuse(index)(id ? 'id' : 'domain', 'personal accounts have their own')
    if (kind !== 'customers' && loginHost) refuse(index)('loginHost', 'only an External ID tenant has one')
  })
  const before = samples
    ? sampleDirectory
    : { tenants: [personalAccounts], people: [], groups: [], apps: [graphCommandLine] }
  const others = before.tenants.filter(
    ({ id }) => !own.some((tenant) => tenant.id === id && tenant.kind === 'personal'),
  )
  refuseTwins(own, others, refuse)

  const directory: Directory = {
    tenants: [...own, ...others],
    people: [...before.people],
    groups: [...before.groups],
    apps: [...before.apps],
    applicationPermissions: new Map(),
    adminConsented: [],
  }
  for (const [index, tenant] of own.entries()) {
    directory.people.push(...(await readPeople(seeds[index]?.people ?? [], tenant, refuse(index))))
  }
  for (const [index, tenant] of own.entries()) {
    const guests = await readGuests(seeds[index]?.people ?? [], tenant, directory, refuse(index))
    directory.people.push(...guests)
  }
  for (const [index, tenant] of own.entries()) {
    const groups = await readGroups(seeds[index]?.groups ?? [], tenant, directory.people, refuse(index))
    directory.groups.push(...groups)
    directory.apps.push(
      ...(await readApps(seeds[index]?.apps ?? [], { tenant, groups, directory, now }, refuse(index))),
    )
  }
  // Only now are all APIs known.
  for (const [index, tenant] of own.entries()) {
    const apps = directory.apps.filter((app) => app.tenant === tenant)
    refuseUnknownPermissions(apps, directory.apps, refuse(index))
  }
  if (issues.length > 0) throw new SeedError(issues)
  return directory
}
