// Each of the Worker's variables: its rule, and what it should look like.
import * as v from 'valibot'
import { AUTHORITY_FORMS, type Authority, isGuid, isLocalhost, parseAuthority } from '../entra/authority.ts'
import { isDefaultScope, isOpenIdScope, resourceOf } from '../entra/scope.ts'
import { once } from '../once.ts'

/** The core's own paths. */
const OWN_PATHS = ['/login', '/logout', '/logout/front-channel', '/healthz', '/api/me']

export const TAKEN_PROBLEM = 'has a path that the app itself uses'

/** What to expect instead, for each problem. Never quotes a value, which may be a secret. */
export const EXPECTED: Record<string, string> = {
  AUTHORITY: AUTHORITY_FORMS,
  CLIENT_ID: 'the Application (client) ID on the app registration’s overview page, a GUID',
  CLIENT_SECRET:
    'the secret’s Value (not its Secret ID), shown once when it is created under Certificates & secrets; or a certificate instead',
  CLIENT_CERTIFICATE: 'the PEM text of the certificate uploaded under Certificates & secrets, still valid',
  CLIENT_CERTIFICATE_KEY:
    'the PEM text of the certificate’s private key, beginning with -----BEGIN PRIVATE KEY----- (npm run certificate creates both)',
  REDIRECT_URI:
    'exactly one of the redirect URIs registered under Authentication, platform Web, such as http://localhost:8787/getAToken or https://app.example.com/callback',
  SCOPE:
    'permissions of one API separated by spaces, such as User.Read or api://{its id}/access_as_user; you can add openid, profile, email and offline_access',
  ACCOUNT_PICKER: 'on or off; off only where AUTHORITY names one tenant. Default: on',
  SIGN_UP: 'on or off; default: on for External ID, off elsewhere',
  ALLOWED_TENANTS: 'tenant ids (GUIDs) separated by spaces or commas; default: every tenant',
  SESSION_IDLE_MINUTES: 'a whole number of minutes from 5 to 1440',
  SESSION_MAX_HOURS: 'a whole number of hours from 1 to 720',
  KEEP_SIGNED_IN: 'on or off; default: off, and sessions end when the browser closes',
  STEP_UP_CONTEXT: 'the id of an authentication context, c1 to c99; default: the user signs in again',
  CLIENT_SECRET_EXPIRES: 'the date under Certificates & secrets, as 2027-05-27',
  ALERT_WEBHOOK: 'the https URL of a webhook; default: no alerts',
  HEALTH_TOKEN: 'at least 32 random characters; default: /healthz gives no details',
}

/** A variable of wrangler.toml may be of any type; valibot's own sentence would quote it. */
const text = v.string(({ input }) => (input === undefined ? 'is missing' : 'is not text'))

const wholeNumber = (fallback: string, least: number, most: number) =>
  v.pipe(
    v.optional(text, fallback),
    v.check(
      (digits) => /^\d{1,6}$/.test(digits) && Number(digits) >= least && Number(digits) <= most,
      'is out of range',
    ),
    v.transform(Number),
  )

const optional = (isRight: (value: string) => boolean, problem: string) =>
  v.optional(v.pipe(text, v.check(isRight, problem)))

const lowerCase = v.transform((value: string) => value.toLowerCase())

const onOrOff = v.pipe(
  text,
  lowerCase,
  v.check((value) => /^(on|off)$/.test(value), 'is neither on nor off'),
  v.transform((value) => value === 'on'),
)

const ofApi = (scopes: string[]) => scopes.filter((scope) => !isOpenIdScope(scope))

const words = (value: string) => value.split(/[\s,]+/).filter(Boolean)

/** One of the two credentials must be there; credentials.ts judges what belongs together. */
export const CredentialTexts = once(() =>
  v.object({
    CLIENT_SECRET: v.optional(
      v.pipe(
        text,
        v.check((secret) => !isGuid(secret.toLowerCase()), 'looks like the secret’s ID instead of its value'),
      ),
    ),
    CLIENT_CERTIFICATE: v.optional(text),
    CLIENT_CERTIFICATE_KEY: v.optional(text),
  }),
)

