// What tokens are issued for: who lets which app do what.

import type { AppRegistration } from './app-registration.ts'
import type { AuthenticationContexts } from './authentication-context.ts'
import type { Person } from './person.ts'
import type { ResourcePermissions, Scope } from './scope.ts'

export type Grant = {
  app: AppRegistration
  person: Person
  sid: string
  nonce: string | null
  contexts: AuthenticationContexts
  clientInfo: boolean
  /** Everything the sign-in was for. */
  granted: Scope
  openId: string[]
  permissions: ResourcePermissions
}
