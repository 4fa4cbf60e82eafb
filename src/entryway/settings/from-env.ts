// The Worker's variables -> validated settings, or the list of all problems.
import { isExternalId, namesOneTenant } from '../entra/authority.ts'
import { validityProblem } from '../entra/certificate.ts'
import type { Credential } from '../entra/credential.ts'
import { isOpenIdScope, OPENID_SCOPES } from '../entra/scope.ts'
import { coreVariables } from './core-variables.ts'
import { type Problem, pathsOf, type Settings } from './settings.ts'
import { type Parsed, parseVariables } from './variables.ts'

/** Either may be empty: `settings` is null when there are problems. */
export type FromEnv = {
  settings: Settings | null
  problems: Problem[]
  /** Invalid variables that `settings` does without, because users can sign in without them. */
  ignored?: Problem[]
}

type Values = Parsed<typeof coreVariables>
type AddProblem = (variable: keyof Values, problem: string) => void

/** A mistake in one of these must not take the app down. */
const MONITORING = ['CLIENT_SECRET_EXPIRES', 'ALERT_WEBHOOK', 'HEALTH_TOKEN']

/**
 * Reads AUTHORITY, CLIENT_ID, CLIENT_SECRET (or CLIENT_CERTIFICATE and CLIENT_CERTIFICATE_KEY), REDIRECT_URI, SCOPE,
 * ACCOUNT_PICKER, SIGN_UP, ALLOWED_TENANTS, SESSION_IDLE_MINUTES, SESSION_MAX_HOURS, KEEP_SIGNED_IN, STEP_UP_CONTEXT,
 * CLIENT_SECRET_EXPIRES, ALERT_WEBHOOK and HEALTH_TOKEN; .dev.vars.example explains each. Never throws: what is wrong is in
 * `problems`, and every page shows it until it is fixed. An invalid one of the last three alone is in `ignored`.
 */
export function fromEnv(env: object): FromEnv {
  const { values, problems } = parseVariables(coreVariables, env, null)
  const add: AddProblem = (variable, problem) =>
    problems.push({ variable, problem, expected: coreVariables[variable].expected })
  if (values.ACCOUNT_PICKER === false && values.AUTHORITY && !namesOneTenant(values.AUTHORITY)) {
    add('ACCOUNT_PICKER', 'is off although AUTHORITY lets several tenants in')
  }
  const [first, ...others] = credentialsOf(values, add, Date.now())
  const order = Object.keys(coreVariables)
  problems.sort((a, b) => order.indexOf(a.variable) - order.indexOf(b.variable))
  if (!problems.every(({ variable }) => MONITORING.includes(variable)) || !first) {
    return { settings: null, problems }
  }
  const valid = values as Values
  const settings: Settings = {
    authority: valid.AUTHORITY,
    clientId: valid.CLIENT_ID,
    credentials: [first, ...others],
    redirectUri: valid.REDIRECT_URI,
    origin: valid.REDIRECT_URI.origin,
    paths: pathsOf(),
    ...scopesOf(valid.SCOPE),
    accountPicker: valid.ACCOUNT_PICKER ?? true,
    signUp: valid.SIGN_UP ?? isExternalId(valid.AUTHORITY),
    allowedTenants: valid.ALLOWED_TENANTS ?? [],
    sessionIdleMinutes: valid.SESSION_IDLE_MINUTES,
    sessionMaxHours: valid.SESSION_MAX_HOURS,
    keepSignedIn: valid.KEEP_SIGNED_IN ?? false,
    stepUpContext: valid.STEP_UP_CONTEXT,
    secretExpiresAt: values.CLIENT_SECRET_EXPIRES ?? null,
    alertWebhook: values.ALERT_WEBHOOK ?? null,
    healthToken: values.HEALTH_TOKEN ?? null,
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

/** In the order they are tried. null = not set; undefined = what is wrong with it has been said. */
function credentialsOf(values: Partial<Values>, add: AddProblem, now: number): Credential[] {
  const {
    CLIENT_SECRET: secret,
    CLIENT_CERTIFICATE: certificate,
    CLIENT_CERTIFICATE_KEY: privateKey,
  } = values
  const credentials: Credential[] = []
  if (certificate === null && privateKey !== null) add('CLIENT_CERTIFICATE', 'is missing')
  if (certificate !== null && privateKey === null) add('CLIENT_CERTIFICATE_KEY', 'is missing')
  if (certificate && privateKey) {
    // With a secret as well, an expired certificate is no error: it is skipped when used.
    const outOfDate = secret === null ? validityProblem(certificate, now) : null
    if (outOfDate) add('CLIENT_CERTIFICATE', outOfDate)
    if (certificate.modulus !== privateKey.modulus) {
      add('CLIENT_CERTIFICATE_KEY', 'does not belong to CLIENT_CERTIFICATE')
    }
    credentials.push({ kind: 'certificate', certificate, privateKey })
  }
  if (secret) credentials.push({ kind: 'secret', secret })
  if (secret === null && certificate === null && privateKey === null) add('CLIENT_SECRET', 'is missing')
  return credentials
}
