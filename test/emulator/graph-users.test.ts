// Microsoft Graph beyond /me: users, groups, memberships, managers, sessions.
import { beforeEach, describe, expect, test } from 'vitest'
import { createEmulator, type Emulator } from '../../emulator/index.ts'
import {
  adele,
  alex,
  allCompany,
  casey,
  contosoIt,
  entrywayEverywhere,
  megan,
  nestor,
  retail,
  robin,
  stores,
} from '../../emulator/seed.ts'
import { callGraph, refresh, tokensAt, tokensFor } from '../support/entra-client.ts'
import { asOperator, type Directory } from '../support/operator.ts'

let emulator: Emulator
let graph: Directory
let now: number
beforeEach(async () => {
  now = Date.UTC(2026, 5, 1)
  emulator = await createEmulator({ now: () => now })
  graph = await asOperator(emulator, nestor, ['User.Read', 'Directory.Read.All'])
})

type Json = Record<string, unknown>

const itemsOf = (json: Json) => json.value as Json[]
const namesOf = (json: Json) => itemsOf(json).map(({ displayName }) => displayName)

/** What somebody without a role sees with these scopes. */
async function asMember(scopes: string, { profile } = adele as { profile: { userPrincipalName: string } }) {
  const { access_token } = await tokensFor(emulator, { scope: `openid ${scopes}` }, profile.userPrincipalName)
  return async (path: string, method = 'GET', body?: object) => {
    const headers = new Headers({ Authorization: `Bearer ${access_token}` })
    if (body) headers.set('Content-Type', 'application/json')
    const init = { method, headers, ...(body ? { body: JSON.stringify(body) } : {}) }
    const response = await emulator.fetch(new Request(`https://graph.microsoft.com/v1.0${path}`, init))
    const text = await response.text()
    return { status: response.status, json: (text === '' ? {} : JSON.parse(text)) as Json }
  }
}

const denied = { status: 403, json: { error: { code: 'Authorization_RequestDenied' } } }
const missing = { status: 404, json: { error: { code: 'Request_ResourceNotFound' } } }

describe('/users', () => {
  test('lists the users of this tenant only', async () => {
    const { json } = await graph('GET', '/users?$select=displayName,userPrincipalName')
    expect(json['@odata.context']).toBe(
      'https://graph.microsoft.com/v1.0/$metadata#users(displayName,userPrincipalName)',
    )
    expect(itemsOf(json)).toContainEqual({
      displayName: 'Adele Vance',
      userPrincipalName: 'adele@contoso.example',
    })
    expect(namesOf(json)).not.toContain(megan.profile.displayName)
  })

  test.each([
    ['its object id', adele.profile.id],
    ['its user principal name', 'ADELE@contoso.example'],
  ])('finds one by %s', async (_, key) => {
    expect((await graph('GET', `/users/${key}`)).json).toMatchObject(adele.profile)
  })

  test.each([crypto.randomUUID(), 'nobody@contoso.example', megan.profile.id])('has no %s', async (key) => {
    expect(await graph('GET', `/users/${key}`)).toMatchObject(missing)
  })

  test('with User.Read lists only the user', async () => {
    const me = await asMember('User.Read')
    expect(await me(`/users/${adele.profile.id}`)).toMatchObject({ status: 200, json: adele.profile })
    expect(await me(`/users/${alex.profile.id}`)).toMatchObject(denied)
    expect(await me('/users')).toMatchObject(denied)
  })

  test('with User.ReadBasic.All other properties of others are null', async () => {
    const me = await asMember('User.ReadBasic.All')
    const { json } = await me(`/users/${alex.profile.id}`)
    expect(json).toMatchObject({ displayName: 'Alex Wilber', mail: 'alex@contoso.example', jobTitle: null })
    const listed = itemsOf((await me('/users')).json).find(({ id }) => id === alex.profile.id)
    expect(listed).toMatchObject({ displayName: 'Alex Wilber', officeLocation: null, businessPhones: [] })
  })

  test('a personal account has no directory to list', async () => {
    const place = {
      at: 'https://login.microsoftonline.com/consumers',
      app: entrywayEverywhere,
      username: casey.profile.userPrincipalName,
    }
    const { access_token } = await tokensAt(emulator, place, { scope: 'openid User.ReadBasic.All' })
    expect((await callGraph(emulator, '/v1.0/users', access_token)).status).toBe(403)
  })
})

