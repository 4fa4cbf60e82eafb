// What tokens are issued for: who lets which app do what.
import type { ResourcePermissions, Scope } from './scope.ts'
import type { AppRegistration, Person, Tenant } from './seed.ts'

export type Grant = {
  tenant: Tenant
  app: AppRegistration
  person: Person
  sid: string
  nonce: string | null
  clientInfo: boolean
  /** Everything the sign-in was for. */
  granted: Scope
  openId: string[]
  permissions: ResourcePermissions
}
