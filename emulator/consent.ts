// What each person has granted to each app: `person client scope` for each scope.
import { fullNames, type Scope } from './scope.ts'
import type { AppRegistration, Person } from './seed.ts'

const recordOf = (person: Person, app: AppRegistration, name: string) =>
  `${person.profile.id} ${app.clientId} ${name}`

export function missingConsent(
  consents: ReadonlySet<string>,
  person: Person,
  app: AppRegistration,
  scope: Scope,
): string[] {
  return fullNames(scope).filter((name) => !consents.has(recordOf(person, app, name)))
}

export function grantConsent(
  consents: Set<string>,
  person: Person,
  app: AppRegistration,
  scope: Scope,
): void {
  for (const name of fullNames(scope)) consents.add(recordOf(person, app, name))
}
