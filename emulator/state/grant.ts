// What tokens are issued for: which user lets which app do what.

import type { AppRegistration } from '../directory/app-registration.ts'
import type { Group } from '../directory/groups.ts'
import type { Person } from '../directory/person.ts'
import type { ResourcePermissions, Scope } from '../directory/scope.ts'
import type { AuthenticationContexts } from '../protocol/authentication-context.ts'
import type { ClaimsRequest } from '../protocol/claims-request.ts'

/** How the app authenticated: not at all, by secret, or by assertion. The `azpacr` claim. */
export type Proof = '0' | '1' | '2'

/** Details of the sign-in, for the claims that report them. */
export type SignInFacts = {
  /** Milliseconds. */
  signedInAt?: number
  /** The request sent max_age, so the token includes auth_time. */
  maxAge?: boolean
  claims?: ClaimsRequest
  /** The user proved more than one factor. */
  multiFactor?: boolean
  /** Milliseconds: when a single-page application got its first refresh token. Its successors expire a day later. */
  spaSince?: number
  /** The browser's IP address, and whether a proxy named it. */
  address?: { ip: string; forwarded: boolean }
}

export type Grant = SignInFacts & {
  app: AppRegistration
  person: Person
  sid: string
  nonce: string | null
  contexts: AuthenticationContexts
  clientInfo: boolean
  /** All the scopes of the sign-in. */
  granted: Scope
  openId: string[]
  permissions: ResourcePermissions
  /** All groups in the directory, for group claims. */
  groups?: Group[]
  proof?: Proof
}
