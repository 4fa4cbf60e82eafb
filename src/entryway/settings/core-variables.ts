// The core's own variables. No text quotes a value, which may be a secret.
import { AUTHORITY_FORMS, isGuid, isLocalhost, parseAuthority } from '../entra/authority.ts'
import { CredentialProblem, readCertificate, readPrivateKey } from '../entra/certificate.ts'
import { isDefaultScope, isOpenIdScope, resourceOf } from '../entra/scope.ts'
import { type Variables, WrongSetting } from './variables.ts'

/** The core's own paths. */
const OWN_PATHS = ['/login', '/logout', '/logout/front-channel', '/healthz', '/api/me']

export const TAKEN_PROBLEM = 'has a path that the app itself uses'

function must(isSo: boolean, problem: string): asserts isSo {
  if (!isSo) throw new WrongSetting(problem)
}

const required =
  <T>(parse: (text: string) => T) =>
  (text: string | undefined): T => {
    must(text !== undefined, 'is missing')
    return parse(text)
  }

const optional =
  <T>(parse: (text: string) => T) =>
  (text: string | undefined): T | null =>
    text === undefined ? null : parse(text)

const optionalText = (isRight: (text: string) => boolean, problem: string) =>
  optional((text) => {
    must(isRight(text), problem)
    return text
  })

const pem = <T>(read: (text: string) => T) =>
  optional((text) => {
    try {
      return read(text)
    } catch (error) {
      throw error instanceof CredentialProblem ? new WrongSetting(error.message) : error
    }
  })

const onOrOff = optional((text) => {
  must(/^(on|off)$/i.test(text), 'is neither on nor off')
  return text.toLowerCase() === 'on'
})

const wholeNumber =
  (fallback: number, min: number, max: number) =>
  (text = String(fallback)) => {
    must(/^\d{1,6}$/.test(text) && Number(text) >= min && Number(text) <= max, 'is out of range')
    return Number(text)
  }

const words = (text: string) => text.split(/[\s,]+/).filter(Boolean)

