// Everything one emulator remembers; each createEmulator() has its own.
import type { AuthorizationCode } from './authorization-code.ts'
import type { AuthorizeRequest } from './authorize-request.ts'
import type { Faults } from './faults.ts'
import type { RefreshToken } from './refresh-token.ts'
import type { AppRegistration } from './seed.ts'
import type { SigningKeys } from './signing-keys.ts'
import type { Browser } from './sso-session.ts'

export type State = {
  /** Milliseconds. */
  now: () => number
  appOrigin: string
  apps: AppRegistration[]
  /** Certificates in PEM that apps may prove themselves with, by client id; none at the start. */
  certificates: Map<string, string[]>
  keys: SigningKeys
  faults: Faults
  /** Authorization requests that wait for the person, by random id. */
  pending: Map<string, AuthorizeRequest>
  codes: Map<string, AuthorizationCode>
  refreshTokens: Map<string, RefreshToken>
  /** Browsers with an SSO session, by the value of their cookie. */
  browsers: Map<string, Browser>
  /** `person client scope` for each scope that a person has granted to an app. */
  consents: Set<string>
}