describe('$select', () => {
  test('of a property that is not set gives null, or an empty list', async () => {
    const { json } = await graph(
      'GET',
      `/users/${adele.profile.id}?$select=id,employeeId,otherMails,Department`,
    )
    expect(json).toEqual({
      '@odata.context':
        'https://graph.microsoft.com/v1.0/$metadata#users(id,employeeId,otherMails,Department)/$entity',
      id: adele.profile.id,
      employeeId: null,
      otherMails: [],
      department: null,
    })
  })

  test('returns properties that are not returned by default', async () => {
    const { json } = await graph('GET', '/me?$select=accountEnabled,userType,identities')
    expect(json).toMatchObject({ accountEnabled: true, userType: 'Member' })
    expect(json.identities).toContainEqual({
      signInType: 'userPrincipalName',
      issuer: 'contoso.onmicrosoft.com',
      issuerAssignedId: 'nestor@contoso.example',
    })
  })

  test.each([
    [
      '/me?$select=color',
      400,
      "Parsing OData Select and Expand failed: Could not find a property named 'color' on type 'microsoft.graph.user'.",
    ],
    [
      '/users?$select=a(b',
      400,
      "Parsing OData Select and Expand failed: Term 'a(b' is not valid in a $select or $expand expression.",
    ],
    ['/me?$select=manager', 501, "$select of the relationship 'manager' is not in this emulator."],
    ['/me?$expand=manager', 501, "$expand of 'manager' is not in this emulator."],
    ...[
      '/users/delta',
      '/users/delta()',
      '/groups/microsoft.graph.delta()',
      '/applications/delta',
      '/users/getByIds',
    ].map((path): [string, number, string] => [path, 501, `GET /v1.0${path} is not in this emulator.`]),
    [
      '/me?$expand=color',
      400,
      "Parsing OData Select and Expand failed: Could not find a property named 'color' on type 'microsoft.graph.user'.",
    ],
    ['/users?$search="displayName:Adele"', 501, '$search is not in this emulator.'],
    [
      "/users?$filter=contains(displayName,'M')",
      501,
      "The function 'contains' in $filter is not in this emulator.",
    ],
    [
      '/me?$select=id&$select=mail',
      400,
      "Query option '$select' was specified more than once, but it must be specified at most once.",
    ],
    [
      '/users?$top=1&$top=2',
      400,
      "Query option '$top' was specified more than once, but it must be specified at most once.",
    ],
    ['/me?$top=5', 400, "The query parameter '$top' is not supported."],
    ['/users?$color=red', 400, "The query parameter '$color' is not supported."],
  ])('%s is refused by name', async (path, status, message) => {
    expect(await graph('GET', path)).toMatchObject({ status, json: { error: { message } } })
  })
})

