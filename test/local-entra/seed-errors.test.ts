// Errors in a seed are reported together, each with its path.
import { expect, test } from 'vitest'
import { app, problemsOf, tenant } from './one-tenant.ts'

const USERNAME = 'a@adatum.onmicrosoft.com'
const redirectTo = (platform: 'web' | 'spa' | 'publicClient', uri: string) =>
  app({ redirectUris: { [platform]: [uri] } })
const group = (more: object) => tenant({ groups: [{ displayName: 'G', ...more }] })
const person = (more: object) => tenant({ people: [{ username: USERNAME, ...more }] })

const PERSONAL = 'AzureADandPersonalMicrosoftAccount'
const MICROSOFT_GRAPH = '00000003-0000-0000-c000-000000000000'
const VSO_CODE = '499b84ac-1321-427f-aa17-267ca6975798/vso.code'
const ZEROS = '00000000-0000-0000-0000-000000000000'
const ID = 'ada70000-0000-4000-8000-000000000001'
const LONG = 'a'.repeat(65)
const kim = { username: USERNAME }
const api = (more: object) => app({ api: { identifierUris: ['api://a'], ...more } })
const uris = (...identifierUris: string[]) => app({ api: { identifierUris } })
const role = (...appRoles: unknown[]) => app({ appRoles })
const permission = (...permissions: string[]) => app({ permissions })
const ofApp = (...applicationPermissions: string[]) => app({ applicationPermissions })
const customers = (more: object) => ({ tenants: [{ name: 'woodgrove', kind: 'customers', ...more }] })
const personal = (more: object) => ({ tenants: [{ name: 'outlook', kind: 'personal', ...more }] })
const ofTwo = (first: object, second: object) => ({
  tenants: [
    { name: 'a', ...first },
    { name: 'b', ...second },
  ],
})
const neither = 'is neither a user name nor the name of a group in this tenant'

