// Errors in a seed are reported together, each with its path.
import { readFileSync } from 'node:fs'
import { decodeJwt } from 'jose'
import type * as v from 'valibot'
import { expect, expectTypeOf, test } from 'vitest'
import { createLocalEntra } from '../../emulator/local-entra/local-entra.ts'
import type { Seed } from '../../emulator/local-entra/seed.ts'
import { SeedError } from '../../emulator/local-entra/seed-error.ts'
import type { seedSchema } from '../../emulator/local-entra/seed-schema.ts'
import { SCHEMA_FILE, seedJsonSchema } from '../../tools/seed-schema.ts'
import { certificateWith, createCredential, shortRsa } from '../emulator/credential.ts'
import { adatum } from '../support/adatum.ts'

/** Each `path: message`. */
async function problemsOf(seed: unknown): Promise<string[]> {
  const error = await createLocalEntra({ seed: seed as typeof adatum }).catch((thrown: unknown) => thrown)
  if (!(error instanceof SeedError)) return []
  return error.issues.map(({ path, message }) => `${path}: ${message}`)
}

const USERNAME = 'a@adatum.onmicrosoft.com'
const tenant = (more: object) => ({ tenants: [{ name: 'adatum', ...more }] })
const app = (more: object) => tenant({ apps: [{ displayName: 'A', ...more }] })
const redirectTo = (platform: 'web' | 'spa' | 'publicClient', uri: string) =>
  app({ redirectUris: { [platform]: [uri] } })
const group = (more: object) => tenant({ groups: [{ displayName: 'G', ...more }] })
const person = (more: object) => tenant({ people: [{ username: USERNAME, ...more }] })