describe('$filter', () => {
  test.each([
    ["displayName eq 'adele vance'", ['Adele Vance']],
    ["startsWith(displayName,'A')", ['Adele Vance', 'Alex Wilber']],
    ["startsWith(displayName,'A') and jobTitle eq 'Retail Manager'", ['Adele Vance']],
    ["displayName eq 'Adele Vance' or displayName eq 'Nestor Wilke'", ['Adele Vance', 'Nestor Wilke']],
    [
      "(startsWith(displayName,'A') or displayName eq 'Nestor Wilke') and jobTitle eq 'Director of IT'",
      ['Nestor Wilke'],
    ],
    ["displayName in ('Adele Vance','Lidia Holloway')", ['Adele Vance', 'Lidia Holloway']],
    ["businessPhones/any(p:p eq '+1 858 555 0111')", ['Alex Wilber']],
    [`id eq '${adele.profile.id}'`, ['Adele Vance']],
    ['onPremisesSyncEnabled eq true', ['Miriam Graham']],
    ["displayName eq 'O''Neil'", []],
  ])('%s', async (filter, names) => {
    const { json } = await graph('GET', `/users?${new URLSearchParams({ $filter: filter })}`)
    expect(namesOf(json)).toEqual(names)
  })

  test.each([
    [
      "color eq 'red'",
      'BadRequest',
      "Could not find a property named 'color' on type 'microsoft.graph.user'.",
    ],
    [
      "aboutMe eq 'x'",
      'Request_UnsupportedQuery',
      "Unsupported or invalid query filter clause specified for property 'aboutMe' of resource 'User'.",
    ],
    ["endsWith(mail,'example')", 'Request_UnsupportedQuery', "Operator 'endsWith' is not supported"],
    ["displayName ne 'Adele Vance'", 'Request_UnsupportedQuery', "Operator 'ne' is not supported"],
    ["not(displayName eq 'x')", 'Request_UnsupportedQuery', "Operator 'not' is not supported"],
    ["displayName eq 'x", 'BadRequest', 'Syntax error'],
    ['displayName eq', 'BadRequest', 'Syntax error'],
    ["displayName eq 'x' displayName", 'BadRequest', 'Syntax error'],
    ["(displayName eq 'x'", 'BadRequest', 'Syntax error'],
    ['displayName eq red', 'BadRequest', 'Syntax error'],
    ['', 'BadRequest', 'Syntax error'],
  ])('%s is refused', async (filter, code, message) => {
    const answer = await graph('GET', `/users?${new URLSearchParams({ $filter: filter })}`)
    expect(answer).toMatchObject({
      status: 400,
      json: { error: { code, message: expect.stringContaining(message) } },
    })
  })

  test.each([
    ["endsWith(mail,'contoso.example') and displayName ne 'Alex Wilber'", 4],
    ["not(startsWith(displayName,'A'))", 4],
  ])('%s is an advanced query, which is also counted', async (filter, count) => {
    const token = (await tokensFor(emulator, { scope: 'User.Read.All' }, nestor.profile.userPrincipalName))
      .access_token
    const query = new URLSearchParams({ $filter: filter, $count: 'true', $orderby: 'displayName desc' })
    const headers = { Authorization: `Bearer ${token}`, ConsistencyLevel: 'eventual' }
    const response = await emulator.fetch(
      new Request(`https://graph.microsoft.com/v1.0/users?${query}`, { headers }),
    )
    const json = (await response.json()) as Json
    expect(json['@odata.count']).toBe(count)
    expect(namesOf(json)).toEqual(namesOf(json).toSorted().toReversed())
    expect(namesOf(json)).toHaveLength(count)
  })
})

test('$count=true without ConsistencyLevel is ignored, and /users/$count is an error', async () => {
  const { status, json } = await graph('GET', '/users?$count=true')
  expect([status, json['@odata.count']]).toEqual([200, undefined])
  expect(await graph('GET', '/users/$count')).toMatchObject({
    status: 400,
    json: { error: { message: '$count is not currently supported.' } },
  })
})

test('$orderby and $top page by page', async () => {
  const first = await graph('GET', '/users?$orderby=displayName desc&$top=2&$select=displayName')
  const second = await graph('GET', String(first.json['@odata.nextLink']))
  expect([namesOf(first.json), namesOf(second.json)]).toEqual([
    ['Nestor Wilke', 'Miriam Graham'],
    ['Lidia Holloway', 'Isaiah Langer'],
  ])
  expect(await graph('GET', '/users?$orderby=jobTitle')).toMatchObject({
    status: 400,
    json: { error: { message: 'Sorting not supported for current query.' } },
  })
})

