// Finds users and apps, and throws Entra's errors if there is none.
import { base64url } from 'jose'
import { EntraError } from '../protocol/entra-error.ts'
import { type AppRegistration, admitsPersonalAccounts } from './app-registration.ts'
import { type Authority, admits } from './authority.ts'
import { type Person, usernameOf } from './person.ts'
import { microsoftServices, tenantOf } from './tenants.ts'

/** The app, if its registration allows sign-in at this authority. */
export function findApp(apps: AppRegistration[], authority: Authority, clientId: string): AppRegistration {
  const wanted = clientId.toLowerCase()
  const app = apps.find((each) => each.clientId === wanted)
  const values = { client: clientId, tenant: authority.displayName, app: app?.displayName ?? '' }
  if (!app) throw new EntraError(700016, values)
  const { tenant } = authority
  if (tenant?.id === app.tenantId && app.signInAudience !== 'PersonalMicrosoftAccount') return app
  if (tenant?.kind === 'personal' && !admitsPersonalAccounts(app)) throw new EntraError(9002332, values)
  if (tenant?.kind === 'personal') return app
  if (app.signInAudience === 'PersonalMicrosoftAccount') throw new EntraError(9002331, values)
  if (app.signInAudience === 'AzureADMyOrg') throw new EntraError(tenant ? 700016 : 50194, values)
  // An External ID tenant knows only its own apps and Microsoft's.
  if (tenant?.kind === 'customers' && app.tenantId !== microsoftServices.id)
    throw new EntraError(700016, values)
  return app
}

const mayEnter = (authority: Authority, app: AppRegistration, person: Person) =>
  admits(authority, person) && (tenantOf(person).kind !== 'personal' || admitsPersonalAccounts(app))

/** Everyone who may sign in to this app at this authority. */
export const peopleOf = (people: Person[], authority: Authority, app: AppRegistration) =>
  people.filter((person) => mayEnter(authority, app, person))

export const findPerson = (people: Person[], oid: string) =>
  people.find((person) => person.profile.id === oid) ?? null

/** Several, if the user is a guest of another tenant. */
export function findUsername(people: Person[], username: string): Person[] {
  const wanted = username.trim().toLowerCase()
  return people.filter((person) =>
    [usernameOf(person), person.profile.userPrincipalName].some((name) => name.toLowerCase() === wanted),
  )
}

export function findMember(people: Person[], authority: Authority, app: AppRegistration, username: string) {
  const values = { username, tenant: authority.displayName, client: app.clientId }
  const called = findUsername(people, username)
  const person = called.find((each) => mayEnter(authority, app, each))
  if (person) return person
  const [other] = called
  if (!other) throw new EntraError(50034, values)
  throw new EntraError(tenantOf(other).kind === 'customers' ? 500208 : 50020, values)
}

/** The `login_hint` claim: opaque to apps, and not the user name. */
export const loginHintOf = (person: Person) =>
  `O.${base64url.encode(`${person.tenantId} ${person.profile.id}`)}`

/** The user identified by a `login_hint` claim. */
export const personOfLoginHint = (people: Person[], hint: string) =>
  people.find((person) => loginHintOf(person) === hint) ?? null
