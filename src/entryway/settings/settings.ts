// The Worker's variables -> validated settings, or the list of all problems.
import * as v from 'valibot'
import { type Authority, isExternalId, namesOneTenant } from '../entra/authority.ts'
import type { Credential } from '../entra/credential.ts'
import { isOpenIdScope, OPENID_SCOPES } from '../entra/scope.ts'
import { EntrywayError } from '../errors/entryway-error.ts'
import { parseCredentials } from './credentials.ts'
import { CredentialTexts, EXPECTED, Variables } from './variables.ts'

/** Variables are unknown until they are parsed: a deployment may lack any of them. */
export type Env = Readonly<Record<string, unknown>>

export type Settings = {
  authority: Authority
  clientId: string
  /** In the order they are tried; the second only when the first cannot be used, or Entra rejects it. */
  credentials: [Credential, ...Credential[]]
  redirectUri: URL
  /** The app's own origin; URLs are built from it, never from a request's Host. */
  origin: string
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

/** Either may be empty: `settings` is null when there are problems. */
export type FromEnv = {
  settings: Settings | null
  problems: Problem[]
  /** Invalid variables that `settings` does without, because users can sign in without them. */
  ignored?: Problem[]
}

/** A mistake in one of these must not take the app down. */
const MONITORING = ['CLIENT_SECRET_EXPIRES', 'ALERT_WEBHOOK', 'HEALTH_TOKEN']

/**
 * Reads AUTHORITY, CLIENT_ID, CLIENT_SECRET (or CLIENT_CERTIFICATE and CLIENT_CERTIFICATE_KEY), REDIRECT_URI, SCOPE,
 * ACCOUNT_PICKER, SIGN_UP, ALLOWED_TENANTS, SESSION_IDLE_MINUTES, SESSION_MAX_HOURS, KEEP_SIGNED_IN, STEP_UP_CONTEXT,
 * CLIENT_SECRET_EXPIRES, ALERT_WEBHOOK and HEALTH_TOKEN; .dev.vars.example explains each. Never throws: what is wrong is in
 * `problems`, and every page shows it until it is fixed. An invalid one of the last three alone is in `ignored`.
 */
export function fromEnv(env: object): FromEnv {
  const schema = Variables()
  const given = readTexts(env, Object.keys(schema.entries))
  const parse = () => v.safeParse(schema, given, { abortPipeEarly: true })
  const wrong = (parse().issues ?? []).map((issue) => {
    return { variable: String(issue.path?.[0].key), problem: issue.message }
  })
  const optional = wrong.filter(({ variable }) => MONITORING.includes(variable))
  for (const { variable } of optional) delete given[variable]
  const result = parse()
  if (isLocalInProduction(hostOf(given.AUTHORITY), hostOf(given.REDIRECT_URI))) {
    wrong.push({ variable: 'AUTHORITY', problem: LOCAL_IN_PRODUCTION })
  }
  if (result.success) {
    const { AUTHORITY, ACCOUNT_PICKER } = result.output
    if (ACCOUNT_PICKER === false && !namesOneTenant(AUTHORITY)) {
      wrong.push({ variable: 'ACCOUNT_PICKER', problem: 'is off although AUTHORITY lets several tenants in' })
    }
  }
  const texts = v.safeParse(CredentialTexts(), given)
  const parsed = texts.success
    ? parseCredentials(texts.output, Date.now())
    : { credentials: [], problems: [] }
  const [first, ...others] = parsed.credentials
  wrong.push(...parsed.problems)
  const problems = Object.entries(EXPECTED).flatMap(([name, expected]) =>
    wrong.filter(({ variable }) => variable === name).map((each) => ({ ...each, expected })),
  )
  if (!result.success || wrong.length > optional.length || !first) return { settings: null, problems }
  const variables = result.output
  const settings: Settings = {
    authority: variables.AUTHORITY,
    clientId: variables.CLIENT_ID,
    credentials: [first, ...others],
    redirectUri: variables.REDIRECT_URI,
    origin: variables.REDIRECT_URI.origin,
    ...scopesOf(variables.SCOPE),
    accountPicker: variables.ACCOUNT_PICKER ?? true,
    signUp: variables.SIGN_UP ?? isExternalId(variables.AUTHORITY),
    allowedTenants: variables.ALLOWED_TENANTS ?? [],
    sessionIdleMinutes: variables.SESSION_IDLE_MINUTES,
    sessionMaxHours: variables.SESSION_MAX_HOURS,
    keepSignedIn: variables.KEEP_SIGNED_IN ?? false,
    stepUpContext: variables.STEP_UP_CONTEXT ?? null,
    secretExpiresAt: variables.CLIENT_SECRET_EXPIRES ? Date.parse(variables.CLIENT_SECRET_EXPIRES) : null,
    alertWebhook: variables.ALERT_WEBHOOK ?? null,
    healthToken: variables.HEALTH_TOKEN ?? null,
  }
  return { settings, problems: [], ignored: problems }
}

/** `openid` and the like do not belong to the API, so its token is requested without them. */
function scopesOf(all: string[]): Pick<Settings, 'scopes' | 'openIdScopes'> {
  const scopes = all.filter((scope) => !isOpenIdScope(scope))
  const hasEmail = all.some((scope) => scope.toLowerCase() === 'email')
  return {
    scopes: scopes.length > 0 ? scopes : ['User.Read'],
    openIdScopes: hasEmail ? [...OPENID_SCOPES, 'email'] : OPENID_SCOPES,
  }
}

/** In any spelling; `isLocalhost` lists the accepted ones. */
const LOCAL = /(?:^|\.)localhost\.?$|^127\.|^0\.|^\[::/

export const LOCAL_IN_PRODUCTION = 'is on localhost although REDIRECT_URI is not'

/** Whether a Worker that is reached from elsewhere would hand its codes or tokens to something on localhost. */
export function isLocalInProduction(host: string, appHost: string): boolean {
  return appHost !== '' && !LOCAL.test(appHost) && LOCAL.test(host)
}

export const hostOf = (url: unknown): string => URL.parse(String(url))?.hostname ?? ''

/**
 * Spaces around a value are no part of it, and `NAME=` in a .dev.vars copied from the example means the same as no line
 * at all; wrangler.toml may hold numbers.
 */
export function readTexts(env: object, names: string[]): Record<string, unknown> {
  const values = env as Env
  return Object.fromEntries(
    names.map((name) => {
      const value = typeof values[name] === 'number' ? String(values[name]) : values[name]
      return [name, typeof value === 'string' ? value.trim() || undefined : value]
    }),
  )
}