describe('memberships', () => {
  const adeles = `/users/${adele.profile.id}`

  test('are direct, or through groups', async () => {
    expect(namesOf((await graph('GET', `${adeles}/memberOf`)).json)).toEqual(['Retail', 'All Company'])
    const through = await graph('GET', `${adeles}/transitiveMemberOf?$select=displayName`)
    expect(itemsOf(through.json)).toContainEqual({
      '@odata.type': '#microsoft.graph.group',
      displayName: 'Stores',
    })
    const groups = await graph('GET', `${adeles}/transitiveMemberOf/microsoft.graph.group`)
    expect(namesOf(groups.json)).toEqual(['Retail', 'Stores', 'All Company'])
  })

  test('with User.Read are ids and nothing else', async () => {
    const me = await asMember('User.Read')
    for (const item of itemsOf((await me('/me/memberOf')).json)) {
      const { '@odata.type': type, id, ...others } = item
      expect([type, typeof id]).toEqual(['#microsoft.graph.group', 'string'])
      expect(Object.values(others).every((value) => value === null)).toBe(true)
    }
  })

  test.each([
    [false, [contosoIt.id, allCompany.id]],
    [true, [contosoIt.id]],
  ])('getMemberGroups with securityEnabledOnly %s', async (securityEnabledOnly, ids) => {
    const { json } = await graph('POST', '/me/getMemberGroups', { securityEnabledOnly })
    expect(json).toEqual({
      '@odata.context': 'https://graph.microsoft.com/v1.0/$metadata#Collection(Edm.String)',
      value: ids,
    })
    const objects = await graph('POST', '/me/getMemberObjects', { securityEnabledOnly })
    const roles = await graph('GET', '/me/memberOf/microsoft.graph.directoryRole')
    expect(objects.json.value).toEqual([...ids, itemsOf(roles.json)[0]?.id])
  })

  test('getMemberObjects needs to be told about security groups', async () => {
    expect((await graph('POST', '/me/getMemberObjects', {})).status).toBe(400)
  })

  test('checkMemberGroups names those of a list', async () => {
    const groupIds = [stores.id, contosoIt.id]
    const { json } = await graph('POST', `${adeles}/checkMemberGroups`, { groupIds })
    expect(json.value).toEqual([stores.id])
  })
})

describe('/groups', () => {
  test('lists and filters', async () => {
    expect(namesOf((await graph('GET', '/groups')).json)).toEqual([
      'Contoso IT',
      'Retail',
      'Stores',
      'All Company',
    ])
    const unified = new URLSearchParams({ $filter: "groupTypes/any(c:c eq 'Unified')" })
    expect(namesOf((await graph('GET', `/groups?${unified}`)).json)).toEqual(['All Company'])
  })

  test('has members, directly and through groups', async () => {
    const direct = await graph('GET', `/groups/${stores.id}/members?$select=id,displayName`)
    expect(itemsOf(direct.json)).toEqual([
      { '@odata.type': '#microsoft.graph.user', id: alex.profile.id, displayName: 'Alex Wilber' },
      { '@odata.type': '#microsoft.graph.group', id: retail.id, displayName: 'Retail' },
    ])
    const through = await graph('GET', `/groups/${stores.id}/transitiveMembers`)
    expect(namesOf(through.json)).toEqual(['Adele Vance', 'Alex Wilber', 'Retail'])
    expect(namesOf((await graph('GET', `/groups/${retail.id}/memberOf`)).json)).toEqual(['Stores'])
  })

  test('needs a permission for groups', async () => {
    const me = await asMember('User.Read User.ReadBasic.All')
    expect(await me('/groups')).toMatchObject(denied)
    expect(await me(`/groups/${retail.id}`)).toMatchObject(denied)
    expect(await graph('GET', `/groups/${crypto.randomUUID()}`)).toMatchObject(missing)
  })

  test('creating one is refused by name', async () => {
    expect(await graph('POST', '/groups', {})).toMatchObject({
      status: 501,
      json: { error: { message: 'POST /v1.0/groups is not in this emulator.' } },
    })
  })
})

