import { expect, test } from 'vitest'
import { contoso, fabrikam } from '../../emulator/seed.ts'
import { fromEnv, kvStore } from '../../src/entryway/index.ts'
import { contosoSettings } from './app.ts'

const GOOD = contosoSettings

/** What is wrong with these variables, as `NAME problem`. */
function problemsOf(change: Record<string, unknown>): string[] {
  const { problems, ignored = [] } = fromEnv({ ...GOOD, ...change })
  return [...problems, ...ignored].map(({ variable, problem, expected }) => {
    expect(expected, `${variable} says what it should be`).not.toBe('')
    return `${variable} ${problem}`
  })
}

test('valid settings are read', () => {
  expect(problemsOf({})).toEqual([])
  expect(fromEnv(GOOD).settings).toMatchObject({
    origin: 'https://entryway.example',
    scopes: ['User.Read'],
    openIdScopes: ['openid', 'profile', 'offline_access'],
    accountPicker: true,
    signUp: false,
    allowedTenants: [],
    sessionIdleMinutes: 60,
    sessionMaxHours: 12,
  })
})

const B2C = 'AUTHORITY belongs to Azure AD B2C, which is not supported'
const NOT_AN_AUTHORITY = 'AUTHORITY is not an Entra authority'
const PLAIN =
  'REDIRECT_URI is not in normalized form (lowercase host, only ASCII, no default port, dot segments or spaces)'
const OWN_PATH = 'REDIRECT_URI has a path that the app itself uses'
const MORE = 'REDIRECT_URI has more than an origin and a path'
const UNREGISTRABLE = 'REDIRECT_URI has a character in its path that Entra does not register'
const UNREGISTRABLE_HOST = 'REDIRECT_URI has a host that Entra does not register: a wildcard, or [::1]'
const BARE_DEFAULT = 'SCOPE has .default without its API: write https://graph.microsoft.com/.default'
const MIXED_DEFAULT = 'SCOPE has .default beside named permissions, which it stands for already'
const OF_LENGTH = (length: number) => 'https://entryway.example/'.padEnd(length, 'a')
const INSECURE = 'REDIRECT_URI begins with neither https:// nor http://localhost'

