// Reads a seed into a directory. Reports all malformed input, or else all violations of the directory's rules.
import * as v from 'valibot'
import { graphCommandLine } from '../directory/apps.ts'
import { personalAccounts } from '../directory/tenants.ts'
import { type Directory, sampleDirectory } from '../state/create-state.ts'
import { messageOf } from './issue-message.ts'
import type { Seed } from './seed.ts'
import { readApps } from './seed-apps.ts'
import { below, SeedError, type SeedIssue } from './seed-error.ts'
import { readGroups } from './seed-groups.ts'
import { refuseIdTwins } from './seed-ids.ts'
import { readGuests, readPeople } from './seed-people.ts'
import { refusePermissions } from './seed-permissions.ts'
import { refuseRegistration } from './seed-registration.ts'
import { seedSchema } from './seed-schema.ts'
import { readTenant, refuseTenant, refuseTwins } from './seed-tenants.ts'

const pathOf = (issue: v.BaseIssue<unknown>) =>
  (issue.path ?? []).reduce((path, { key }) => {
    if (typeof key === 'number') return `${path}[${key}]`
    return path === '' ? String(key) : `${path}.${key}`
  }, '')

function parseSeed(seed: unknown): Seed {
  const parsed = v.safeParse(seedSchema, seed, { abortPipeEarly: true })
  if (parsed.success) return parsed.output
  throw new SeedError(parsed.issues.map((issue) => ({ path: pathOf(issue), message: messageOf(issue) })))
}

/** `now` in milliseconds. Throws SeedError. */
export async function readSeed(seed: unknown, now: number): Promise<Directory> {
  const { tenants: seeds, samples = false } = parseSeed(seed)
  const issues: SeedIssue[] = []
  const note = (path: string, message: string) => void issues.push({ path, message })
  const refuse = (index: number) => below(note, `tenants[${index}]`)
  if (seeds.length === 0 && !samples) note('tenants', 'must have at least one tenant, unless samples is true')

  const own = await Promise.all(seeds.map(readTenant))
  for (const [index, seed] of seeds.entries()) refuseTenant(seed, refuse(index))
  const before = samples
    ? sampleDirectory
    : { tenants: [personalAccounts], people: [], groups: [], apps: [graphCommandLine] }
  const others = before.tenants.filter(
    ({ id }) => !own.some((tenant) => tenant.id === id && tenant.kind === 'personal'),
  )
  refuseTwins(own, others, refuse)
  refuseIdTwins(seeds, before, refuse)

  const directory: Directory = {
    tenants: [...own, ...others],
    people: [...before.people],
    groups: [...before.groups],
    apps: [...before.apps],
    applicationPermissions: new Map(),
    adminConsented: [],
  }
  for (const [index, tenant] of own.entries()) {
    const people = seeds[index]?.people ?? []
    directory.people.push(...(await readPeople(people, tenant, directory.tenants, refuse(index))))
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
  // After all apps, because they can use each other's APIs.
  for (const [index, tenant] of own.entries()) {
    const apps = directory.apps.filter((app) => app.tenant === tenant)
    for (const [at, app] of apps.entries()) {
      const refuseHere = below(refuse(index), `apps[${at}]`)
      const earlier = directory.apps.slice(0, directory.apps.indexOf(app))
      refuseRegistration(app, earlier, directory.apps, refuseHere)
      const granted = directory.applicationPermissions?.get(app.clientId) ?? []
      refusePermissions(app, granted, directory.apps, refuseHere)
    }
  }
  if (issues.length > 0) throw new SeedError(issues)
  return directory
}