test('a manager, and who reports to them', async () => {
  const manager = await graph('GET', `/users/${adele.profile.id}/manager`)
  expect(manager.json).toMatchObject({ '@odata.type': '#microsoft.graph.user', id: nestor.profile.id })
  expect(await graph('GET', '/me/manager')).toMatchObject({
    status: 404,
    json: { error: { message: expect.stringContaining("Resource 'manager' does not exist") } },
  })
  expect(namesOf((await graph('GET', '/me/directReports')).json)).toEqual(['Adele Vance'])
})

describe('revokeSignInSessions', () => {
  test('revokes only this user’s refresh tokens', async () => {
    const adeles = await tokensFor(emulator)
    const alexes = await tokensFor(emulator, {}, alex.profile.userPrincipalName)
    const admin = await asOperator(emulator, nestor, ['User.RevokeSessions.All'])
    const answer = await admin('POST', `/users/${adele.profile.id}/revokeSignInSessions`)
    expect(answer).toMatchObject({
      status: 200,
      json: { '@odata.context': 'https://graph.microsoft.com/v1.0/$metadata#Edm.Boolean', value: true },
    })
    expect(await refresh(emulator, adeles.refresh_token)).toMatchObject({
      status: 400,
      json: { error: 'invalid_grant', error_codes: [50173] },
    })
    expect((await refresh(emulator, alexes.refresh_token)).status).toBe(200)
    // An access token that is out stays good until it expires, for a client that declares no cp1.
    expect((await callGraph(emulator, '/v1.0/me', adeles.access_token)).status).toBe(200)
  })

  test('challenges a client that declares cp1 at once, and a new sign-in resolves it', async () => {
    const claims = JSON.stringify({ access_token: { xms_cc: { values: ['cp1'] } } })
    const capable = await tokensFor(emulator, { claims })
    const alexes = await tokensFor(emulator, { claims }, alex.profile.userPrincipalName)
    now += 60_000
    const admin = await asOperator(emulator, nestor, ['User.RevokeSessions.All'])
    await admin('POST', `/users/${adele.profile.id}/revokeSignInSessions`)
    const challenged = await callGraph(emulator, '/v1.0/me', capable.access_token)
    expect(challenged.status).toBe(401)
    const header = challenged.headers.get('WWW-Authenticate') ?? ''
    expect(header).toContain('error="insufficient_claims"')
    const asked = atob(/claims="([^"]+)"/.exec(header)?.[1] ?? '')
    expect(JSON.parse(asked)).toEqual({
      access_token: { nbf: { essential: true, value: String(Math.floor(now / 1000)) } },
    })
    expect((await callGraph(emulator, '/v1.0/me', alexes.access_token)).status).toBe(200)
    const again = await tokensFor(emulator, { claims })
    expect((await callGraph(emulator, '/v1.0/me', again.access_token)).status).toBe(200)
  })

  test('requires permission', async () => {
    const me = await asMember('User.Read User.ReadWrite')
    expect(await me('/me/revokeSignInSessions', 'POST')).toMatchObject(denied)
  })
})