test.each([
  ['AUTHORITY', undefined, 'AUTHORITY is missing'],
  ['AUTHORITY', { url: 'x' }, 'AUTHORITY is not text'],
  ['AUTHORITY', 'https://login.microsoftonline.com', NOT_AN_AUTHORITY],
  ['AUTHORITY', `https://contoso.b2clogin.com/${contoso.id}`, B2C],
  ['AUTHORITY', 'https://Contoso.B2Clogin.com/contoso.onmicrosoft.com/B2C_1_sign_in', B2C],
  ['CLIENT_ID', undefined, 'CLIENT_ID is missing'],
  ['CLIENT_ID', 'entryway', 'CLIENT_ID is not a GUID'],
  ['CLIENT_SECRET', undefined, 'CLIENT_SECRET is missing'],
  ['CLIENT_SECRET', contoso.id, 'CLIENT_SECRET looks like the secret’s ID instead of its value'],
  ['REDIRECT_URI', undefined, 'REDIRECT_URI is missing'],
  ['REDIRECT_URI', '/callback', 'REDIRECT_URI is not a URL'],
  ['REDIRECT_URI', 'http://entryway.example/callback', INSECURE],
  ['REDIRECT_URI', 'javascript:alert(1)', INSECURE],
  ['REDIRECT_URI', 'https://entryway.example/rückkehr', PLAIN],
  ['REDIRECT_URI', 'https://Entryway.example/callback', PLAIN],
  ['REDIRECT_URI', 'https://entryway.example/call back', PLAIN],
  ['REDIRECT_URI', 'https://entryway.example/', 'REDIRECT_URI has no path'],
  ['REDIRECT_URI', 'https://entryway.example/callback?x=1', MORE],
  ['REDIRECT_URI', 'https://entryway.example/callback#x', MORE],
  ['REDIRECT_URI', 'https://entryway.example/%6cogin', UNREGISTRABLE],
  ['REDIRECT_URI', 'https://entryway.example/*', UNREGISTRABLE],
  ['REDIRECT_URI', 'https://me:word@entryway.example/callback', MORE],
  ['REDIRECT_URI', 'https://entryway.example/login', OWN_PATH],
  ['REDIRECT_URI', OF_LENGTH(257), 'REDIRECT_URI is longer than 256 characters'],
  ['REDIRECT_URI', 'http://[::1]:8787/getAToken', UNREGISTRABLE_HOST],
  ['REDIRECT_URI', 'https://*.entryway.example/callback', UNREGISTRABLE_HOST],
  ['SCOPE', ['User.Read'], 'SCOPE is not text'],
  ['SCOPE', '.default', BARE_DEFAULT],
  ['SCOPE', 'https://graph.microsoft.com/.default User.Read', MIXED_DEFAULT],
  ['SCOPE', ',', 'SCOPE is empty'],
  ['SCOPE', 'User.Read "x"', 'SCOPE has a character that is not allowed in scopes'],
  ['SCOPE', 'User.Read api://contoso-api/access_as_user', 'SCOPE names more than one API'],
  ['CLIENT_SECRET_EXPIRES', 'next year', 'CLIENT_SECRET_EXPIRES is not a date'],
  ['CLIENT_SECRET_EXPIRES', '2027-02-30', 'CLIENT_SECRET_EXPIRES is not a date'],
  ['ALERT_WEBHOOK', 'http://hooks.example/x', 'ALERT_WEBHOOK is not an https URL'],
  ['HEALTH_TOKEN', 'x'.repeat(31), 'HEALTH_TOKEN has fewer than 32 characters'],
  ['ACCOUNT_PICKER', 'none', 'ACCOUNT_PICKER is neither on nor off'],
  ['ALLOWED_TENANTS', ' , ', 'ALLOWED_TENANTS names no tenant'],
  ['ALLOWED_TENANTS', contoso.domain, 'ALLOWED_TENANTS has an entry that is not a GUID'],
  ['SESSION_IDLE_MINUTES', '4', 'SESSION_IDLE_MINUTES is out of range'],
  ['SESSION_IDLE_MINUTES', '1441', 'SESSION_IDLE_MINUTES is out of range'],
  ['SESSION_MAX_HOURS', '0', 'SESSION_MAX_HOURS is out of range'],
  ['SESSION_MAX_HOURS', '721', 'SESSION_MAX_HOURS is out of range'],
])('rejects %s=%j', (name, value, problem) => {
  expect(problemsOf({ [name]: value })).toEqual([problem])
})

test.each([
  ['AUTHORITY', 'https://login.microsoftonline.com/common/v2.0/', { authority: { tenant: 'common' } }],
  ['CLIENT_ID', contosoSettings.CLIENT_ID.toUpperCase(), { clientId: contosoSettings.CLIENT_ID }],
  ['CLIENT_SECRET', ' padded ', { credentials: [{ kind: 'secret', secret: 'padded' }] }],
  ['REDIRECT_URI', 'http://localhost:8787/getAToken', { origin: 'http://localhost:8787' }],
  ['REDIRECT_URI', 'https://entryway.example/Call-back', { redirectUri: { pathname: '/Call-back' } }],
  ['REDIRECT_URI', OF_LENGTH(256), { origin: 'https://entryway.example' }],
  ['SCOPE', 'https://graph.microsoft.com/.default', { scopes: ['https://graph.microsoft.com/.default'] }],
  ['REDIRECT_URI', 'https://entryway.example/login/callback', { origin: 'https://entryway.example' }],
  ['SCOPE', ' User.Read,Mail.Read ', { scopes: ['User.Read', 'Mail.Read'] }],
  ['SCOPE', 'openid profile email offline_access', { scopes: ['User.Read'] }],
  [
    'SCOPE',
    'User.Read https://graph.microsoft.com/Mail.Read 00000003-0000-0000-c000-000000000000/Calendars.Read',
    { scopes: expect.arrayContaining(['User.Read', 'https://graph.microsoft.com/Mail.Read']) },
  ],
  ['ACCOUNT_PICKER', 'off', { accountPicker: false }],
  ['SIGN_UP', ' On ', { signUp: true }],
  [
    'ALLOWED_TENANTS',
    `${contoso.id},${fabrikam.id.toUpperCase()}`,
    { allowedTenants: [contoso.id, fabrikam.id] },
  ],
  ['SESSION_IDLE_MINUTES', 1440, { sessionIdleMinutes: 1440 }],
  ['SESSION_MAX_HOURS', ' 720 ', { sessionMaxHours: 720 }],
])('accepts %s=%j', (name, value, settings) => {
  expect(fromEnv({ ...GOOD, [name]: value })).toMatchObject({ settings, problems: [] })
})

