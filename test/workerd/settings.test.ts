import { expect, test } from 'vitest'
import { contoso, fabrikam } from '../../emulator/seed.ts'
import { readSettings, SettingsError } from '../../src/entryway/settings/settings.ts'
import { contosoSettings } from './app.ts'

const GOOD = { ...contosoSettings, SESSIONS: {} }

/** What is wrong with these variables, as `NAME problem`. */
function problemsOf(change: Record<string, unknown>): string[] {
  try {
    readSettings({ ...GOOD, ...change })
    return []
  } catch (error) {
    if (!(error instanceof SettingsError)) throw error
    return error.problems.map(({ variable, problem, expected }) => {
      expect(expected, `${variable} says what it should be`).not.toBe('')
      return `${variable} ${problem}`
    })
  }
}

test('good settings are read', () => {
  expect(problemsOf({})).toEqual([])
  expect(readSettings(GOOD)).toMatchObject({
    origin: 'https://entryway.example',
    scopes: ['User.Read'],
    openIdScopes: ['openid', 'profile', 'offline_access'],
    accountPicker: true,
    endpoint: null,
    signUp: false,
    allowedTenants: [],
    sessionIdleMinutes: 60,
    sessionMaxHours: 12,
  })
})

const B2C = 'AUTHORITY is of Azure AD B2C, which is not supported'
const NOT_AN_AUTHORITY = 'AUTHORITY is not an Entra authority'
const PLAIN =
  'REDIRECT_URI is not in its plain form (host in small letters, no default port, no dots or spaces)'
const OWN_PATH = 'REDIRECT_URI has a path that the app itself uses'
const MORE = 'REDIRECT_URI has more than an origin and a path'
const UNREGISTRABLE = 'REDIRECT_URI has a character in its path that Entra does not register'
const UNREGISTRABLE_HOST = 'REDIRECT_URI has a host that Entra does not register: a wildcard, or [::1]'
const BARE_DEFAULT = 'SCOPE has .default without its API: write https://graph.microsoft.com/.default'
const OF_LENGTH = (length: number) => 'https://entryway.example/'.padEnd(length, 'a')
const NOT_AN_ORGANIZATION = 'AZURE_DEVOPS_URL is not the URL of an organization’s API'
const INSECURE = 'REDIRECT_URI is neither https nor on localhost'

