// The Worker's variables -> checked settings, or the list of all that is wrong with them.
import type { KVNamespace } from '@cloudflare/workers-types'
import * as v from 'valibot'
import { type Authority, isExternalId, isLocalhost, namesOneTenant } from '../entra/authority.ts'
import { GRAPH_HOSTS } from '../entra/clouds.ts'
import type { Credential } from '../entra/credential.ts'
import { isGraphScope, isOpenIdScope, OPENID_SCOPES } from '../entra/scope.ts'
import { judgeCredentials } from './credentials.ts'
import { CredentialTexts, EXPECTED, TAKEN_PROBLEM, Variables } from './variables.ts'

/** Variables are unknown until read: a deployment may lack any of them. */
export type Env = Readonly<Record<string, unknown>>

export type Settings = {
  authority: Authority
  clientId: string
  /** In the order they are tried; the second only when the first cannot be used, or Entra refuses it. */
  credentials: [Credential, ...Credential[]]
  redirectUri: URL
  /** The app's own origin; URLs are made from it, never from a request's Host. */
  origin: string
  /** Of one API. */
  scopes: string[]
  /** OpenID Connect's own, which every sign-in asks for. */
  openIdScopes: string[]
  /** Whether Entra asks which account, although one is signed in already. */
  accountPicker: boolean
  /** The API behind "Call an API"; null = Graph's own `/v1.0/me`, wherever the authority's Graph is. */
  endpoint: URL | null
  /** Whether people may make an account of their own: a thing of External ID, where a user flow may forbid it. */
  signUp: boolean
  /** `https://vssps.dev.azure.com/{organization}`; null = no pages for personal access tokens. */
  azureDevOpsUrl: string | null
  allowedTenants: string[]
  sessionIdleMinutes: number
  sessionMaxHours: number
  store: KVNamespace
}

export type Problem = { variable: string; problem: string; expected: string }

export class SettingsError extends Error {
  readonly problems: Problem[]
  constructor(problems: Problem[]) {
    super(`settings: ${problems.map(({ variable }) => variable).join(', ')}`)
    this.problems = problems
  }
}

const known = new WeakMap<Env, Settings | SettingsError>()

/**
 * The settings in `env`, read once: an isolate has one `env`, and what it learns is kept by these settings.
 * @param isTaken whether the app has a page at a path; the callback must have one of its own
 * @throws {SettingsError} with every variable that is wrong
 */
export function readSettings(env: Env, isTaken: (path: string) => boolean = () => false): Settings {
  let settings = known.get(env)
  if (!settings) {
    settings = judgeSettings(env, isTaken)
    known.set(env, settings)
  }
  if (settings instanceof SettingsError) throw settings
  return settings
}