export const coreVariables = {
  AUTHORITY: {
    expected: AUTHORITY_FORMS,
    receivesTokens: true,
    parse: required((text) => {
      const authority = parseAuthority(text)
      const isB2c = /\.b2clogin\./i.test(text)
      must(!isB2c, 'belongs to Azure AD B2C, which is not supported')
      must(authority !== null, 'is not an Entra authority')
      return authority
    }),
  },
  CLIENT_ID: {
    expected: 'the Application (client) ID on the app registration’s overview page, a GUID',
    parse: required((text) => {
      const id = text.toLowerCase()
      must(isGuid(id), 'is not a GUID')
      return id
    }),
  },
  // One of the two credentials must be there; from-env.ts checks what belongs together.
  CLIENT_SECRET: {
    expected:
      'the secret’s Value (not its Secret ID), shown once when it is created under Certificates & secrets; or a certificate instead',
    parse: optionalText(
      (text) => !isGuid(text.toLowerCase()),
      'looks like the secret’s ID instead of its value',
    ),
  },
  CLIENT_CERTIFICATE: {
    expected: 'the PEM text of the certificate uploaded under Certificates & secrets, still valid',
    parse: pem(readCertificate),
  },
  CLIENT_CERTIFICATE_KEY: {
    expected:
      'the PEM text of the certificate’s private key, beginning with -----BEGIN PRIVATE KEY----- (npm run certificate creates both)',
    parse: pem(readPrivateKey),
  },
  REDIRECT_URI: {
    expected:
      'exactly one of the redirect URIs registered under Authentication, platform Web, such as http://localhost:8787/getAToken or https://app.example.com/callback',
    parse: required((text) => {
      const problem = redirectUriProblem(text)
      if (problem !== null) throw new WrongSetting(problem)
      return new URL(text)
    }),
  },
  SCOPE: {
    expected:
      'permissions of one API separated by spaces, such as User.Read or api://{its id}/access_as_user; you can add openid, profile, email and offline_access',
    parse: (text = 'User.Read') => {
      const scopes = words(text)
      const ofApi = scopes.filter((scope) => !isOpenIdScope(scope))
      must(scopes.length > 0, 'is empty')
      must(
        scopes.every((scope) => /^[\x21\x23-\x5b\x5d-\x7e]+$/.test(scope)),
        'has a character that is not allowed in scopes',
      )
      must(
        !scopes.includes('.default'),
        'has .default without its API: write https://graph.microsoft.com/.default',
      )
      must(new Set(ofApi.map(resourceOf)).size <= 1, 'names more than one API')
      must(
        !scopes.some(isDefaultScope) || new Set(ofApi).size === 1,
        'has .default beside named permissions, which it stands for already',
      )
      return scopes
    },
  },
  ACCOUNT_PICKER: {
    expected: 'on or off; off only where AUTHORITY names one tenant. Default: on',
    parse: onOrOff,
  },
  SIGN_UP: { expected: 'on or off; default: on for External ID, off elsewhere', parse: onOrOff },
  ALLOWED_TENANTS: {
    expected: 'tenant ids (GUIDs) separated by spaces or commas; default: every tenant',
    parse: optional((text) => {
      const tenants = words(text.toLowerCase())
      // A list built from empty variables must not accept everyone.
      must(tenants.length > 0, 'names no tenant')
      must(tenants.every(isGuid), 'has an entry that is not a GUID')
      return tenants
    }),
  },
  SESSION_IDLE_MINUTES: {
    expected: 'a whole number of minutes from 5 to 1440',
    parse: wholeNumber(60, 5, 1440),
  },
  SESSION_MAX_HOURS: { expected: 'a whole number of hours from 1 to 720', parse: wholeNumber(12, 1, 720) },
  KEEP_SIGNED_IN: {
    expected: 'on or off; default: off, and sessions end when the browser closes',
    parse: onOrOff,
  },
  STEP_UP_CONTEXT: {
    expected: 'the id of an authentication context, c1 to c99; default: the user signs in again',
    parse: optionalText((id) => /^c[1-9]\d?$/.test(id), 'is not the id of an authentication context'),
  },
  CLIENT_SECRET_EXPIRES: {
    expected: 'the date under Certificates & secrets, as 2027-05-27',
    parse: optional((text) => {
      must(isDate(text), 'is not a date')
      return Date.parse(text)
    }),
  },
  ALERT_WEBHOOK: {
    expected: 'the https URL of a webhook; default: no alerts',
    parse: optionalText((url) => URL.parse(url)?.protocol === 'https:', 'is not an https URL'),
  },
  HEALTH_TOKEN: {
    expected: 'at least 32 random characters; default: /healthz gives no details',
    parse: optionalText((token) => token.length >= 32, 'has fewer than 32 characters'),
  },
} satisfies Variables

/** As 2027-05-27, or with a time after it. A day that the month does not have would be one of the next. */
function isDate(value: string): boolean {
  const day = value.slice(0, 10)
  if (!/^\d{4}-\d\d-\d\d(T.*)?$/.test(value) || Number.isNaN(Date.parse(value))) return false
  return String(new Date(day).toJSON()).startsWith(day)
}

/** In words that follow the name; null = none. The rules that Entra has for redirect URIs, and the app's own. Source: Microsoft identity platform, "Redirect URI (reply URL) restrictions". */
export function redirectUriProblem(value: string): string | null {
  const url = URL.parse(value)
  if (!url) return 'is not a URL'
  if (value.length > 256) return 'is longer than 256 characters'
  if (/[*[]/.test(url.hostname)) return 'has a host that Entra does not register: a wildcard, or [::1]'
  if (url.protocol !== 'https:' && !(url.protocol === 'http:' && isLocalhost(url.hostname)))
    return 'begins with neither https:// nor http://localhost'
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
