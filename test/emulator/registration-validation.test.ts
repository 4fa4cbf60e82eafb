// What Graph accepts and rejects in an app registration.
import { beforeAll, describe, expect, test } from 'vitest'
import { nestor } from '../../emulator/seed.ts'
import { type Emulator, startEmulator } from '../support/emulator.ts'
import { asOperator, type Directory, operatorTokens } from '../support/operator.ts'
import { registerApp } from './registered-app.ts'

let emulator: Emulator
let graph: Directory
beforeAll(async () => {
  emulator = await startEmulator()
  graph = await asOperator(emulator)
})

const PERSONAL = 'AzureADandPersonalMicrosoftAccount'
const personal = { signInAudience: PERSONAL, api: { requestedAccessTokenVersion: 2 } }
const https = 'https://wideworld.example'

const register = (settings: object) =>
  graph('POST', '/applications', { displayName: 'Wide World', ...settings })
const web = (...redirectUris: string[]) => ({ web: { redirectUris } })
const uris = (...identifierUris: string[]) => ({ identifierUris })
const scope = (value: string, id: string = crypto.randomUUID()) => ({
  id,
  value,
  type: 'User',
  isEnabled: true,
})
const scopes = (...oauth2PermissionScopes: object[]) => ({ api: { oauth2PermissionScopes } })
const one = crypto.randomUUID()

test.each<[string, object, string]>([
  ['no name', { displayName: undefined }, "property 'displayName'"],
  ['a blank name', { displayName: ' ' }, "property 'displayName'"],
  ['a name of 257 characters', { displayName: 'a'.repeat(257) }, "property 'displayName'"],
  ['an unknown audience', { signInAudience: 'Everybody' }, "property 'signInAudience'"],
  ['an unknown property', { color: 'red' }, "Invalid property 'color'"],
  ['an unknown property of a platform', { web: { color: 'red' } }, "property 'web'"],
  ['a secret', { passwordCredentials: [{ displayName: 'mine' }] }, "property 'passwordCredentials'"],
  ['a logout URL without https', { web: { logoutUrl: 'http://localhost:8787/out' } }, 'HTTPS'],
  ['a logout URL that is none', { web: { logoutUrl: 'out' } }, "property 'web'"],
  [
    'a permission that is no ID',
    { requiredResourceAccess: [{ resourceAppId: 'Graph' }] },
    'requiredResource',
  ],
  ['a claim without a name', { optionalClaims: { idToken: [{}] } }, "property 'optionalClaims'"],
  [
    'personal accounts and tokens of version 1',
    { signInAudience: 'PersonalMicrosoftAccount', api: { requestedAccessTokenVersion: 1 } },
    'api.requestedAccessTokenVersion',
  ],
  ['an unknown property of its API', { api: { color: 1 } }, "property 'api'"],
  ['preauthorized apps that are no list', { api: { preAuthorizedApplications: 'all' } }, "property 'api'"],
  ['tokens of version 3', { api: { requestedAccessTokenVersion: 3 } }, "property 'api'"],
  ['a scope of no type', scopes({ ...scope('Toys.Read'), type: 'Everybody' }), "property 'api'"],
  ['a scope with a space', scopes(scope('Toys Read')), 'invalid character'],
  ['a scope with a dot before it', scopes(scope('.default')), 'must not begin with a dot'],
  ['a scope of 121 characters', scopes(scope('a'.repeat(121))), '120'],
  ['a scope of 41 for personal accounts', { ...scopes(scope('a'.repeat(41))), signInAudience: PERSONAL }, ''],
  ['two scopes with the same name', scopes(scope('Toys.Read'), scope('Toys.Read')), 'used twice'],
  ['two scopes with the same ID', scopes(scope('Toys.Read', one), scope('Toys.Write', one)), 'used twice'],
  ['a scope without an ID', scopes({ value: 'Toys.Read', type: 'User' }), 'no GUID'],
])('rejects %s', async (_, settings, message) => {
  const known = emulator.state.apps.length
  expect(await register(settings)).toMatchObject({
    status: 400,
    json: { error: { code: 'Request_BadRequest', message: expect.stringContaining(message) } },
  })
  expect(emulator.state.apps).toHaveLength(known)
})

test.each([
  ['text/plain', '{"displayName":"Wide World"}'],
  ['application/json', '{"displayName":'],
  ['application/json', '[]'],
])('rejects a body of %s: %s', async (type, body) => {
  const { access_token: token } = await operatorTokens(emulator, nestor)
  const headers = { Authorization: `Bearer ${token}`, 'Content-Type': type }
  const url = 'https://graph.microsoft.com/v1.0/applications'
  const response = await emulator.fetch(new Request(url, { method: 'POST', headers, body }))
  const error = { code: 'Request_BadRequest' }
  expect([response.status, await response.json()]).toMatchObject([400, { error }])
})

