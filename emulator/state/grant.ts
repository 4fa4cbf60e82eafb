// What tokens are issued for: who lets which app do what.

import type { AppRegistration } from '../directory/app-registration.ts'
import type { Person } from '../directory/person.ts'
import type { ResourcePermissions, Scope } from '../directory/scope.ts'
import type { AuthenticationContexts } from '../protocol/authentication-context.ts'

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
