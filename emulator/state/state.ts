// Everything one emulator remembers; each createEmulator() has its own.

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
  /** Whether somebody said where the app runs, so that the start page can link to it. */
  hasApp: boolean
  serving: Serving
  /** The app's settings, if known. */
  appSetup: AppSetup | null
  tenants: Tenant[]
  /** Its own copies: administrators register, change and delete apps. */
  apps: AppRegistration[]
  /** They count against their owners' quota. */
  deletedApps: AppRegistration[]
  servicePrincipals: ServicePrincipal[]
  userFlows: UserFlow[]
  /** By tenant id, where an administrator has set it. */
  emailMethods: Map<string, EmailMethod>
  /** What administrators have granted to apps that speak for themselves, by client id; nothing at the start. */
  applicationPermissions: Map<string, string[]>
  /** Its own copies: customers sign up here, and people change their profiles. */
  people: Person[]
  groups: Group[]
  keys: SigningKeys
  faults: Faults
  /** Authorization requests that wait for the person, by random id. */
  pending: Map<string, AuthorizeRequest>
  /** What customers are in the middle of, by the same id. */
  journeys: Journeys
  codes: Codes
  deviceCodes: DeviceCodes
  refreshTokens: RefreshTokens
  browsers: Browsers
  /** Of Azure DevOps, for the people who begin with some; the rest are made here. */
  pats: Pats
}
