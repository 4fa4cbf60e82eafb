// What tokens are issued for: who lets which app do what.

import type { AppRegistration } from '../directory/app-registration.ts'
import type { Group } from '../directory/groups.ts'
import type { Person } from '../directory/person.ts'
import type { ResourcePermissions, Scope } from '../directory/scope.ts'
import type { AuthenticationContexts } from '../protocol/authentication-context.ts'
import type { ClaimsRequest } from '../protocol/claims-request.ts'

/** How the app proved itself: not at all, by a secret, by an assertion. The `azpacr` claim. */
export type Proof = '0' | '1' | '2'

/** What is known of the sign-in itself, for the claims that tell it. */
export type SignInFacts = {
  /** Milliseconds. */
  signedInAt?: number
  /** The request limited the age of the session, so the token says when it began. */
  maxAge?: boolean
  claims?: ClaimsRequest
  /** More than one factor was proved. */
  multiFactor?: boolean
  /** Milliseconds: when a single-page application got its first refresh token, which lives a day whatever is done with it. */
  spaSince?: number
  /** Of the browser, and whether a proxy named it. */
  address?: { ip: string; forwarded: boolean }
}

export type Grant = SignInFacts & {
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
  /** Of the whole directory, for claims that name groups. */
  groups?: Group[]
  proof?: Proof
}