test.each([
  `https://localhost:8788/${contoso.id}`,
  `https://127.0.0.1/${contoso.id}`,
  `https://entra.localhost/${contoso.id}`,
])('behind a public REDIRECT_URI the AUTHORITY %s is rejected', (AUTHORITY) => {
  expect(problemsOf({ AUTHORITY })).toEqual(['AUTHORITY is on localhost although REDIRECT_URI is not'])
  expect(problemsOf({ AUTHORITY, REDIRECT_URI: 'http://localhost:8787/getAToken' })).toEqual([])
})

test('every variable that is wrong is named at once', () => {
  expect(
    problemsOf({
      AUTHORITY: 'http://localhost:8788/common.example',
      CLIENT_ID: 'x',
      CLIENT_SECRET: undefined,
      SCOPE: ',',
      ALLOWED_TENANTS: 'x',
      SESSION_IDLE_MINUTES: 'x',
      SESSION_MAX_HOURS: 'x',
    }).map((line) => line.split(' ')[0]),
  ).toEqual([
    ...['AUTHORITY', 'CLIENT_ID', 'CLIENT_SECRET', 'SCOPE'],
    ...['ALLOWED_TENANTS', 'SESSION_IDLE_MINUTES', 'SESSION_MAX_HOURS'],
  ])
})

test.each([
  [
    'http://localhost:8788',
    'https://entryway.example/callback',
    ['AUTHORITY is on localhost although REDIRECT_URI is not'],
  ],
  [
    'http://localhost:8788',
    '\u00A0https://entryway.example/callback',
    ['AUTHORITY is on localhost although REDIRECT_URI is not'],
  ],
  ['http://localhost.evil.example', 'http://localhost:8787/getAToken', [NOT_AN_AUTHORITY]],
])('an authority at %s with the redirect URI %s', (origin, redirectUri, problems) => {
  expect(problemsOf({ AUTHORITY: `${origin}/${contoso.id}`, REDIRECT_URI: redirectUri })).toEqual(problems)
})

test.each([undefined, 'namespace-id', null])('a store of the binding %j is not bound', (binding) => {
  expect(kvStore(binding as never).problem).toMatchObject({ variable: 'SESSIONS', problem: 'is not bound' })
})

test('OpenID Connect’s own scopes may stand beside those of any one API', () => {
  const { settings } = fromEnv({
    ...GOOD,
    SCOPE: 'openid profile Email offline_access api://contoso-api/access_as_user',
  })
  expect(settings?.scopes).toEqual(['api://contoso-api/access_as_user'])
  expect(settings?.openIdScopes).toEqual(['openid', 'profile', 'offline_access', 'email'])
})

test.each(['common', '9188040d-6c67-4c5b-b112-36a304b66dad'])(
  'the account picker stays on at %s, where accounts are of several tenants',
  (tenant) => {
    const AUTHORITY = `https://login.microsoftonline.com/${tenant}`
    const problem = 'ACCOUNT_PICKER is off although AUTHORITY lets several tenants in'
    expect(problemsOf({ AUTHORITY, ACCOUNT_PICKER: 'off' })).toEqual([problem])
    expect(problemsOf({ AUTHORITY, ACCOUNT_PICKER: 'on' })).toEqual([])
  },
)
