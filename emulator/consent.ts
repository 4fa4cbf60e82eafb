// What each person has granted to each app.
import { fullNames, type Scope } from './scope.ts'
import type { AppRegistration, Person } from './seed.ts'
import type { State } from './state.ts'

const recordOf = (person: Person, app: AppRegistration, name: string) =>
  `${person.profile.id} ${app.clientId} ${name}`

export function missingConsent(state: State, person: Person, app: AppRegistration, scope: Scope): string[] {
  return fullNames(scope).filter((name) => !state.consents.has(recordOf(person, app, name)))
}

export function grantConsent(state: State, person: Person, app: AppRegistration, scope: Scope): void {
  for (const name of fullNames(scope)) state.consents.add(recordOf(person, app, name))
}