test.each([
  ['nothing', undefined, []],
  ['a good one', adatum, []],
  ['no object', 'adatum', [': must be an object, but is the text "adatum"']],
  ['no tenants', {}, ['tenants: is missing']],
  ['a misspelt field', { tenants: [], tenant: [] }, ['tenant: there is no such field']],
  [
    'a misspelt field of a person',
    person({ nmae: 'A' }),
    ['tenants[0].people[0].nmae: there is no such field'],
  ],
  [
    'a field of the wrong type',
    tenant({ people: 'all' }),
    ['tenants[0].people: must be an array, but is the text "all"'],
  ],
  [
    'an id that is none',
    tenant({ id: '1' }),
    ['tenants[0].id: must be a GUID (8-4-4-4-12 hexadecimal digits), but is the text "1"'],
  ],
  [
    'a name with capitals',
    { tenants: [{ name: 'Adatum' }] },
    [
      'tenants[0].name: must consist of lowercase letters, digits, and hyphens between them, but is the text "Adatum"',
    ],
  ],
  [
    'an unknown kind',
    tenant({ kind: 'b2c' }),
    ['tenants[0].kind: must be "work", "customers" or "personal", but is the text "b2c"'],
  ],
  [
    'an unknown role',
    person({ roles: ['King'] }),
    [expect.stringContaining('tenants[0].people[0].roles[0]: must be "Global Administrator", ')],
  ],
  [
    'a redirect URI that is none',
    app({ redirectUris: { web: ['here'] } }),
    ['tenants[0].apps[0].redirectUris.web[0]: must be a URL, but is the text "here"'],
  ],
  [
    'an unknown policy',
    tenant({ policies: { mfa: true } }),
    ['tenants[0].policies.mfa: there is no such field'],
  ],
  [
    'two of one name',
    { tenants: [{ name: 'a' }, { name: 'a' }] },
    ['tenants[1].name: another tenant already uses a'],
  ],
  [
    'a sample’s name beside the samples',
    { samples: true, tenants: [{ name: 'contoso' }] },
    ['tenants[0].name: another tenant already uses contoso'],
  ],
  [
    'somebody twice',
    tenant({ people: [{ username: USERNAME }, { username: 'A@adatum.onmicrosoft.com' }] }),
    ['tenants[0].people[1].username: A@adatum.onmicrosoft.com is used twice'],
  ],
  [
    'an id twice',
    tenant({
      people: [
        { id: 'ada70000-0000-4000-8000-000000000001', username: USERNAME },
        { id: 'ADA70000-0000-4000-8000-000000000001', username: 'c@adatum.onmicrosoft.com' },
      ],
    }),
    ['tenants[0].people[1].id: ADA70000-0000-4000-8000-000000000001 is used twice'],
  ],
  [
    'two groups of one name',
    tenant({ groups: [{ displayName: 'G' }, { displayName: 'G' }] }),
    ['tenants[0].groups[1].displayName: G is used twice'],
  ],
  [
    'a password of a member',
    person({ password: 'p' }),
    ['tenants[0].people[0].password: only External ID customers can have a password'],
  ],
  [
    'a member who is nobody',
    group({ members: ['x@b'] }),
    ['tenants[0].groups[0].members[0]: x@b is neither a user name nor the name of a group in this tenant'],
  ],
  [
    'a role for nobody',
    app({ appRoles: [{ value: 'R', assignedTo: ['x@b'] }] }),
    [
      'tenants[0].apps[0].appRoles[0].assignedTo[0]: x@b is neither a user name nor the name of a group in this tenant',
    ],
  ],
  [
    'a role for the first part of a user name',
    tenant({
      people: [{ username: USERNAME }],
      apps: [{ displayName: 'A', appRoles: [{ value: 'R', assignedTo: ['a'] }] }],
    }),
    [
      `tenants[0].apps[0].appRoles[0].assignedTo[0]: a is neither a user name nor the name of a group in this tenant: did you mean ${USERNAME}?`,
    ],
  ],
  [
    'a role for a misspelt group',
    tenant({
      groups: [{ displayName: 'Buyers' }],
      apps: [{ displayName: 'A', appRoles: [{ value: 'R', assignedTo: ['Buyer'] }] }],
    }),
    [expect.stringContaining('in this tenant: did you mean Buyers?')],
  ],
  [
    'text where an object is expected',
    app({ appRoles: ['Orders.Read'] }),
    ['tenants[0].apps[0].appRoles[0]: must be an object, but is the text "Orders.Read"'],
  ],
  [
    'an array where text is expected',
    app({ displayName: ['A'] }),
    ['tenants[0].apps[0].displayName: must be text, but is an array'],
  ],
  [
    'a number where true or false is expected',
    app({ publicClient: 1 }),
    ['tenants[0].apps[0].publicClient: must be true or false, but is the number 1'],
  ],
  [
    'a secret that is null',
    app({ secrets: [null] }),
    [
      'tenants[0].apps[0].secrets[0]: must be text, or an object with value, displayName, startsAt, and endsAt, but is null',
    ],
  ],
  [
    'a certificate that is none',
    app({ certificates: ['x'] }),
    ['tenants[0].apps[0].certificates[0]: must be a PEM certificate with an RSA key'],
  ],
  [
    'a guest of nowhere',
    person({ guestOf: ['mars'] }),
    ['tenants[0].people[0].guestOf[0]: there is no other organization called mars'],
  ],
  [
    'a custom URL domain of an organization',
    tenant({ loginHost: 'login.a.example' }),
    ['tenants[0].loginHost: only an External ID tenant can have one'],
  ],
  [
    'an id for the personal accounts',
    { tenants: [{ name: 'outlook', kind: 'personal', id: 'ada70000-0000-4000-8000-000000000001' }] },
    ['tenants[0].id: personal accounts have their own'],
  ],
])('%s', async (_, seed, problems) => {
  expect(await problemsOf(seed)).toEqual(problems)
})

const PERSONAL = 'AzureADandPersonalMicrosoftAccount'
const api = (more: object) => app({ api: { identifierUris: ['api://a'], ...more } })
const ZEROS = '00000000-0000-0000-0000-000000000000'
const ID = 'ada70000-0000-4000-8000-000000000001'
const customers = (more: object) => ({ tenants: [{ name: 'woodgrove', kind: 'customers', ...more }] })
const personal = (more: object) => ({ tenants: [{ name: 'outlook', kind: 'personal', ...more }] })