describe('a redirect URI', () => {
  test.each([
    `${https}/callback`,
    'http://localhost:8787/getAToken',
    'http://127.0.0.1:8787/getAToken',
    `${https}/callback?x=1`,
    `${https}/${'a'.repeat(256 - https.length - 1)}`,
  ])('may be %s', async (uri) => {
    expect((await register(web(uri))).status).toBe(201)
  })

  test.each([
    ['http://wideworld.example/callback', 'must start with HTTPS'],
    ['http://localhost.evil.example/', 'must start with HTTPS'],
    ['http://[::1]:8787/callback', 'IPv6 loopback'],
    ['urn:ietf:wg:oauth:2.0:oob', 'must start with HTTPS'],
    ['/callback', 'must be a valid absolute URI'],
    ['', 'must be a valid absolute URI'],
    [`${https}/#`, 'must not contain a fragment'],
    ['https://me:pw@wideworld.example/', 'user information'],
    [`${https}/${'a'.repeat(256 - https.length)}`, 'longer than 256'],
    ['https://*.wideworld.example/callback', 'has a wildcard: not in this emulator'],
    [`${https}/*`, 'has a wildcard: not in this emulator'],
    ...['!', '$', "'", '(', ')', ',', ';'].map((char) => [`${https}/a${char}b`, 'invalid character']),
  ])('cannot be %s', async (uri = '', message = '') => {
    expect(await register(web(uri))).toMatchObject({
      status: 400,
      json: { error: { code: 'Request_BadRequest', message: expect.stringContaining(message) } },
    })
  })

  test.each([
    [`${https}/callback?x=1`, 'query string'],
    ['https://*.wideworld.example/callback', 'wildcard'],
  ])('cannot be %s if personal accounts sign in', async (uri, text) => {
    const message = expect.stringContaining(text)
    const rejected = await register({ ...web(uri), signInAudience: PERSONAL })
    expect(rejected).toMatchObject({ status: 400, json: { error: { message } } })
  })

  test.each([
    ['AzureADMultipleOrgs', 256],
    [PERSONAL, 100],
  ])('can be one of many: %s may have %i', async (signInAudience, most) => {
    const all = Array.from({ length: most + 1 }, (_, index) => `${https}/${index}`)
    expect((await register({ ...web(...all.slice(1)), signInAudience })).status).toBe(201)
    expect((await register({ ...web(...all), signInAudience })).status).toBe(400)
  })

  test('is of one platform only', async () => {
    const spa = { redirectUris: [`${https}/callback`] }
    expect((await register({ ...web(`${https}/other`), spa })).status).toBe(201)
    expect((await register({ ...web(`${https}/callback`), spa })).status).toBe(400)
  })

  test('of an app on a device may have its own scheme', async () => {
    const own = { redirectUris: ['msauth.example://auth'] }
    expect((await register({ publicClient: own })).status).toBe(201)
    expect((await register({ spa: own })).status).toBe(400)
    for (const uri of ['http://wideworld.example/auth', 'javascript:x'])
      expect((await register({ publicClient: { redirectUris: [uri] } })).status).toBe(400)
  })

  test('is validated again if the audience changes', async () => {
    const path = `/applications/${(await register(web(`${https}/callback?x=1`))).json.id}`
    expect((await graph('PATCH', path, personal)).status).toBe(400)
    const { signInAudience } = personal
    expect((await graph('PATCH', path, { signInAudience, ...web(`${https}/callback`) })).status).toBe(400)
    expect((await graph('PATCH', path, { ...personal, ...web(`${https}/callback`) })).status).toBe(204)
  })
})