test.each([
  ['AUTHORITY', undefined, 'AUTHORITY is missing'],
  ['AUTHORITY', ' ', 'AUTHORITY is missing'],
  ['AUTHORITY', { url: 'x' }, 'AUTHORITY is not text'],
  ['AUTHORITY', 'https://login.microsoftonline.com', NOT_AN_AUTHORITY],
  ['AUTHORITY', 'http://login.microsoftonline.com/common', NOT_AN_AUTHORITY],
  ['AUTHORITY', `https://portal.azure.com/${contoso.id}`, NOT_AN_AUTHORITY],
  ['AUTHORITY', `https://contoso.b2clogin.com/${contoso.id}`, B2C],
  ['AUTHORITY', 'https://Contoso.B2Clogin.com/contoso.onmicrosoft.com/B2C_1_sign_in', B2C],
  ['CLIENT_ID', undefined, 'CLIENT_ID is missing'],
  ['CLIENT_ID', 'entryway', 'CLIENT_ID is not a GUID'],
  ['CLIENT_ID', `{${contosoSettings.CLIENT_ID}}`, 'CLIENT_ID is not a GUID'],
  ['CLIENT_SECRET', undefined, 'CLIENT_SECRET is missing'],
  ['CLIENT_SECRET', '', 'CLIENT_SECRET is missing'],
  ['CLIENT_SECRET', contoso.id, 'CLIENT_SECRET looks like the secret’s ID instead of its value'],
  [
    'CLIENT_SECRET',
    contoso.id.toUpperCase(),
    'CLIENT_SECRET looks like the secret’s ID instead of its value',
  ],
  ['REDIRECT_URI', undefined, 'REDIRECT_URI is missing'],
  ['REDIRECT_URI', '/callback', 'REDIRECT_URI is not a URL'],
  ['REDIRECT_URI', 'entryway.example/callback', 'REDIRECT_URI is not a URL'],
  ['REDIRECT_URI', 'http://entryway.example/callback', INSECURE],
  ['REDIRECT_URI', 'localhost:8787/getAToken', INSECURE],
  ['REDIRECT_URI', 'javascript:alert(1)', INSECURE],
  ['REDIRECT_URI', 'https://entryway.example', PLAIN],
  ['REDIRECT_URI', 'https://Entryway.example/callback', PLAIN],
  ['REDIRECT_URI', 'https://entryway.example:443/callback', PLAIN],
  ['REDIRECT_URI', 'https://entryway.example/a/../callback', PLAIN],
  ['REDIRECT_URI', 'https://entryway.example/call back', PLAIN],
  ['REDIRECT_URI', 'https://entryway.example/', 'REDIRECT_URI has no path'],
  ['REDIRECT_URI', 'https://entryway.example/callback?x=1', MORE],
  ['REDIRECT_URI', 'https://entryway.example/callback#x', MORE],
  ['REDIRECT_URI', 'https://entryway.example/%6cogin', UNREGISTRABLE],
  ['REDIRECT_URI', 'https://entryway.example/call(back)', UNREGISTRABLE],
  ['REDIRECT_URI', 'https://entryway.example/*', UNREGISTRABLE],
  ['REDIRECT_URI', 'https://me:word@entryway.example/callback', MORE],
  ['REDIRECT_URI', 'https://entryway.example/login', OWN_PATH],
  ['REDIRECT_URI', 'https://entryway.example/login/', OWN_PATH],
  ['REDIRECT_URI', 'https://entryway.example/logout', OWN_PATH],
  ['REDIRECT_URI', 'https://entryway.example/logout/front-channel', OWN_PATH],
  ['REDIRECT_URI', 'https://entryway.example/healthz', OWN_PATH],
  ['REDIRECT_URI', 'https://entryway.example/style.css', OWN_PATH],
  ['REDIRECT_URI', 'https://entryway.example/copy.js', OWN_PATH],
  ['REDIRECT_URI', 'https://entryway.example/icon.svg', OWN_PATH],
  ['REDIRECT_URI', OF_LENGTH(257), 'REDIRECT_URI is longer than 256 characters'],
  ['REDIRECT_URI', 'http://[::1]:8787/getAToken', UNREGISTRABLE_HOST],
  ['REDIRECT_URI', 'https://[2001:db8::1]/callback', UNREGISTRABLE_HOST],
  ['REDIRECT_URI', 'https://*.entryway.example/callback', UNREGISTRABLE_HOST],
  ['SCOPE', ['User.Read'], 'SCOPE is not text'],
  ['SCOPE', '.default', BARE_DEFAULT],
  ['SCOPE', 'User.Read .default', BARE_DEFAULT],
  ['SCOPE', ',', 'SCOPE is empty'],
  ['SCOPE', 'User.Read "x"', 'SCOPE has a character that no scope may have'],
  ['SCOPE', 'User.Read api://contoso-api/access_as_user', 'SCOPE names more than one API'],
  ['ENDPOINT', 'http://graph.microsoft.com/v1.0/me', 'ENDPOINT is not an https URL'],
  ['ENDPOINT', '/v1.0/me', 'ENDPOINT is not an https URL'],
  ['ENDPOINT', true, 'ENDPOINT is not text'],
  ['ENDPOINT', 'https://me@graph.microsoft.com/v1.0/me', 'ENDPOINT has a name or a password in it'],
  ['ENDPOINT', 'https://:word@graph.microsoft.com/v1.0/me', 'ENDPOINT has a name or a password in it'],
  ['SCOPE', 'openid api://a/read api://b/read', 'SCOPE names more than one API'],
  ['ACCOUNT_PICKER', 'none', 'ACCOUNT_PICKER is neither on nor off'],
  ['SIGN_UP', 'yes', 'SIGN_UP is neither on nor off'],
  ['SIGN_UP', 'on off', 'SIGN_UP is neither on nor off'],
  ['SIGN_UP', true, 'SIGN_UP is not text'],
  ['AZURE_DEVOPS_URL', 'contoso', NOT_AN_ORGANIZATION],
  ['AZURE_DEVOPS_URL', 'https://vssps.dev.azure.com/', NOT_AN_ORGANIZATION],
  ['AZURE_DEVOPS_URL', 'https://dev.azure.com/contoso', NOT_AN_ORGANIZATION],
  ['AZURE_DEVOPS_URL', 'https://contoso.visualstudio.com', NOT_AN_ORGANIZATION],
  ['AZURE_DEVOPS_URL', 'http://vssps.dev.azure.com/contoso', NOT_AN_ORGANIZATION],
  ['AZURE_DEVOPS_URL', 'https://vssps.dev.azure.com.evil.example/contoso', NOT_AN_ORGANIZATION],
  ['AZURE_DEVOPS_URL', 'https://evil.example/?https://vssps.dev.azure.com/contoso', NOT_AN_ORGANIZATION],
  ['AZURE_DEVOPS_URL', 'https://evil.example/http://localhost/contoso', NOT_AN_ORGANIZATION],
  ['AZURE_DEVOPS_URL', 'https://me@vssps.dev.azure.com/contoso', NOT_AN_ORGANIZATION],
  ['AZURE_DEVOPS_URL', 'https://vssps.dev.azure.com/contoso/_apis', NOT_AN_ORGANIZATION],
  ['AZURE_DEVOPS_URL', 'https://vssps.dev.azure.com/contoso?x=1', NOT_AN_ORGANIZATION],
  ['AZURE_DEVOPS_URL', 'http://localhost.evil.example/contoso', NOT_AN_ORGANIZATION],
  ['AZURE_DEVOPS_URL', 'http://localhost:99999/contoso', NOT_AN_ORGANIZATION],
  ['AZURE_DEVOPS_URL', 7.5, NOT_AN_ORGANIZATION],
  ['ALLOWED_TENANTS', ' , ', 'ALLOWED_TENANTS names no tenant'],
  ['ALLOWED_TENANTS', contoso.domain, 'ALLOWED_TENANTS has something that is not a GUID'],
  ['ALLOWED_TENANTS', `${contoso.id};${fabrikam.id}`, 'ALLOWED_TENANTS has something that is not a GUID'],
  ['ALLOWED_TENANTS', [contoso.id], 'ALLOWED_TENANTS is not text'],
  ['SESSION_IDLE_MINUTES', '4', 'SESSION_IDLE_MINUTES is not in its range'],
  ['SESSION_IDLE_MINUTES', '1441', 'SESSION_IDLE_MINUTES is not in its range'],
  ['SESSION_IDLE_MINUTES', '1e2', 'SESSION_IDLE_MINUTES is not in its range'],
  ['SESSION_IDLE_MINUTES', '60.5', 'SESSION_IDLE_MINUTES is not in its range'],
  ['SESSION_IDLE_MINUTES', 'Infinity', 'SESSION_IDLE_MINUTES is not in its range'],
  ['SESSION_IDLE_MINUTES', false, 'SESSION_IDLE_MINUTES is not text'],
  ['SESSION_MAX_HOURS', '0', 'SESSION_MAX_HOURS is not in its range'],
  ['SESSION_MAX_HOURS', '721', 'SESSION_MAX_HOURS is not in its range'],
  ['SESSION_MAX_HOURS', '-1', 'SESSION_MAX_HOURS is not in its range'],
  ['SESSIONS', undefined, 'SESSIONS is not bound'],
  ['SESSIONS', 'namespace-id', 'SESSIONS is not bound'],
  ['SESSIONS', null, 'SESSIONS is not bound'],
])('%s of %j is refused', (name, value, problem) => {
  expect(problemsOf({ [name]: value })).toEqual([problem])
})

