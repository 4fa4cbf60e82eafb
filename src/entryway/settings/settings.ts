// Validated settings, and what is wrong with those that are not.
import type { Authority } from '../entra/authority.ts'
import type { Credential } from '../entra/credential.ts'
import { EntrywayError } from '../errors/entryway-error.ts'

/** Paths of this app that the core leads users to. */
export type Paths = { login: string; logout: string; home: string }

export type Mount = {
  /** Where Entryway's own paths begin, such as `/auth` for `/auth/login`, if the app has a `/login` of its own. Default: none. */
  basePath?: string
  /** Where users are led after signing in or out if nothing else is said, such as `/app` for a Worker at example.com/app/*. Default: `/`. */
  home?: string
}

/** '' = none. */
export const isBasePath = (path: string): boolean => /^(?:\/[\w.-]+)*$/.test(path)

export const pathsOf = ({ basePath = '', home = '/' }: Mount = {}): Paths => ({
  login: `${basePath}/login`,
  logout: `${basePath}/logout`,
  home,
})

export type Settings = {
  authority: Authority
  clientId: string
  /** In the order they are tried; the second only when the first cannot be used, or Entra rejects it. */
  credentials: [Credential, ...Credential[]]
  redirectUri: URL
  /** The app's own origin; URLs are built from it, never from a request's Host. */
  origin: string
  paths: Paths
  /** Scopes of one API. Every sign-in requests them if they are Microsoft Graph's. */
  scopes: string[]
  /** OpenID Connect's own scopes, which every sign-in requests. */
  openIdScopes: string[]
  /** Whether Entra asks which account to use, even if one is already signed in. */
  accountPicker: boolean
  /** Whether users can create an account: External ID only, where a user flow may forbid it. */
  signUp: boolean
  /** Tenant IDs; empty = every tenant that the authority accepts. */
  allowedTenants: string[]
  sessionIdleMinutes: number
  sessionMaxHours: number
  /** Whether the session's cookie outlives the browser. */
  keepSignedIn: boolean
  /** The authentication context that a step-up requests, such as `c1`; null = it requires credentials. */
  stepUpContext: string | null
  /** When CLIENT_SECRET expires, in milliseconds; null = unknown. A certificate contains its own expiration. */
  secretExpiresAt: number | null
  /** Gets a POST before the credential expires. Anyone who has the URL can post there, so it is never logged or shown. */
  alertWebhook: string | null
  /** The bearer token for the details of `/healthz`; null = nobody gets them. */
  healthToken: string | null
}

/** A problem with a variable, in words that follow its name, and what is expected, in words that follow "It should be". */
export type Problem = { variable: string; problem: string; expected: string }

export class SettingsError extends EntrywayError {
  readonly problems: Problem[]
  constructor(problems: Problem[]) {
    super('settings_wrong', { reason: problems.map(({ variable }) => variable).join(' ') })
    this.problems = problems
  }
}