export const Variables = once(() =>
  v.object({
    AUTHORITY: v.pipe(
      text,
      v.check(
        (value) => parseAuthority(value) !== null,
        ({ input }) =>
          /\.b2clogin\./i.test(input)
            ? 'belongs to Azure AD B2C, which is not supported'
            : 'is not an Entra authority',
      ),
      v.transform((value) => parseAuthority(value) as Authority),
    ),
    CLIENT_ID: v.pipe(
      text,
      lowerCase,
      v.check((id: string) => isGuid(id), 'is not a GUID'),
    ),
    ...CredentialTexts().entries,
    REDIRECT_URI: v.pipe(
      text,
      v.check(
        (value) => redirectUriProblem(value) === null,
        ({ input }) => redirectUriProblem(input) ?? '',
      ),
      v.transform((value) => new URL(value)),
    ),
    SCOPE: v.pipe(
      v.optional(text, 'User.Read'),
      v.transform(words),
      v.check((scopes) => scopes.length > 0, 'is empty'),
      v.check(
        (scopes) => scopes.every((scope) => /^[\x21\x23-\x5b\x5d-\x7e]+$/.test(scope)),
        'has a character that is not allowed in scopes',
      ),
      v.check(
        (scopes) => !scopes.includes('.default'),
        'has .default without its API: write https://graph.microsoft.com/.default',
      ),
      v.check((scopes) => new Set(ofApi(scopes).map(resourceOf)).size <= 1, 'names more than one API'),
      v.check(
        (scopes) => !scopes.some(isDefaultScope) || new Set(ofApi(scopes)).size === 1,
        'has .default beside named permissions, which it stands for already',
      ),
    ),
    ACCOUNT_PICKER: v.optional(onOrOff),
    SIGN_UP: v.optional(onOrOff),
    ALLOWED_TENANTS: v.optional(
      v.pipe(
        text,
        lowerCase,
        v.transform(words),
        // A list built from empty variables must not accept everyone.
        v.check((tenants) => tenants.length > 0, 'names no tenant'),
        v.check((tenants) => tenants.every(isGuid), 'has an entry that is not a GUID'),
      ),
    ),
    SESSION_IDLE_MINUTES: wholeNumber('60', 5, 1440),
    SESSION_MAX_HOURS: wholeNumber('12', 1, 720),
    KEEP_SIGNED_IN: v.optional(onOrOff),
    STEP_UP_CONTEXT: optional((id) => /^c[1-9]\d?$/.test(id), 'is not the id of an authentication context'),
    CLIENT_SECRET_EXPIRES: optional(isDate, 'is not a date'),
    ALERT_WEBHOOK: optional((url) => URL.parse(url)?.protocol === 'https:', 'is not an https URL'),
    HEALTH_TOKEN: optional((token) => token.length >= 32, 'has fewer than 32 characters'),
  }),
)

/** As 2027-05-27, or with a time after it. A day that the month does not have would be one of the next. */
function isDate(value: string): boolean {
  const day = value.slice(0, 10)
  if (!/^\d{4}-\d\d-\d\d(T.*)?$/.test(value) || Number.isNaN(Date.parse(value))) return false
  return String(new Date(day).toJSON()).startsWith(day)
}

/** The rules that Entra has for redirect URIs, and the app's own. Source: Microsoft identity platform, "Redirect URI (reply URL) restrictions". */
function redirectUriProblem(value: string): string | null {
  const url = URL.parse(value)
  if (!url) return 'is not a URL'
  if (value.length > 256) return 'is longer than 256 characters'
  if (/[*[]/.test(url.hostname)) return 'has a host that Entra does not register: a wildcard, or [::1]'
  if (!isHttpsOrLocalhost(url)) return 'begins with neither https:// nor http://localhost'
  if (url.pathname === '/') return 'has no path'
  if (url.href !== value)
    return 'is not in normalized form (lowercase host, only ASCII, no default port, dot segments or spaces)'
  if (/[?#]/.test(value) || url.username || url.password) return 'has more than an origin and a path'
  // Entra registers none of these; the router decodes `%`, so that such a path could be another one's.
  if (/[%!$'(),;*]/.test(url.pathname)) return 'has a character in its path that Entra does not register'
  // The router takes a path with and without its last slash.
  if (OWN_PATHS.includes(url.pathname.replace(/\/$/, ''))) return TAKEN_PROBLEM
  return null
}

function isHttpsOrLocalhost(url: URL | null): boolean {
  return url?.protocol === 'https:' || (url?.protocol === 'http:' && isLocalhost(url.hostname))
}