test.each([
  ['AUTHORITY', 'https://login.microsoftonline.com/common/v2.0/', { authority: { tenant: 'common' } }],
  ['CLIENT_ID', contosoSettings.CLIENT_ID.toUpperCase(), { clientId: contosoSettings.CLIENT_ID }],
  ['CLIENT_SECRET', ' padded ', { credentials: [{ kind: 'secret', secret: 'padded' }] }],
  ['REDIRECT_URI', 'http://localhost:8787/getAToken', { origin: 'http://localhost:8787' }],
  ['REDIRECT_URI', 'https://entryway.example/Call-back', { redirectUri: { pathname: '/Call-back' } }],
  ['REDIRECT_URI', OF_LENGTH(256), { origin: 'https://entryway.example' }],
  ['REDIRECT_URI', 'http://127.0.0.1:8787/getAToken', { origin: 'http://127.0.0.1:8787' }],
  ['REDIRECT_URI', 'https://entryway.example/style.css/back', { origin: 'https://entryway.example' }],
  ['SCOPE', 'https://graph.microsoft.com/.default', { scopes: ['https://graph.microsoft.com/.default'] }],
  ['REDIRECT_URI', 'https://entryway.example/login/callback', { origin: 'https://entryway.example' }],
  ['SCOPE', '', { scopes: ['User.Read'] }],
  ['SCOPE', ' User.Read,Mail.Read ', { scopes: ['User.Read', 'Mail.Read'] }],
  ['SCOPE', 'openid profile email offline_access', { scopes: ['User.Read'] }],
  ['SCOPE', 'User.Read email', { scopes: ['User.Read'] }],
  [
    'SCOPE',
    'User.Read https://graph.microsoft.com/Mail.Read 00000003-0000-0000-c000-000000000000/Calendars.Read',
    { scopes: expect.arrayContaining(['User.Read', 'https://graph.microsoft.com/Mail.Read']) },
  ],
  ['ACCOUNT_PICKER', 'off', { accountPicker: false }],
  ['ACCOUNT_PICKER', '', { accountPicker: true }],
  ['SIGN_UP', '', { signUp: false }],
  ['SIGN_UP', ' On ', { signUp: true }],
  ['ENDPOINT', '', { endpoint: null }],
  [
    'ENDPOINT',
    'https://graph.microsoft.com/v1.0/me/messages',
    { endpoint: { pathname: '/v1.0/me/messages' } },
  ],
  ['ENDPOINT', 'https://graph.microsoft.us/v1.0/me', { endpoint: { host: 'graph.microsoft.us' } }],
  ['AZURE_DEVOPS_URL', undefined, { azureDevOpsUrl: null }],
  ['AZURE_DEVOPS_URL', ' ', { azureDevOpsUrl: null }],
  [
    'AZURE_DEVOPS_URL',
    'https://vssps.dev.azure.com/Contoso-1/',
    { azureDevOpsUrl: 'https://vssps.dev.azure.com/Contoso-1' },
  ],
  [
    'ALLOWED_TENANTS',
    `${contoso.id},${fabrikam.id.toUpperCase()}`,
    { allowedTenants: [contoso.id, fabrikam.id] },
  ],
  ['SESSION_IDLE_MINUTES', '5', { sessionIdleMinutes: 5 }],
  ['SESSION_IDLE_MINUTES', 1440, { sessionIdleMinutes: 1440 }],
  ['SESSION_MAX_HOURS', '1', { sessionMaxHours: 1 }],
  ['SESSION_MAX_HOURS', ' 720 ', { sessionMaxHours: 720 }],
])('%s of %j is taken', (name, value, settings) => {
  expect(readSettings({ ...GOOD, [name]: value })).toMatchObject(settings)
})