describe('an identifier URI', () => {
  test.each<[string, string, object?]>([
    ['wingtip', 'must be a valid absolute URI'],
    ['api://', 'must have a name'],
    ['api://*.wingtip', 'wildcard'],
    ['api://wingtip/', 'must not end with a slash'],
    [`api://${'a'.repeat(250)}`, 'longer than 255'],
    ['https://wingtip.example/api', 'verified domain'],
    ['https://graph.microsoft.com', 'verified domain'],
    ['api://contoso-api', 'same value for property identifierUris'],
    ['urn:a:b', 'urn', { signInAudience: PERSONAL }],
  ])('cannot be %s: %s', async (uri, text, more = {}) => {
    const message = expect.stringContaining(text)
    const rejected = { status: 400, json: { error: { code: 'Request_BadRequest', message } } }
    expect(await register({ ...uris(uri), ...more })).toMatchObject(rejected)
  })

  test.each([
    'api://contoso.example/wingtip',
    'https://toys.contoso.example',
    'https://contoso.onmicrosoft.com/toys',
    'urn:wingtip:toys',
  ])('may be %s', async (uri) => {
    expect((await register(uris(uri))).status).toBe(201)
  })

  test('is unique, and free again once its app drops it', async () => {
    expect((await register(uris('api://a', 'API://A'))).status).toBe(400)
    const { path } = await registerApp(graph, uris('api://wingtip'))
    expect((await graph('PATCH', path, uris('api://wingtip', 'api://toys'))).status).toBe(204)
    expect((await graph('PATCH', path, uris())).status).toBe(204)
    expect((await register(uris('api://wingtip'))).status).toBe(201)
  })
})

describe('an app that exposes an API', () => {
  test('preauthorizes apps only for scopes that already exist', async () => {
    const known = scope('Toys.Read')
    const { path, appId } = await registerApp(graph, scopes(known))
    const preauthorize = (id: string, more = {}) =>
      graph('PATCH', path, {
        api: { preAuthorizedApplications: [{ appId, delegatedPermissionIds: [id] }], ...more },
      })
    const message =
      'Property api.preAuthorizedApplications.delegatedPermissionIds has a Permission Id that cannot be found in the AppPermissions sets.'
    const rejected = { status: 400, json: { error: { code: 'InvalidValue', message } } }
    expect(await preauthorize(crypto.randomUUID())).toMatchObject(rejected)
    expect((await preauthorize(known.id)).status).toBe(204)
    const fresh = scope('Toys.Write')
    const both = { oauth2PermissionScopes: [known, fresh] }
    expect(await preauthorize(fresh.id, both)).toMatchObject(rejected)
  })

  test('disables a scope or a role before it deletes it', async () => {
    const known = scope('Toys.Read')
    const named = { id: one, value: 'Toys.Write', displayName: 'Writer', description: 'Writes' }
    const role = { ...named, allowedMemberTypes: ['User'] }
    const { path } = await registerApp(graph, { ...scopes(known), appRoles: [role] })
    const code = 'CannotDeleteOrUpdateEnabledEntitlement'
    for (const gone of [scopes(), { appRoles: [] }]) {
      expect(await graph('PATCH', path, gone)).toMatchObject({ status: 400, json: { error: { code } } })
    }
    const appRoles = [{ ...role, isEnabled: false }]
    const disabled = { ...scopes({ ...known, isEnabled: false }), appRoles }
    expect((await graph('PATCH', path, disabled)).status).toBe(204)
    const shown = [{ ...role, isEnabled: false, origin: 'Application' }]
    expect((await graph('GET', path)).json.appRoles).toEqual(shown)
    expect((await graph('PATCH', path, { ...scopes(), appRoles: [] })).status).toBe(204)
  })
})

describe('the permissions that an app requests', () => {
  const ofOneApi = (count: number) => ({
    resourceAppId: crypto.randomUUID(),
    resourceAccess: Array.from({ length: count }, () => ({ id: crypto.randomUUID(), type: 'Scope' })),
  })
  const apis = (count: number, each: number) => Array.from({ length: count }, () => ofOneApi(each))

  test.each([
    ['400 permissions', {}, apis(1, 400), 201],
    ['401 permissions', {}, apis(1, 401), 400],
    ['50 APIs', {}, apis(50, 1), 201],
    ['51 APIs', {}, apis(51, 1), 400],
    ['30 of one API with personal accounts', personal, apis(1, 30), 201],
    ['31 of one API with personal accounts', personal, apis(1, 31), 400],
    ['200 with personal accounts', personal, apis(10, 20), 201],
    ['201 with personal accounts', personal, [...apis(10, 20), ofOneApi(1)], 400],
  ])('%s', async (_, settings, requiredResourceAccess, status) => {
    expect((await register({ ...settings, requiredResourceAccess })).status).toBe(status)
  })
})

test.each([
  ["/applications(appId='%E0%A4%A')", 404],
  [`/applications(appId='${'a'.repeat(5000)}')`, 404],
  ['/applications(color=1)', 404],
  ['/applications/%00', 404],
  ['/servicePrincipals(%27)', 404],
  ['/oauth2PermissionGrants/%2e%2e', 501],
  ['/applications?$top=abc', 400],
  ['/applications?$skiptoken=-1', 400],
])('GET %s returns Graph’s error, %i', async (path, status) => {
  expect(await graph('GET', path)).toMatchObject({ status, json: { error: { code: expect.any(String) } } })
})