test.each([
  ['tenants: must have at least one tenant, unless samples is true', { tenants: [] }],
  [
    "apps[0].permissions[0]: api://none/x belongs to no known API: api://none is neither one of Microsoft's nor the identifierUri of an app",
    app({ permissions: ['api://none/x'] }),
  ],
  [
    'apps[0].permissions[0]: https://api.loganalytics.io/Data.Read: Azure Monitor is not in this emulator',
    app({ permissions: ['https://api.loganalytics.io/Data.Read'] }),
  ],
  [
    'apps[0].permissions[0]: Sites.Reed.All is not a delegated permission of Microsoft Graph: it has Sites.FullControl.All, Sites.Manage.All, Sites.Read.All',
    app({ permissions: ['Sites.Reed.All'] }),
  ],
  [
    'apps[0].permissions[0]: https://graph.microsoft.com/.default is not a delegated permission',
    app({ permissions: ['https://graph.microsoft.com/.default'] }),
  ],
  [
    "apps[0].permissions[0]: 'User.Read Mail.Read' contains several permissions",
    app({ permissions: ['User.Read Mail.Read'] }),
  ],
  ['apps[0].permissions[1]: user.read is used twice', app({ permissions: ['User.Read', 'user.read'] })],
  [
    'apps[0].permissions[0]: Chat.Read.All belongs in applicationPermissions',
    app({ permissions: ['Chat.Read.All'] }),
  ],
  [
    'apps[0].applicationPermissions[0]: User.Read belongs in permissions',
    app({ applicationPermissions: ['User.Read'] }),
  ],
  [
    'apps[0].applicationPermissions[0]: User.Reed.All is not an application permission of Microsoft Graph: it has User.',
    app({ applicationPermissions: ['User.Reed.All'] }),
  ],
  [
    'apps[0].applicationPermissions[0]: api://none/x belongs to no known API',
    app({ applicationPermissions: ['api://none/x'] }),
  ],
  [
    'apps[0].applicationPermissions[0]: https://vault.azure.net/x is not an application permission of Azure Key Vault: it has none',
    app({ applicationPermissions: ['https://vault.azure.net/x'] }),
  ],
  [
    'apps[0].permissions[0]: 499b84ac-1321-427f-aa17-267ca6975798/vso.code: Azure DevOps is not in the tenant woodgrove',
    customers({
      apps: [{ displayName: 'A', permissions: ['499b84ac-1321-427f-aa17-267ca6975798/vso.code'] }],
    }),
  ],
  [
    'apps[0].optionalClaims[0]: optionalClaims.idToken.shoe_size: not in this emulator; it has acct, acrs',
    app({ optionalClaims: ['shoe_size'] }),
  ],
  ['apps[0].optionalClaims[1]: sid is used twice', app({ optionalClaims: ['sid', 'sid'] })],
  [
    "apps[0].redirectUris.web[0]: The redirect URI 'http://evil.example' must start with HTTPS or http://localhost",
    redirectTo('web', 'http://evil.example'),
  ],
  [
    "apps[0].redirectUris.spa[0]: The redirect URI 'http://evil.example' must start with HTTPS",
    redirectTo('spa', 'http://evil.example'),
  ],
  [
    "apps[0].redirectUris.publicClient[0]: The redirect URI 'http://evil.example' must start",
    redirectTo('publicClient', 'http://evil.example'),
  ],
  [
    "apps[0].redirectUris.web[0]: The redirect URI 'https://a.example/#x' must not contain a fragment",
    redirectTo('web', 'https://a.example/#x'),
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
    "apps[0].frontChannelLogoutUrl: 'http://localhost/out' must start with HTTPS",
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
  [
    'apps[0].api.accessTokenVersion: must be 2',
    app({ signInAudience: PERSONAL, api: { identifierUris: ['api://a'], accessTokenVersion: 1 } }),
  ],
  ['apps[0].displayName: must have 1 to 256 characters', app({ displayName: 'a'.repeat(257) })],
  [
    "apps[0].api.identifierUris[0]: The identifier URI 'https://evil.example/api' must use a verified domain of the organization or its subdomain: adatum.onmicrosoft.com",
    app({ api: { identifierUris: ['https://evil.example/api'] } }),
  ],
  [
    "apps[0].api.identifierUris[1]: this app already uses 'api://A'",
    app({ api: { identifierUris: ['api://a', 'api://A'] } }),
  ],
  [
    "apps[0].api.scopes[0].value: The value 'Read all' contains an invalid character",
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
  [
    "apps[0].appRoles[0].value: The value 'Read all' contains an invalid character",
    app({ appRoles: [{ value: 'Read all' }] }),
  ],
  [
    "apps[0].appRoles[1].value: The value 'Read' is used twice",
    app({ appRoles: [{ value: 'Read' }, { value: 'Read' }] }),
  ],
  [
    'apps[0].clientId: 00000003-0000-0000-c000-000000000000 is the ID of Microsoft Graph',
    app({ clientId: '00000003-0000-0000-c000-000000000000' }),
  ],
  [
    'apps[1].displayName: another app is already called A: give this one a clientId',
    tenant({ apps: [{ displayName: 'A' }, { displayName: 'A' }] }),
  ],
  [
    `apps[0].objectId: ${ID} is used twice`,
    tenant({
      people: [{ id: ID, username: USERNAME }],
      apps: [{ displayName: 'A', objectId: ID }],
    }),
  ],
  ['groups[0].members: G cannot be a member of itself', group({ members: ['G'] })],
  [
    'groups[0].members[1]: A@adatum.onmicrosoft.com is used twice',
    tenant({
      people: [{ username: USERNAME }],
      groups: [{ displayName: 'G', members: [USERNAME, 'A@adatum.onmicrosoft.com'] }],
    }),
  ],
  ['groups[0].securityEnabled: must be true for a group without mail', group({ securityEnabled: false })],
  ['people[0].businessPhones: must have at most one number', person({ businessPhones: ['1', '2'] })],
  ['people[0].givenName: must have at most 64 characters', person({ givenName: 'a'.repeat(65) })],
  [
    'people[0].roles[1]: Global Administrator is used twice',
    tenant({
      people: [{ username: USERNAME, roles: ['Global Administrator', 'Global Administrator'] }],
    }),
  ],
  [
    'people[0].guestOf: a customer cannot be a guest',
    customers({ people: [{ username: 'a@b.example', guestOf: ['contoso'] }] }),
  ],
  [
    'people[0].username: a@b.example: b.example is the domain of the tenant b',
    {
      tenants: [
        { name: 'adatum', people: [{ username: 'a@b.example' }] },
        { name: 'b', domain: 'b.example' },
      ],
    },
  ],
  [
    'people[0].roles: personal accounts have no roles',
    personal({ people: [{ username: 'a@b.example', roles: ['Global Administrator'] }] }),
  ],
  [
    `people[0].id: ${ID} cannot be a personal account's`,
    personal({ people: [{ username: 'a@b.example', id: ID }] }),
  ],
  [
    'name: the tenant of the personal accounts must be called outlook',
    { tenants: [{ name: 'msa', kind: 'personal' }] },
  ],
  ['apps: must be empty: register the app in an organization', personal({ apps: [{ displayName: 'A' }] })],
  ['groups: personal accounts have no groups', personal({ groups: [{ displayName: 'G' }] })],
  [
    "domain: contoso.onmicrosoft.com is not this tenant's: use adatum.onmicrosoft.com or a domain of your own",
    tenant({ domain: 'contoso.onmicrosoft.com' }),
  ],
  ['domain: graph.microsoft.com belongs to Microsoft', tenant({ domain: 'graph.microsoft.com' })],
  [
    'loginHost: login.microsoftonline.com belongs to Microsoft',
    customers({ loginHost: 'login.microsoftonline.com' }),
  ],
  [
    "id: f8cdef31-a31e-4b4a-93e4-5f571e91255a is the ID of Microsoft's own tenant",
    tenant({ id: 'f8cdef31-a31e-4b4a-93e4-5f571e91255a' }),
  ],
  [
    'policies.maxSecretDays: must be at least 1, but is the number 0',
    tenant({ policies: { maxSecretDays: 0 } }),
  ],
  [
    'policies.maxSecretDays: must be a whole number, but is the number 1.5',
    tenant({ policies: { maxSecretDays: 1.5 } }),
  ],
  ['policies: personal accounts have none', personal({ policies: {} })],
  [
    "apps[0].redirectUris.spa[0]: The redirect URI 'https://*.a.example/' has a wildcard: not in this emulator",
    redirectTo('spa', 'https://*.a.example/'),
  ],
  [
    "apps[0].redirectUris.web[0]: The redirect URI 'https://a.example/*' has a wildcard: not in this emulator",
    redirectTo('web', 'https://a.example/*'),
  ],
  [
    'people[0].username: kim@gmail.com must be at a domain of this tenant: adatum.onmicrosoft.com',
    tenant({ people: [{ username: 'kim@gmail.com' }] }),
  ],
  [
    'people[0].username: kim@gmail.com must be at a domain of this tenant: woodgrove.onmicrosoft.com',
    customers({ people: [{ username: 'kim@gmail.com', roles: ['Global Administrator'] }] }),
  ],
  [
    `people[0].username: ${'a'.repeat(65)}@adatum.onmicrosoft.com has more than 64 characters before the @`,
    tenant({ people: [{ username: `${'a'.repeat(65)}@adatum.onmicrosoft.com` }] }),
  ],
  ['name: must have at most 63 characters', { tenants: [{ name: 'a'.repeat(64) }] }],
  [
    "apps[0].api.identifierUris[0]: The identifier URI 'api://a/' must not end with a slash",
    app({ api: { identifierUris: ['api://a/'] } }),
  ],
  ['apps[0].api.identifierUris: must have at least one URI', app({ api: { identifierUris: [] } })],
  [
    'groups[0].displayName: must have at most 256 characters',
    tenant({ groups: [{ displayName: 'a'.repeat(257) }] }),
  ],
  [`id: must not be all zeros, but is the text "${ZEROS}"`, tenant({ id: ZEROS })],
  [`apps[0].clientId: must not be all zeros, but is the text "${ZEROS}"`, app({ clientId: ZEROS })],
  [`apps[0].clientId: ${ID} is used twice`, tenant({ id: ID, apps: [{ displayName: 'A', clientId: ID }] })],
  [
    `apps[0].clientId: ${ID} is used twice`,
    tenant({
      people: [{ id: ID, username: USERNAME }],
      apps: [{ displayName: 'A', clientId: ID }],
    }),
  ],
  [`apps[0].clientId: ${ID} is used twice`, app({ clientId: ID, objectId: ID })],
  [
    'id: 9188040d-6c67-4c5b-b112-36a304b66dad is the ID of the personal accounts',
    tenant({ id: '9188040d-6c67-4c5b-b112-36a304b66dad' }),
  ],
  [
    'apps[0].secrets[0].endsAt: must be a date and time such as 2026-01-31T12:00:00Z, but is the text "tomorrow"',
    app({ secrets: [{ value: 'a', endsAt: 'tomorrow' }] }),
  ],
  [
    'apps[0].certificates[0]: is a private key: use the certificate',
    app({ certificates: ['-----BEGIN PRIVATE KEY-----\nAA==\n-----END PRIVATE KEY-----'] }),
  ],
  [
    'apps[0].secrets[0].endsAt: must be a date and time such as 2026-01-31T12:00:00Z, but is the text "2026-02-31T00:00:00Z"',
    app({ secrets: [{ value: 'a', endsAt: '2026-02-31T00:00:00Z' }] }),
  ],
  [
    "apps[0].redirectUris.publicClient[0]: The redirect URI 'javascript:x' must start",
    redirectTo('publicClient', 'javascript:x'),
  ],
  [
    "apps[0].api.identifierUris[0]: The identifier URI 'api://' must have a name",
    app({ api: { identifierUris: ['api://'] } }),
  ],
  [
    'loginHost: must be a domain in lowercase letters, but is the text "127.0.0.1"',
    customers({ loginHost: '127.0.0.1' }),
  ],
  [
    "groups[0].displayName: A@adatum.onmicrosoft.com is a person's user name",
    tenant({
      people: [{ username: USERNAME }],
      groups: [{ displayName: 'A@adatum.onmicrosoft.com' }],
    }),
  ],
  [
    'people[0].username: a+b@adatum.onmicrosoft.com must have only letters, digits',
    tenant({ people: [{ username: 'a+b@adatum.onmicrosoft.com' }] }),
  ],
])('reports %s', async (problem, seed) => {
  const path = problem.startsWith('tenants:') ? problem : `tenants[0].${problem}`
  expect(await problemsOf(seed)).toEqual([expect.stringContaining(path)])
})

test('rejects two apps with the same identifier URI in one tenant', async () => {
  const offering = (displayName: string, signInAudience?: string) => ({
    displayName,
    ...(signInAudience ? { signInAudience } : {}),
    api: { identifierUris: ['api://toys'] },
  })
  expect(await problemsOf(tenant({ apps: [offering('A'), offering('B')] }))).toEqual([
    "tenants[0].apps[1].api.identifierUris[0]: A already uses 'api://toys'",
  ])
  const apart = (audience?: string) => ({
    tenants: [
      { name: 'a', apps: [offering('A', audience)] },
      { name: 'b', apps: [offering('B', audience)] },
    ],
  })
  expect(await problemsOf(apart())).toEqual([])
  expect(await problemsOf(apart('AzureADMultipleOrgs'))).toEqual([
    "tenants[1].apps[0].api.identifierUris[0]: A already uses 'api://toys'",
  ])
})

test('keeps APIs with the same URI apart by tenant', async () => {
  const place = (name: string) => ({
    name,
    people: [{ username: `kim@${name}.onmicrosoft.com` }],
    apps: [
      {
        displayName: `${name} API`,
        api: { identifierUris: ['api://contoso-api'], scopes: [{ value: `In.${name}` }] },
      },
      { displayName: `${name} app`, permissions: [`api://contoso-api/In.${name}`] },
    ],
  })
  const entra = await createLocalEntra({ seed: { samples: true, tenants: [place('one'), place('two')] } })
  for (const name of ['one', 'two']) {
    const person = `kim@${name}.onmicrosoft.com`
    const scope = `api://contoso-api/In.${name}`
    const token = await entra.mint({ app: `${name} app`, person, scope })
    expect(decodeJwt(token).scp).toBe(`In.${name}`)
  }
  const contoso = await entra.mint({
    app: 'Entryway',
    person: 'adele',
    scope: 'api://contoso-api/access_as_user',
  })
  expect(decodeJwt(contoso).scp).toBe('access_as_user')
})

test('accepts groups that are members of each other', async () => {
  const entra = await createLocalEntra({
    seed: {
      tenants: [
        {
          name: 'adatum',
          people: [{ username: 'kim@adatum.onmicrosoft.com' }],
          groups: [
            { displayName: 'G', members: ['H'] },
            { displayName: 'H', members: ['G', 'kim@adatum.onmicrosoft.com'] },
          ],
          apps: [{ displayName: 'A', groupMembershipClaims: 'SecurityGroup' }],
        },
      ],
    },
  })
  expect(decodeJwt(await entra.mint({ app: 'A', person: 'kim', kind: 'id' })).groups).toHaveLength(2)
})

test('accepts what Entra accepts', async () => {
  const seed = {
    tenants: [
      {
        name: 'adatum',
        domain: 'adatum.example',
        apps: [
          {
            displayName: 'A',
            signInAudience: PERSONAL,
            secrets: ['a', 'b'],
            redirectUris: {
              web: ['http://127.0.0.1:3000/a', 'https://a.example/a'],
              publicClient: ['msauth.a://auth', 'http://localhost'],
            },
            permissions: ['openid', 'Chat.Read', '499b84ac-1321-427f-aa17-267ca6975798/vso.code'],
            applicationPermissions: ['Chat.Read.All', 'api://orders/Orders.Read', 'Orders.Write'],
          },
          {
            displayName: 'C',
            publicClient: true,
            secrets: ['a'],
            applicationPermissions: ['User.Read.All'],
          },
          {
            displayName: 'B',
            appRoles: [{ value: 'Orders.Read' }, { value: 'Orders.Write' }],
            api: {
              identifierUris: ['api://orders', 'https://adatum.example/orders'],
              scopes: [{ value: 'Orders.Read' }],
              preAuthorizedApps: ['04b07795-8ddb-461a-bbee-02f9e1bf7b46'],
            },
          },
        ],
      },
    ],
  }
  expect(await problemsOf(seed)).toEqual([])
  expect(await problemsOf({ samples: true, tenants: [] })).toEqual([])
})

test('rejects a certificate that has expired at the clock’s time', async () => {
  const { pem } = await createCredential()
  const seed = app({ certificates: [pem] }) as Seed
  const refused = createLocalEntra({ seed, now: () => Date.UTC(2080, 0, 1) })
  await expect(refused).rejects.toThrow(
    /tenants\[0\]\.apps\[0\]\.certificates\[0\]: expired on \d{4}-\d\d-\d\dT/,
  )
  expect(await problemsOf(seed)).toEqual([])
})

test('rejects several certificates, private keys, and unsupported keys', async () => {
  const { pem, privateKey } = await createCredential()
  const { pem: other } = await createCredential()
  const elliptic = await certificateWith({ name: 'ECDSA', namedCurve: 'P-256' })
  const short = await certificateWith(shortRsa)
  const certificates = [`${pem}${other}`, `${pem}${privateKey}`, `${privateKey}${pem}`, elliptic, short, pem]
  const at = (index: number) => `tenants[0].apps[0].certificates[${index}]`
  expect(await problemsOf(app({ certificates }))).toEqual([
    `${at(0)}: contains 2 certificates: list each separately`,
    `${at(1)}: contains a private key: use the certificate only`,
    `${at(2)}: contains a private key: use the certificate only`,
    `${at(3)}: has a key for ECDSA: must have an RSA key`,
    `${at(4)}: has an RSA key of 1024 bits: must have at least 2048`,
  ])
})

test('reports two errors at once', async () => {
  const seed = { tenants: [{ name: 'a', people: [{ username: 'x' }], apps: [{}] }] }
  expect(await problemsOf(seed)).toEqual([
    'tenants[0].people[0].username: must be a user name such as kim@adatum.onmicrosoft.com, but is the text "x"',
    'tenants[0].apps[0].displayName: is missing',
  ])
})

test('the types match the schema', () => {
  expectTypeOf<v.InferInput<typeof seedSchema>>().toEqualTypeOf<Seed>()
})

test('the JSON Schema is up to date (npm run seed-schema)', () => {
  expect(JSON.parse(readFileSync(SCHEMA_FILE, 'utf8'))).toEqual(JSON.parse(seedJsonSchema()))
})

test('the example seed is valid, and its apps work', async () => {
  const file = new URL('../../emulator/local-entra/seed.example.json', import.meta.url)
  const entra = await createLocalEntra({ seed: JSON.parse(readFileSync(file, 'utf8')) })
  const token = await entra.mint({ app: 'Orders', person: 'kim', kind: 'id' })
  expect(decodeJwt(token).roles).toEqual(['Orders.Approve'])
  const spa = { app: 'Orders in the browser', person: 'kim', scope: 'api://orders/Orders.Read' }
  expect(decodeJwt(await entra.mint(spa))).toMatchObject({
    aud: 'a0a0a0a0-0000-4000-8000-00000000000b',
    scp: 'Orders.Read',
    ver: '2.0',
  })
})
