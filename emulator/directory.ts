// Looks up tenants, people and apps, and refuses as Entra does when there is none.
import { base64url } from 'jose'
import { EntraError } from './entra-error.ts'
import { type AppRegistration, type Person, people, type Tenant, tenants } from './seed.ts'

/** By GUID or domain, in any letter case. */
export function findTenant(name: string): Tenant {
  const wanted = name.toLowerCase()
  const tenant = tenants.find(({ id, domain }) => id === wanted || domain === wanted)
  if (!tenant) throw new EntraError(90002, { tenant: name })
  return tenant
}

export function findApp(apps: AppRegistration[], tenant: Tenant, clientId: string): AppRegistration {
  const wanted = clientId.toLowerCase()
  const app = apps.find((each) => each.clientId === wanted && each.tenantId === tenant.id)
  if (!app) throw new EntraError(700016, { client: clientId, tenant: tenant.displayName })
  return app
}

export const peopleOf = (tenant: Tenant) => people.filter((person) => person.tenantId === tenant.id)

export const findPerson = (oid: string) => people.find((person) => person.profile.id === oid) ?? null

export function findUsername(username: string): Person | null {
  const wanted = username.trim().toLowerCase()
  return people.find((person) => person.profile.userPrincipalName === wanted) ?? null
}

/** The person who signs in to this app of this tenant. */
export function findMember(tenant: Tenant, app: AppRegistration, username: string): Person {
  const values = { username, tenant: tenant.displayName, client: app.clientId }
  const person = findUsername(username)
  if (!person) throw new EntraError(50034, values)
  if (person.tenantId !== tenant.id) throw new EntraError(50020, values)
  return person
}

/** The `login_hint` claim: opaque to apps, and not the user name. */
export const loginHintOf = (person: Person) =>
  `O.${base64url.encode(`${person.tenantId} ${person.profile.id}`)}`

/** Who a hint means: the `login_hint` claim, or a user name where those are accepted. */
export const personOfLoginHint = (hint: string) =>
  people.find((person) => loginHintOf(person) === hint) ?? null
