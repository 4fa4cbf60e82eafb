// A seed's people and guests.
import type { Person } from '../directory/person.ts'
import type { Tenant } from '../directory/tenants.ts'
import type { Directory } from '../state/create-state.ts'
import type { SeedPerson } from './seed.ts'
import { below, type Refuse, refuseTwice } from './seed-error.ts'
import { stableGuid } from './stable-guid.ts'

/** A personal account's object ID begins with zeros. */
async function idOf({ id, username }: SeedPerson, tenant: Tenant): Promise<string> {
  if (id !== undefined) return id.toLowerCase()
  const guid = await stableGuid(`person ${tenant.id} ${username.toLowerCase()}`)
  return tenant.kind === 'personal' ? `00000000-0000-0000-${guid.slice(19)}` : guid
}

async function readPerson(seed: SeedPerson, tenant: Tenant): Promise<Person> {
  const { username, givenName = null, surname = null } = seed
  const isCustomer = tenant.kind === 'customers' && seed.roles === undefined
  const id = await idOf(seed, tenant)
  const names = [givenName, surname].filter((name) => name !== null).join(' ')
  return {
    tenantId: tenant.id,
    tenant,
    portrait: null,
    ...(isCustomer ? { signInName: username } : {}),
    ...(seed.password === undefined ? {} : { password: seed.password }),
    ...(seed.roles === undefined ? {} : { roles: seed.roles }),
    profile: {
      businessPhones: seed.businessPhones ?? [],
      displayName: seed.displayName ?? (names || username),
      givenName,
      id,
      jobTitle: seed.jobTitle ?? null,
      mail: seed.mail ?? username,
      mobilePhone: seed.mobilePhone ?? null,
      officeLocation: seed.officeLocation ?? null,
      preferredLanguage: seed.preferredLanguage ?? null,
      surname,
      userPrincipalName: isCustomer ? `${id}@${tenant.domain}` : username,
    },
  }
}

const MAX_LOCAL_LENGTH = 64

const PERSONAL_ID = /^00000000-0000-0000-/

/** `tenants`: all tenants. */
function refusePerson(
  { id, username, password, roles, guestOf = [] }: SeedPerson,
  tenant: Tenant,
  tenants: readonly Tenant[],
  refuse: Refuse,
): void {
  const isCustomer = tenant.kind === 'customers' && roles === undefined
  if (password !== undefined && !isCustomer) {
    refuse('password', 'only External ID customers can have a password')
  }
  refuseTwice(roles ?? [], 'roles', refuse)
  refuseTwice(guestOf, 'guestOf', refuse)
  if (tenant.kind === 'personal') {
    if (roles) refuse('roles', 'personal accounts have no roles')
    if (id !== undefined && !PERSONAL_ID.test(id)) {
      refuse('id', `${id} cannot be a personal account's: those begin with 00000000-0000-0000-`)
    }
  }
  if (isCustomer && guestOf.length > 0) refuse('guestOf', 'a customer cannot be a guest')
  const [local = '', domain] = username.toLowerCase().split('@')
  if (tenant.kind === 'work' && !/^[a-z0-9'._!#^~-]+$/.test(local)) {
    refuse('username', `${username} must have only letters, digits, and ' . - _ ! # ^ ~ before the @`)
  }
  if (isCustomer || tenant.kind === 'personal') return
  if (local.length > MAX_LOCAL_LENGTH) {
    refuse('username', `${username} has more than ${MAX_LOCAL_LENGTH} characters before the @`)
  }
  const own = [...new Set([tenant.domain, `${tenant.name}.onmicrosoft.com`])]
  if (domain === undefined || own.includes(domain)) return
  const owner = tenants.find((each) => each.kind !== 'personal' && each.domain === domain)
  refuse(
    'username',
    owner
      ? `${username}: ${domain} is the domain of the tenant ${owner.name}`
      : `${username} must be at a domain of this tenant: ${own.join(', ')}`,
  )
}

/** `tenants`: all tenants. */
export function readPeople(
  seeds: readonly SeedPerson[],
  tenant: Tenant,
  tenants: readonly Tenant[],
  refuse: Refuse,
): Promise<Person[]> {
  const seen = new Set<string>()
  for (const [index, seed] of seeds.entries()) {
    const refuseHere = below(refuse, `people[${index}]`)
    const name = seed.username.toLowerCase()
    if (seen.has(name)) refuseHere('username', `${seed.username} is used twice`)
    seen.add(name)
    refusePerson(seed, tenant, tenants, refuseHere)
  }
  return Promise.all(seeds.map((seed) => readPerson(seed, tenant)))
}

/** A guest has a separate object in the other tenant. */
async function guestIn(tenant: Tenant, home: Person): Promise<Person> {
  const { username, domain } = { username: home.profile.userPrincipalName, domain: tenant.domain }
  return {
    tenantId: tenant.id,
    tenant,
    portrait: null,
    signInName: username,
    home: { tenantId: home.tenantId, oid: home.profile.id },
    profile: {
      ...home.profile,
      businessPhones: [],
      jobTitle: null,
      mobilePhone: null,
      officeLocation: null,
      preferredLanguage: null,
      id: await stableGuid(`guest ${tenant.id} ${home.profile.id}`),
      userPrincipalName: `${username.replace('@', '_')}#EXT#@${domain}`,
    },
  }
}

/** The objects of `tenant`'s people in the tenants where they are guests. */
export async function readGuests(
  seeds: readonly SeedPerson[],
  tenant: Tenant,
  { tenants, people }: Directory,
  refuse: Refuse,
): Promise<Person[]> {
  const guests: Person[] = []
  for (const [index, { username, guestOf = [] }] of seeds.entries()) {
    const home = people.find(
      ({ tenantId, profile }) => tenantId === tenant.id && profile.userPrincipalName === username,
    )
    if (!home) continue
    for (const [at, name] of guestOf.entries()) {
      const host = tenants.find((each) => each.name === name && each.kind === 'work' && each !== tenant)
      if (host) guests.push(await guestIn(host, home))
      else refuse(`people[${index}].guestOf[${at}]`, `there is no other organization called ${name}`)
    }
  }
  return guests
}