const OF_ANOTHER_API = 'ENDPOINT is of another API than SCOPE'
const GRAPH_ME = 'https://graph.microsoft.com/v1.0/me'
const OWN_API = 'api://x/.default'

test.each([
  ['a neighbour', 'https://api.example/x', undefined],
  ['a host that looks like Graph', 'https://graph.microsoft.com.api.example/x', undefined],
  ['another port', 'https://graph.microsoft.com:8443/v1.0/me', undefined],
  ['an API on this machine', 'http://localhost:9999/x', undefined],
  [
    'a neighbour, for a scope with Graph’s address',
    'https://api.example/x',
    'https://graph.microsoft.com/.default',
  ],
  [
    'a neighbour, for one with a slash more',
    'https://api.example/x',
    'https://graph.microsoft.com//User.Read',
  ],
  ['a neighbour, for one in capitals', 'https://api.example/x', 'https://Graph.Microsoft.com/User.Read'],
  [
    'a neighbour, for Graph’s own id',
    'https://api.example/x',
    '00000003-0000-0000-C000-000000000000/User.Read',
  ],
  [
    'a neighbour, for Graph of another cloud',
    'https://api.example/x',
    'https://graph.microsoft.us/User.Read',
  ],
])('the person’s token for Graph is not sent to %s', (_, ENDPOINT, SCOPE) => {
  const REDIRECT_URI = 'http://localhost:8787/getAToken'
  expect(problemsOf({ ENDPOINT, SCOPE, REDIRECT_URI })).toEqual([OF_ANOTHER_API])
  expect(problemsOf({ ENDPOINT: GRAPH_ME, SCOPE, REDIRECT_URI })).toEqual([])
  expect(problemsOf({ SCOPE, REDIRECT_URI })).toEqual([])
})

