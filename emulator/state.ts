// Everything one emulator remembers; each createEmulator() has its own.
import type { Codes } from './authorization-code.ts'
import type { AuthorizeRequest } from './authorize-request.ts'
import type { DeviceCodes } from './device-code.ts'
import type { Faults } from './faults.ts'
import type { RefreshTokens } from './refresh-token.ts'
import type { AppRegistration } from './seed.ts'
import type { SigningKeys } from './signing-keys.ts'
import type { Browsers } from './sso-session.ts'

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
  codes: Codes
  deviceCodes: DeviceCodes
  refreshTokens: RefreshTokens
  browsers: Browsers
  /** `person client scope` for each scope that a person has granted to an app. */
  consents: Set<string>
}
