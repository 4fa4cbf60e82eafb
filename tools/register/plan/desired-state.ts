// The registration's desired state, derived from the answers alone.
import { type AccountKind, type Audience, kindRow } from '../../app-registration/account-kind.ts'
import { frontChannelLogoutUrls } from '../../app-registration/redirect-uris.ts'
import type { Attribute } from '../../app-registration/sign-up-attributes.ts'
import type { CredentialKind, SignUpMethod } from '../command-line/options.ts'
import type { ApiPermissions } from './permissions.ts'

export type Answers = {
  kind: AccountKind
  name: string
  redirectUris: string[]
  /** Registered, but unusable by this app, such as http://localhost/. They belong to other programs and are left alone. */
  otherRedirectUris: string[]
  /** Where the app's own paths begin, such as /auth; '' = at the root. */
  basePath: string
  credential: CredentialKind
  lifetimeDays: number
  azureDevOpsUrl: string | null
  adminConsent: boolean
  signUp: { method: SignUpMethod; attributes: Attribute[]; userFlow: string | null } | null
}

export type Wanted = {
  displayName: string
  audience: Audience
  accessTokenVersion: 2 | null
  redirectUris: string[]
  /** Any of these is acceptable; empty = leave as is. */
  logoutUrls: string[]
  permissions: ApiPermissions[]
  /** `sid` finds the session at front-channel sign-out, `login_hint` the account at sign-out; `xms_edov`: whose email it is. */
  idTokenClaims: string[]
}

export function wantedRegistration(answers: Answers, permissions: ApiPermissions[]): Wanted {
  const { audience, accessTokenVersion } = kindRow(answers.kind)
  return {
    displayName: answers.name,
    audience,
    accessTokenVersion,
    redirectUris: [...answers.redirectUris, ...answers.otherRedirectUris],
    logoutUrls: frontChannelLogoutUrls(answers.redirectUris, answers.basePath),
    permissions,
    idTokenClaims: ['sid', 'login_hint', 'xms_edov'],
  }
}