function judgeSettings(env: Env, isTaken: (path: string) => boolean): Settings | SettingsError {
  const given = withoutBlanks(env)
  const result = v.safeParse(Variables, given, { abortPipeEarly: true })
  const wrong = (result.issues ?? []).map((issue) => {
    return { variable: String(issue.path?.[0].key), problem: issue.message }
  })
  for (const variable of localInProduction(given)) {
    wrong.push({ variable, problem: 'is on localhost although REDIRECT_URI is not' })
  }
  if (result.success) {
    const problem = wrong.length === 0 && endpointProblem(result.output)
    if (problem) wrong.push({ variable: 'ENDPOINT', problem })
    const { AUTHORITY, ACCOUNT_PICKER } = result.output
    if (ACCOUNT_PICKER === false && !namesOneTenant(AUTHORITY)) {
      wrong.push({ variable: 'ACCOUNT_PICKER', problem: 'is off although AUTHORITY lets several tenants in' })
    }
    if (isTaken(result.output.REDIRECT_URI.pathname)) {
      wrong.push({ variable: 'REDIRECT_URI', problem: TAKEN_PROBLEM })
    }
  }
  const texts = v.safeParse(CredentialTexts, given)
  const judged = texts.success
    ? judgeCredentials(texts.output, Date.now())
    : { credentials: [], problems: [] }
  const [first, ...others] = judged.credentials
  wrong.push(...judged.problems)
  if (!result.success || wrong.length > 0 || !first) {
    const inOrder = Object.entries(EXPECTED).flatMap(([name, expected]) =>
      wrong.filter(({ variable }) => variable === name).map((each) => ({ ...each, expected })),
    )
    return new SettingsError(inOrder)
  }
  const variables = result.output
  return {
    authority: variables.AUTHORITY,
    clientId: variables.CLIENT_ID,
    credentials: [first, ...others],
    redirectUri: variables.REDIRECT_URI,
    origin: variables.REDIRECT_URI.origin,
    ...scopesOf(variables.SCOPE),
    accountPicker: variables.ACCOUNT_PICKER ?? true,
    endpoint: variables.ENDPOINT ?? null,
    signUp: variables.SIGN_UP ?? isExternalId(variables.AUTHORITY),
    azureDevOpsUrl: variables.AZURE_DEVOPS_URL ?? null,
    allowedTenants: variables.ALLOWED_TENANTS ?? [],
    sessionIdleMinutes: variables.SESSION_IDLE_MINUTES,
    sessionMaxHours: variables.SESSION_MAX_HOURS,
    store: variables.SESSIONS,
  }
}

/** `openid` and its like are not the API's: its token is asked for without them. */
function scopesOf(all: string[]): Pick<Settings, 'scopes' | 'openIdScopes'> {
  const scopes = all.filter((scope) => !isOpenIdScope(scope))
  const hasEmail = all.some((scope) => scope.toLowerCase() === 'email')
  return {
    scopes: scopes.length > 0 ? scopes : ['User.Read'],
    openIdScopes: hasEmail ? [...OPENID_SCOPES, 'email'] : OPENID_SCOPES,
  }
}

/** In whatever spelling; `isLocalhost` has those that are taken. */
const LOCAL = /(?:^|\.)localhost\.?$|^127\.|^0\.|^\[::/

/** The variables that a Worker which is reached from elsewhere would hand its codes and tokens to a local Entra by. */
function localInProduction(given: Record<string, unknown>): string[] {
  const hostOf = (name: string) => URL.parse(String(given[name]))?.hostname ?? ''
  const app = hostOf('REDIRECT_URI')
  if (app === '' || LOCAL.test(app)) return []
  return ['AUTHORITY', 'ENDPOINT', 'AZURE_DEVOPS_URL'].filter((name) => LOCAL.test(hostOf(name)))
}

/** A token of SCOPE's API is for that API alone: Graph's goes to Graph, and no other one's does. */
function endpointProblem({ AUTHORITY, ENDPOINT, SCOPE }: v.InferOutput<typeof Variables>) {
  const [scope = ''] = scopesOf(SCOPE).scopes
  const isOfGraph = isGraphScope(scope)
  if (!ENDPOINT) return isOfGraph ? null : 'is missing although SCOPE is of another API than Graph'
  const isAtGraph = GRAPH_HOSTS.includes(ENDPOINT.host)
  // The local Entra is its own Graph.
  const isLocal = [AUTHORITY.origin, ENDPOINT].every((url) => isLocalhost(new URL(url).hostname))
  return isOfGraph === isAtGraph || (isOfGraph && isLocal) ? null : 'is of another API than SCOPE'
}

/**
 * Spaces around a value are no part of it, and `NAME=` in a .dev.vars copied from the example means the same as no line
 * at all; wrangler.toml may hold numbers.
 */
function withoutBlanks(env: Env): Record<string, unknown> {
  return Object.fromEntries(
    Object.keys(Variables.entries).map((name) => {
      const value = typeof env[name] === 'number' ? String(env[name]) : env[name]
      return [name, typeof value === 'string' ? value.trim() || undefined : value]
    }),
  )
}