test('the token for another API is not sent to Graph', () => {
  expect(problemsOf({ SCOPE: OWN_API, ENDPOINT: GRAPH_ME })).toEqual([OF_ANOTHER_API])
  expect(problemsOf({ SCOPE: OWN_API, ENDPOINT: 'https://api.example/x' })).toEqual([])
})

const LOCAL_SETTINGS = {
  AUTHORITY: `http://localhost:8788/${contoso.id}`,
  REDIRECT_URI: 'http://localhost:8787/getAToken',
}

test('a local Entra is its own Graph, and Azure DevOps beside it', () => {
  expect(problemsOf({ ...LOCAL_SETTINGS, ENDPOINT: 'http://localhost:8788/v1.0/me' })).toEqual([])
  expect(problemsOf({ ...LOCAL_SETTINGS, ENDPOINT: 'https://api.example/x' })).toEqual([OF_ANOTHER_API])
  const SCOPE = 'api://contoso-api/access_as_user'
  expect(
    problemsOf({ ...LOCAL_SETTINGS, SCOPE, ENDPOINT: 'http://localhost:8788/contoso-api/hello' }),
  ).toEqual([])
  const AZURE_DEVOPS_URL = 'http://localhost:8788/contoso'
  expect(readSettings({ ...GOOD, ...LOCAL_SETTINGS, AZURE_DEVOPS_URL })).toMatchObject({
    azureDevOpsUrl: AZURE_DEVOPS_URL,
  })
})

test.each([
  ['AUTHORITY', `https://localhost:8788/${contoso.id}`],
  ['AUTHORITY', `https://127.0.0.1/${contoso.id}`],
  ['AUTHORITY', `https://entra.localhost/${contoso.id}`],
  ['ENDPOINT', 'http://localhost:8788/x'],
  ['ENDPOINT', 'https://localhost/x'],
  ['ENDPOINT', 'https://localhost./x'],
  ['ENDPOINT', 'https://api.localhost/x'],
  ['ENDPOINT', 'https://127.1/x'],
  ['ENDPOINT', 'https://0.0.0.0/x'],
  ['ENDPOINT', 'https://[::1]/x'],
  ['ENDPOINT', 'https://[::ffff:127.0.0.1]/x'],
  ['AZURE_DEVOPS_URL', 'http://localhost:8788/contoso'],
])('behind a public REDIRECT_URI %s of %s is refused', (name, value) => {
  const ofApi = name === 'ENDPOINT' ? { SCOPE: OWN_API } : {}
  expect(problemsOf({ ...ofApi, [name]: value })).toEqual([
    `${name} is on localhost although REDIRECT_URI is not`,
  ])
  const REDIRECT_URI = 'http://localhost:8787/getAToken'
  expect(problemsOf({ ...ofApi, [name]: value, REDIRECT_URI })).toEqual([])
})