describe('a photo', () => {
  const put = async (
    scope: string,
    bytes: number[],
    type = 'image/jpeg',
    username = 'alex@contoso.example',
  ) => {
    const { access_token } = await tokensFor(emulator, { scope: `openid User.Read ${scope}` }, username)
    const headers = { Authorization: `Bearer ${access_token}`, 'Content-Type': type }
    const url = 'https://graph.microsoft.com/v1.0/me/photo/$value'
    const body = Uint8Array.from(bytes)
    const answer = await emulator.fetch(new Request(url, { method: 'PUT', headers, body }))
    return { answer, access_token }
  }
  const jpeg = [0xff, 0xd8, 0xff, 0xe0, 1, 2, 3]

  test('is replaced by its owner, and deleted', async () => {
    const { answer, access_token } = await put('User.ReadWrite', jpeg)
    expect(answer.status).toBe(200)
    const read = await callGraph(emulator, '/v1.0/me/photo/$value', access_token)
    expect([...new Uint8Array(await read.arrayBuffer())]).toEqual(jpeg)
    const url = 'https://graph.microsoft.com/v1.0/me/photo/$value'
    const headers = { Authorization: `Bearer ${access_token}` }
    expect((await emulator.fetch(new Request(url, { method: 'DELETE', headers }))).status).toBe(204)
    expect((await callGraph(emulator, '/v1.0/me/photo/$value', access_token)).status).toBe(404)
  })

  test.each([
    ['without the permission', '', jpeg, 'image/jpeg', 403],
    ['that is none', 'User.ReadWrite', [1, 2, 3], 'image/jpeg', 400],
    ['of another type', 'User.ReadWrite', jpeg, 'image/png', 400],
  ])('%s is refused', async (_, scope, bytes, type, status) => {
    expect((await put(scope, bytes, type)).answer.status).toBe(status)
  })

  test('is described in all its sizes', async () => {
    const me = await asMember('User.Read')
    expect((await me('/me/photo')).json).toMatchObject({
      '@odata.mediaContentType': 'image/jpeg',
      id: '360x360',
    })
    expect(itemsOf((await me('/me/photos')).json)).toContainEqual({
      '@odata.mediaContentType': 'image/jpeg',
      id: '48x48',
      height: 48,
      width: 48,
    })
  })
})

test('userinfo returns what each scope allows', async () => {
  const claimsWith = async (scope: string) => {
    const { access_token } = await tokensFor(emulator, { scope })
    return (await (await callGraph(emulator, '/oidc/userinfo', access_token)).json()) as Json
  }
  expect(Object.keys(await claimsWith('openid User.Read'))).toEqual(['sub'])
  expect(Object.keys(await claimsWith('openid email User.Read'))).toEqual(['sub', 'email'])
  expect(Object.keys(await claimsWith('openid profile User.Read'))).toEqual([
    'sub',
    'name',
    'family_name',
    'given_name',
    'picture',
  ])
})

test('any site may call it from a browser', async () => {
  const url = 'https://graph.microsoft.com/v1.0/me'
  const headers = {
    Origin: 'http://localhost:3000',
    'Access-Control-Request-Method': 'GET',
    'Access-Control-Request-Headers': 'authorization',
  }
  const asked = await emulator.fetch(new Request(url, { method: 'OPTIONS', headers }))
  expect([asked.status, asked.headers.get('Access-Control-Allow-Origin')]).toEqual([204, '*'])
  expect(asked.headers.get('Access-Control-Allow-Headers')).toContain('authorization')
  const refused = await emulator.fetch(new Request(url, { headers: { Origin: 'http://localhost:3000' } }))
  expect([refused.status, refused.headers.get('Access-Control-Allow-Origin')]).toEqual([401, '*'])
})

test('an app reads users with its own permission', async () => {
  emulator.state.applicationPermissions.set('e0e0e0e0-0000-4000-8000-00000000000a', ['User.Read.All'])
  const body = new URLSearchParams({
    grant_type: 'client_credentials',
    client_id: 'e0e0e0e0-0000-4000-8000-00000000000a',
    client_secret: 'local-emulator-secret-not-a-real-one',
    scope: 'https://graph.microsoft.com/.default',
  })
  const url = `https://login.microsoftonline.com/${adele.tenantId}/oauth2/v2.0/token`
  const { access_token } = (await (
    await emulator.fetch(new Request(url, { method: 'POST', body }))
  ).json()) as Json
  const read = await callGraph(emulator, `/v1.0/users/${adele.profile.id}`, access_token)
  expect([read.status, ((await read.json()) as Json).displayName]).toEqual([200, 'Adele Vance'])
  expect((await callGraph(emulator, '/v1.0/groups', access_token)).status).toBe(403)
  expect((await callGraph(emulator, `/v1.0/users/${robin.profile.id}`, access_token)).status).toBe(404)
})