test.each<[problem: string, seed: unknown]>([
  // The form.
  [': must be an object, but is the text "adatum"', 'adatum'],
  ['tenants: is missing', {}],
  ['tenants: must have at least one tenant, unless samples is true', { tenants: [] }],
  ['tenant: there is no such field', { tenants: [{ name: 'adatum' }], tenant: [] }],
  ['people[0].nmae: there is no such field', person({ nmae: 'A' })],
  ['policies.mfa: there is no such field', tenant({ policies: { mfa: true } })],
  ['people: must be an array, but is the text "all"', tenant({ people: 'all' })],
  ['id: must be a GUID (8-4-4-4-12 hexadecimal digits), but is the text "1"', tenant({ id: '1' })],
  [`id: must not be all zeros, but is the text "${ZEROS}"`, tenant({ id: ZEROS })],
  ['name: must consist of lowercase letters, digits, and hyphens', { tenants: [{ name: 'Adatum' }] }],
  ['name: must have at most 63 characters', { tenants: [{ name: LONG }] }],
  ['kind: must be "work", "customers" or "personal", but is the text "b2c"', tenant({ kind: 'b2c' })],
  ['people[0].roles[0]: must be "Global Administrator", ', person({ roles: ['King'] })],
  ['apps[0].appRoles[0]: must be an object, but is the text "Orders.Read"', role('Orders.Read')],
  ['apps[0].displayName: must be text, but is an array', app({ displayName: ['A'] })],
  ['apps[0].displayName: must have 1 to 256 characters', app({ displayName: 'a'.repeat(257) })],
  ['groups[0].displayName: must have at most 256', group({ displayName: 'a'.repeat(257) })],
  ['apps[0].publicClient: must be true or false, but is the number 1', app({ publicClient: 1 })],
  ['apps[0].redirectUris.web[0]: must be a URL, but is the text "here"', redirectTo('web', 'here')],
  [
    'apps[0].secrets[0]: must be text, or an object with value, displayName, startsAt, and endsAt, but is null',
    app({ secrets: [null] }),
  ],
  [
    'apps[0].secrets[0].endsAt: must be a date and time such as 2026-01-31T12:00:00Z, but is the text "2026-02-31',
    app({ secrets: [{ value: 'a', endsAt: '2026-02-31T00:00:00Z' }] }),
  ],
  ['policies.maxSecretDays: must be at least 1', tenant({ policies: { maxSecretDays: 0 } })],
  ['policies.maxSecretDays: must be a whole number', tenant({ policies: { maxSecretDays: 1.5 } })],
  // Tenants.
  ['tenants[1].name: another tenant already uses a', ofTwo({}, { name: 'a' })],
  ['name: another tenant already uses contoso', { samples: true, tenants: [{ name: 'contoso' }] }],
  ["domain: contoso.onmicrosoft.com is not this tenant's", tenant({ domain: 'contoso.onmicrosoft.com' })],
  ['domain: graph.microsoft.com belongs to Microsoft', tenant({ domain: 'graph.microsoft.com' })],
  ['loginHost: only an External ID tenant can have one', tenant({ loginHost: 'login.a.example' })],
  ['loginHost: login.microsoftonline.com belongs', customers({ loginHost: 'login.microsoftonline.com' })],
  ['loginHost: must be a domain in lowercase letters', customers({ loginHost: '127.0.0.1' })],
  ["is the ID of Microsoft's own tenant", tenant({ id: 'f8cdef31-a31e-4b4a-93e4-5f571e91255a' })],
  ['is the ID of the personal accounts', tenant({ id: '9188040d-6c67-4c5b-b112-36a304b66dad' })],
  ['id: personal accounts have their own', personal({ id: ID })],
  ['name: the tenant of the personal accounts must be called outlook', personal({ name: 'msa' })],
  ['apps: must be empty: register the app in an org', personal({ apps: [{ displayName: 'A' }] })],
  ['groups: personal accounts have no groups', personal({ groups: [{ displayName: 'G' }] })],
  ['policies: personal accounts have none', personal({ policies: {} })],
  // People.
  [
    'people[1].username: A@adatum.onmicrosoft.com is used twice',
    tenant({ people: [kim, { username: 'A@adatum.onmicrosoft.com' }] }),
  ],
  [
    `people[1].id: ${ID.toUpperCase()} is used twice`,
    tenant({
      people: [
        { ...kim, id: ID },
        { username: 'c@adatum.onmicrosoft.com', id: ID.toUpperCase() },
      ],
    }),
  ],
  ['people[0].password: only External ID customers can have a password', person({ password: 'p' })],
  ['people[0].guestOf[0]: there is no other organization called mars', person({ guestOf: ['mars'] })],
  ['people[0].businessPhones: must have at most one number', person({ businessPhones: ['1', '2'] })],
  ['people[0].givenName: must have at most 64 characters', person({ givenName: LONG })],
  [
    'people[0].roles[1]: Application Administrator is used twice',
    person({ roles: Array(2).fill('Application Administrator') }),
  ],
  [
    'people[0].guestOf: a customer cannot be a guest',
    customers({ people: [{ username: 'a@b.example', guestOf: ['contoso'] }] }),
  ],
  [
    'people[0].username: a@b.example: b.example is the domain of the tenant b',
    ofTwo({ people: [{ username: 'a@b.example' }] }, { domain: 'b.example' }),
  ],
  [
    'people[0].username: kim@gmail.com must be at a domain of this tenant: adatum',
    person({ username: 'kim@gmail.com' }),
  ],
  [
    'people[0].username: kim@gmail.com must be at a domain of this tenant: woodgrove.onmicrosoft.com',
    customers({ people: [{ username: 'kim@gmail.com', roles: ['Global Administrator'] }] }),
  ],
  [' has more than 64 characters before the @', person({ username: `${LONG}@adatum.onmicrosoft.com` })],
  [
    'people[0].username: a+b@adatum.onmicrosoft.com must have only',
    person({ username: `a+b@adatum.onmicrosoft.com` }),
  ],
  [
    'people[0].roles: personal accounts have no roles',
    personal({ people: [{ ...kim, roles: ['Global Administrator'] }] }),
  ],
  [`people[0].id: ${ID} cannot be a personal account's`, personal({ people: [{ ...kim, id: ID }] })],
  // Groups.
  [
    'groups[1].displayName: G is used twice',
    tenant({ groups: [{ displayName: 'G' }, { displayName: 'G' }] }),
  ],
  [`groups[0].members[0]: x@b ${neither}`, group({ members: ['x@b'] })],
  ['groups[0].members: G cannot be a member of itself', group({ members: ['G'] })],
  ['groups[0].securityEnabled: must be true for a group without mail', group({ securityEnabled: false })],
  [
    'groups[0].members[1]: A@adatum.onmicrosoft.com is used twice',
    tenant({
      people: [kim],
      groups: [{ displayName: 'G', members: [USERNAME, 'A@adatum.onmicrosoft.com'] }],
    }),
  ],
  [
    "groups[0].displayName: A@adatum.onmicrosoft.com is a person's user name",
    tenant({ people: [kim], groups: [{ displayName: 'A@adatum.onmicrosoft.com' }] }),
  ],
  // Apps, by the rules of app registration.
  [`apps[0].clientId: must not be all zeros, but is the text "${ZEROS}"`, app({ clientId: ZEROS })],
  [`apps[0].clientId: ${ID} is used twice`, tenant({ id: ID, apps: [{ displayName: 'A', clientId: ID }] })],
  [`apps[0].clientId: ${ID} is used twice`, app({ clientId: ID, objectId: ID })],
  [`apps[0].clientId: ${MICROSOFT_GRAPH} is the ID of Microsoft Graph`, app({ clientId: MICROSOFT_GRAPH })],
  [
    `apps[0].objectId: ${ID} is used twice`,
    tenant({ people: [{ ...kim, id: ID }], apps: [{ displayName: 'A', objectId: ID }] }),
  ],
  [
    'apps[1].displayName: another app is already called A: give this one a clientId',
    tenant({ apps: [{ displayName: 'A' }, { displayName: 'A' }] }),
  ],
  [
    "apps[0].redirectUris.web[0]: The redirect URI 'http://evil.example' must start",
    redirectTo('web', 'http://evil.example'),
  ],
  [
    "apps[0].redirectUris.publicClient[0]: The redirect URI 'javascript:x' must start",
    redirectTo('publicClient', 'javascript:x'),
  ],
  [
    "apps[0].redirectUris.spa[0]: The redirect URI 'https://*.a.example/' has a wildcard: not in this emulator",
    redirectTo('spa', 'https://*.a.example/'),
  ],
  [
    "apps[0].redirectUris.spa[0]: The redirect URI 'https://a.example/' is registered more than once",
    app({ redirectUris: { web: ['https://a.example/'], spa: ['https://a.example/'] } }),
  ],
  [
    "apps[0].redirectUris.web[0]: The redirect URI 'https://*.a.example/' must not contain a wildcard when personal",
    app({ signInAudience: PERSONAL, redirectUris: { web: ['https://*.a.example/'] } }),
  ],
  [
    "apps[0].frontChannelLogoutUrl: 'http://localhost/out' must start",
    app({ frontChannelLogoutUrl: 'http://localhost/out' }),
  ],
  [
    'apps[0].signInAudience: Only AzureADMyOrg',
    customers({ apps: [{ displayName: 'A', signInAudience: 'AzureADMultipleOrgs' }] }),
  ],
  ['apps[0].secrets: There are more than 2', app({ signInAudience: PERSONAL, secrets: ['a', 'b', 'c'] })],
  [
    'apps[0].secrets[0].endsAt: 2026-01-01T00:00:00Z is not after startsAt',
    app({ secrets: [{ value: 'a', startsAt: '2026-01-02T00:00:00Z', endsAt: '2026-01-01T00:00:00Z' }] }),
  ],
  ['apps[0].certificates[0]: must be a PEM certificate with an RSA key', app({ certificates: ['x'] })],
  [
    'apps[0].certificates[0]: is a private key: use the certificate',
    app({ certificates: ['-----BEGIN PRIVATE KEY-----\nAA==\n-----END PRIVATE KEY-----'] }),
  ],
  [
    'apps[0].optionalClaims[0]: optionalClaims.idToken.shoe_size: not in this',
    app({ optionalClaims: ['shoe_size'] }),
  ],
  ['apps[0].optionalClaims[1]: sid is used twice', app({ optionalClaims: ['sid', 'sid'] })],
  // What an app asks for.
  [
    'apps[0].permissions[0]: api://none/x belongs to no known API: api://none is neither one of',
    permission('api://none/x'),
  ],
  [
    'apps[0].permissions[0]: https://api.loganalytics.io/Data.Read: Azure Monitor is not in this emulator',
    permission('https://api.loganalytics.io/Data.Read'),
  ],
  [
    'apps[0].permissions[0]: Sites.Reed.All is not a delegated permission of Microsoft Graph: it has Sites.FullControl.All, Sites.Manage.All, Sites.Read.All',
    permission('Sites.Reed.All'),
  ],
  ['/.default is not a delegated permission', permission('https://graph.microsoft.com/.default')],
  ["apps[0].permissions[0]: 'User.Read Mail.Read' contains several", permission('User.Read Mail.Read')],
  ['apps[0].permissions[1]: user.read is used twice', permission('User.Read', 'user.read')],
  ['apps[0].permissions[0]: Chat.Read.All belongs in applicationPermissions', permission('Chat.Read.All')],
  [
    `apps[0].permissions[0]: ${VSO_CODE}: Azure DevOps is not in the tenant woodgrove`,
    customers({ apps: [{ displayName: 'A', permissions: [VSO_CODE] }] }),
  ],
  ['apps[0].applicationPermissions[0]: User.Read belongs in permissions', ofApp('User.Read')],
  ['User.Reed.All is not an application permission of Microsoft Graph: it has User.', ofApp('User.Reed.All')],
  ['apps[0].applicationPermissions[0]: api://none/x belongs to no known API', ofApp('api://none/x')],
  ['is not an application permission of Azure Key Vault: it has none', ofApp('https://vault.azure.net/x')],
  // What an app offers.
  [
    'apps[0].api.accessTokenVersion: must be 2',
    app({ signInAudience: PERSONAL, api: { identifierUris: ['api://a'], accessTokenVersion: 1 } }),
  ],
  [
    "apps[0].api.identifierUris[0]: The identifier URI 'https://evil.example/api' must use a verified domain of the organization or its subdomain: adatum.onmicrosoft.com",
    uris('https://evil.example/api'),
  ],
  ["apps[0].api.identifierUris[1]: this app already uses 'api://A'", uris('api://a', 'api://A')],
  ['apps[0].api.identifierUris: must have at least one URI', uris()],
  [
    "apps[0].api.scopes[0].value: The value 'Read all' contains an invalid",
    api({ scopes: [{ value: 'Read all' }] }),
  ],
  [
    "apps[0].api.scopes[1].value: The value 'Read' is used twice",
    api({ scopes: [{ value: 'Read' }, { value: 'Read' }] }),
  ],
  [
    `apps[0].api.preAuthorizedApps[0]: ${ID} is neither the clientId of an app here`,
    api({ scopes: [{ value: 'Read' }], preAuthorizedApps: [ID] }),
  ],
  ["apps[0].appRoles[0].value: The value 'Read all' contains an invalid", role({ value: 'Read all' })],
  ["apps[0].appRoles[1].value: The value 'Read' is used twice", role({ value: 'Read' }, { value: 'Read' })],
  [`apps[0].appRoles[0].assignedTo[0]: x@b ${neither}`, role({ value: 'R', assignedTo: ['x@b'] })],
  [
    `apps[0].appRoles[0].assignedTo[0]: a ${neither}: did you mean ${USERNAME}?`,
    tenant({ people: [kim], apps: [{ displayName: 'A', appRoles: [{ value: 'R', assignedTo: ['a'] }] }] }),
  ],
  [
    'in this tenant: did you mean Buyers?',
    tenant({
      groups: [{ displayName: 'Buyers' }],
      apps: [{ displayName: 'A', appRoles: [{ value: 'R', assignedTo: ['Buyer'] }] }],
    }),
  ],
])('reports %s', async (problem, seed) => {
  expect(await problemsOf(seed)).toEqual([expect.stringContaining(problem)])
})

test('reports two errors at once', async () => {
  const seed = { tenants: [{ name: 'a', people: [{ username: 'x' }], apps: [{}] }] }
  expect(await problemsOf(seed)).toEqual([
    'tenants[0].people[0].username: must be a user name such as kim@adatum.onmicrosoft.com, but is the text "x"',
    'tenants[0].apps[0].displayName: is missing',
  ])
})
