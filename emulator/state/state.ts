// Everything one emulator stores; each createEmulator() has its own.

import type { AppRegistration } from '../directory/app-registration.ts'
import type { Consents } from '../directory/consent.ts'
import type { EmailMethod } from '../directory/email-method.ts'
import type { Group } from '../directory/groups.ts'
import type { Person } from '../directory/person.ts'
import type { ServicePrincipal } from '../directory/service-principal.ts'
import type { Tenant } from '../directory/tenants.ts'
import type { UserFlow } from '../directory/user-flow.ts'
import type { AppSetup } from './app-setup.ts'
import type { Codes } from './authorization-code.ts'
import type { AuthorizeRequest } from './authorize-request.ts'
import type { Journeys } from './customer-journey.ts'
import type { DeviceCodes } from './device-code.ts'
import type { Faults } from './faults.ts'
import type { Pats } from './pat.ts'
import type { RefreshTokens } from './refresh-token.ts'
import type { Serving } from './serving.ts'
import type { SigningKeys } from './signing-keys.ts'
import type { Browsers } from './sso-session.ts'

export type State = Consents & {
  /** Milliseconds. */
  now: () => number
  appOrigin: string
  /** Whether the app's origin was given, so that the start page can link to it. */
  hasApp: boolean
  serving: Serving
  /** The app's settings, if known. */
  appSetup: AppSetup | null
  tenants: Tenant[]
  /** Copies: administrators register, change, and delete apps. */
  apps: AppRegistration[]
  /** Deleted apps count against their owners' quota. */
  deletedApps: AppRegistration[]
  servicePrincipals: ServicePrincipal[]
  userFlows: UserFlow[]
  /** By tenant ID, where an administrator has set it. */
  emailMethods: Map<string, EmailMethod>
  /** Application permissions granted by administrators, by client ID; empty at the start. */
  applicationPermissions: Map<string, string[]>
  /** Copies: customers sign up, and users change their profiles. */
  people: Person[]
  groups: Group[]
  keys: SigningKeys
  faults: Faults
  /** Authorization requests waiting for the user, by random ID. */
  pending: Map<string, AuthorizeRequest>
  /** Customers' unfinished steps, by the same ID. */
  journeys: Journeys
  codes: Codes
  deviceCodes: DeviceCodes
  refreshTokens: RefreshTokens
  browsers: Browsers
  /** PATs in Azure DevOps: those from the start, and those created since. */
  pats: Pats
}