test('a scope of another API needs an ENDPOINT: its token is for nobody else', () => {
  const SCOPE = 'api://x/.default'
  expect(problemsOf({ SCOPE })).toEqual(['ENDPOINT is missing although SCOPE is of another API than Graph'])
  expect(problemsOf({ SCOPE, ENDPOINT: 'https://api.example/x' })).toEqual([])
  expect(problemsOf({ SCOPE: 'https://graph.microsoft.com/.default' })).toEqual([])
})

test('every variable that is wrong is named at once', () => {
  expect(
    problemsOf({
      AUTHORITY: 'http://localhost:8788/common.example',
      CLIENT_ID: 'x',
      CLIENT_SECRET: undefined,
      SCOPE: ',',
      ENDPOINT: 'x',
      AZURE_DEVOPS_URL: 'x',
      ALLOWED_TENANTS: 'x',
      SESSION_IDLE_MINUTES: 'x',
      SESSION_MAX_HOURS: 'x',
      SESSIONS: undefined,
    }).map((line) => line.split(' ')[0]),
  ).toEqual([
    ...['AUTHORITY', 'CLIENT_ID', 'CLIENT_SECRET', 'SCOPE', 'ENDPOINT', 'AZURE_DEVOPS_URL'],
    ...['ALLOWED_TENANTS', 'SESSION_IDLE_MINUTES', 'SESSION_MAX_HOURS', 'SESSIONS'],
  ])
})

test.each([
  ['http://localhost:8788', 'http://localhost:8787/getAToken', []],
  ['http://127.0.0.1:8788', 'http://localhost:8787/getAToken', []],
  [
    'http://localhost:8788',
    'https://entryway.example/callback',
    ['AUTHORITY is on localhost although REDIRECT_URI is not'],
  ],
  ['http://localhost.evil.example', 'http://localhost:8787/getAToken', [NOT_AN_AUTHORITY]],
])('an authority at %s with the redirect URI %s', (origin, redirectUri, problems) => {
  expect(problemsOf({ AUTHORITY: `${origin}/${contoso.id}`, REDIRECT_URI: redirectUri })).toEqual(problems)
})

test('settings are read once for one env, and anew for another', () => {
  const env = { ...GOOD }
  expect(readSettings(env)).toBe(readSettings(env))
  expect(readSettings({ ...env })).not.toBe(readSettings(env))
})

test('OpenID Connect’s own scopes may stand beside those of any one API', () => {
  const settings = readSettings({
    ...GOOD,
    SCOPE: 'openid profile Email offline_access api://contoso-api/access_as_user',
    ENDPOINT: 'https://api.contoso.example/me',
  })
  expect(settings.scopes).toEqual(['api://contoso-api/access_as_user'])
  expect(settings.openIdScopes).toEqual(['openid', 'profile', 'offline_access', 'email'])
})

test.each(['common', 'organizations', 'consumers', '9188040d-6c67-4c5b-b112-36a304b66dad'])(
  'the account picker stays on at %s, where accounts are of several tenants',
  (tenant) => {
    const AUTHORITY = `https://login.microsoftonline.com/${tenant}`
    const problem = 'ACCOUNT_PICKER is off although AUTHORITY lets several tenants in'
    expect(problemsOf({ AUTHORITY, ACCOUNT_PICKER: 'off' })).toEqual([problem])
    expect(problemsOf({ AUTHORITY, ACCOUNT_PICKER: 'on' })).toEqual([])
  },
)
