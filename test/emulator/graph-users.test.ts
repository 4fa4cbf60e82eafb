// Microsoft Graph beyond /me: users, groups, memberships, managers.
import { beforeEach, describe, expect, test } from 'vitest'
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
import { type Emulator, startEmulator } from '../support/emulator.ts'
import { tokensAt, tokensFor } from '../support/entra-client.ts'
import { asApp, asOperator, type Directory, directoryFor } from '../support/operator.ts'

let emulator: Emulator
let graph: Directory
beforeEach(async () => {
  emulator = await startEmulator({ now: () => Date.UTC(2026, 5, 1) })
  graph = await asOperator(emulator, nestor, ['User.Read', 'Directory.Read.All'])
})

type Json = Record<string, unknown>

const itemsOf = (json: Json) => json.value as Json[]
const namesOf = (json: Json) => itemsOf(json).map(({ displayName }) => displayName)
const users = (query: Record<string, string>) => graph('GET', `/users?${new URLSearchParams(query)}`)

/** What somebody without a role sees with these scopes. */
const asMember = async (scopes: string) =>
  directoryFor(emulator, (await tokensFor(emulator, { scope: `openid ${scopes}` })).access_token)

const denied = { status: 403, json: { error: { code: 'Authorization_RequestDenied' } } }
const missing = { status: 404, json: { error: { code: 'Request_ResourceNotFound' } } }

describe('/users', () => {
  test('lists the users of this tenant only', async () => {
    const { json } = await graph('GET', '/users?$select=displayName,mail')
    const context = 'https://graph.microsoft.com/v1.0/$metadata#users(displayName,mail)'
    expect(json['@odata.context']).toBe(context)
    expect(itemsOf(json)).toContainEqual({ displayName: 'Adele Vance', mail: 'adele@contoso.example' })
    expect(namesOf(json)).not.toContain(megan.profile.displayName)
  })

  test.each([adele.profile.id, 'ADELE@contoso.example'])('finds %s', async (key) => {
    expect((await graph('GET', `/users/${key}`)).json).toMatchObject(adele.profile)
  })

  test.each([crypto.randomUUID(), 'nobody@contoso.example', megan.profile.id])('has no %s', async (key) => {
    expect(await graph('GET', `/users/${key}`)).toMatchObject(missing)
  })

  test('with User.Read lists only the user', async () => {
    const me = await asMember('User.Read')
    expect(await me('GET', `/users/${adele.profile.id}`)).toMatchObject({ status: 200, json: adele.profile })
    expect(await me('GET', `/users/${alex.profile.id}`)).toMatchObject(denied)
    expect(await me('GET', '/users')).toMatchObject(denied)
  })

  test('with User.ReadBasic.All other properties of others are null', async () => {
    const me = await asMember('User.ReadBasic.All')
    const { json } = await me('GET', `/users/${alex.profile.id}`)
    expect(json).toMatchObject({ displayName: 'Alex Wilber', mail: 'alex@contoso.example', jobTitle: null })
    const listed = itemsOf((await me('GET', '/users')).json).find(({ id }) => id === alex.profile.id)
    expect(listed).toMatchObject({ displayName: 'Alex Wilber', officeLocation: null, businessPhones: [] })
  })

  test('a personal account has no directory to list', async () => {
    const place = {
      at: 'https://login.microsoftonline.com/consumers',
      app: entrywayEverywhere,
      username: casey.profile.userPrincipalName,
    }
    const { access_token } = await tokensAt(emulator, place, { scope: 'openid User.ReadBasic.All' })
    const own = directoryFor(emulator, access_token)
    expect((await own('GET', '/users')).status).toBe(403)
    // Here the id is of Microsoft accounts, not that in tokens.
    expect((await own('GET', '/me')).json.id).toBe('ca5e000000000041')
  })
})

describe('$select', () => {
  test('of a property that is not set gives null, or an empty list', async () => {
    const select = 'id,employeeId,otherMails,Department'
    const { json } = await graph('GET', `/users/${adele.profile.id}?$select=${select}`)
    expect(json).toEqual({
      '@odata.context': `https://graph.microsoft.com/v1.0/$metadata#users(${select})/$entity`,
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

  const notFound = "Parsing OData Select and Expand failed: Could not find a property named 'color' on type"
  const twice = (name: string) => `Query option '${name}' was specified more than once, but it must be`

  test.each([
    ['/me?$select=color', 400, `${notFound} 'microsoft.graph.user'.`],
    ['/me?$expand=color', 400, `${notFound} 'microsoft.graph.user'.`],
    ['/users?$select=a(b', 400, "Term 'a(b' is not valid in a $select or $expand expression."],
    ['/me?$select=manager', 501, "$select of the relationship 'manager' is not in this emulator."],
    ['/me?$expand=manager', 501, "$expand of 'manager' is not in this emulator."],
    ...['/users/delta', '/users/delta()', '/groups/microsoft.graph.delta()', '/users/getByIds'].map(
      (path): [string, number, string] => [path, 501, `GET /v1.0${path} is not in this emulator.`],
    ),
    ['/users?$search="displayName:Adele"', 501, '$search is not in this emulator.'],
    ["/users?$filter=contains(mail,'M')", 501, "The function 'contains' in $filter is not in this emulator."],
    ['/me?$select=id&$select=mail', 400, twice('$select')],
    ['/users?$top=1&$top=2', 400, twice('$top')],
    ['/me?$top=5', 400, "The query parameter '$top' is not supported."],
    ['/users/$count', 400, '$count is not currently supported.'],
    ['/users?$orderby=jobTitle', 400, 'Sorting not supported for current query.'],
    ['/users?$color=red', 400, "The query parameter '$color' is not supported."],
  ])('%s answers %i, and says why', async (path, status, message) => {
    const error = { message: expect.stringContaining(message) }
    expect(await graph('GET', path)).toMatchObject({ status, json: { error } })
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
  ])('%s', async (filter, names) => {
    expect(namesOf((await users({ $filter: filter })).json)).toEqual(names)
  })

  const unsupported = 'Request_UnsupportedQuery'
  const clause = 'Unsupported or invalid query filter clause specified for property'

  test.each([
    [
      "color eq 'red'",
      'BadRequest',
      "Could not find a property named 'color' on type 'microsoft.graph.user'.",
    ],
    ["aboutMe eq 'x'", unsupported, `${clause} 'aboutMe' of resource 'User'.`],
    ["endsWith(mail,'example')", unsupported, "Operator 'endsWith' is not supported"],
    ["displayName ne 'Adele Vance'", unsupported, "Operator 'ne' is not supported"],
    ["not(displayName eq 'x')", unsupported, "Operator 'not' is not supported"],
    ["displayName eq 'x", 'BadRequest', 'Syntax error'],
    ['displayName eq', 'BadRequest', 'Syntax error'],
    ["displayName eq 'x' displayName", 'BadRequest', 'Syntax error'],
    ["(displayName eq 'x'", 'BadRequest', 'Syntax error'],
    ['displayName eq red', 'BadRequest', 'Syntax error'],
    ['', 'BadRequest', 'Syntax error'],
  ])('rejects %s', async ($filter, code, message) => {
    const error = { code, message: expect.stringContaining(message) }
    expect(await users({ $filter })).toMatchObject({ status: 400, json: { error } })
  })

  test.each([
    ["endsWith(mail,'contoso.example') and displayName ne 'Alex Wilber'", 4],
    ["not(startsWith(displayName,'A'))", 4],
  ])('%s is an advanced query, which is also counted', async (filter, count) => {
    const { userPrincipalName } = nestor.profile
    const { access_token } = await tokensFor(emulator, { scope: 'User.Read.All' }, userPrincipalName)
    const query = new URLSearchParams({ $filter: filter, $count: 'true', $orderby: 'displayName desc' })
    const headers = { Authorization: `Bearer ${access_token}`, ConsistencyLevel: 'eventual' }
    const url = `https://graph.microsoft.com/v1.0/users?${query}`
    const json = (await (await emulator.fetch(new Request(url, { headers }))).json()) as Json
    expect(json['@odata.count']).toBe(count)
    expect(namesOf(json)).toEqual(namesOf(json).toSorted().toReversed())
    expect(namesOf(json)).toHaveLength(count)
  })
})

test('$count=true without ConsistencyLevel is ignored', async () => {
  const { status, json } = await graph('GET', '/users?$count=true')
  expect([status, json['@odata.count']]).toEqual([200, undefined])
})

test('$orderby and $top page by page', async () => {
  const first = await graph('GET', '/users?$orderby=displayName desc&$top=2&$select=displayName')
  const second = await graph('GET', String(first.json['@odata.nextLink']))
  expect([namesOf(first.json), namesOf(second.json)]).toEqual([
    ['Nestor Wilke', 'Miriam Graham'],
    ['Lidia Holloway', 'Isaiah Langer'],
  ])
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
    const groups = (await graph('GET', `${adeles}/transitiveMemberOf/microsoft.graph.group`)).json
    expect(namesOf(groups)).toEqual(['Retail', 'Stores', 'All Company'])
  })

  test('with User.Read are ids and nothing else', async () => {
    const me = await asMember('User.Read')
    for (const item of itemsOf((await me('GET', '/me/memberOf')).json)) {
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

  test('getMemberObjects requires securityEnabledOnly', async () => {
    expect((await graph('POST', '/me/getMemberObjects', {})).status).toBe(400)
  })

  test('checkMemberGroups names those of a list', async () => {
    const answer = await graph('POST', `${adeles}/checkMemberGroups`, { groupIds: [stores.id, contosoIt.id] })
    expect(answer.json.value).toEqual([stores.id])
  })
})

describe('/groups', () => {
  test('lists and filters', async () => {
    const names = ['Contoso IT', 'Retail', 'Stores', 'All Company']
    expect(namesOf((await graph('GET', '/groups')).json)).toEqual(names)
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
    expect(await me('GET', '/groups')).toMatchObject(denied)
    expect(await me('GET', `/groups/${retail.id}`)).toMatchObject(denied)
    expect(await graph('GET', `/groups/${crypto.randomUUID()}`)).toMatchObject(missing)
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

test('an app reads users with its own permission', async () => {
  const app = await asApp(emulator, ['User.Read.All'])
  expect((await app('GET', `/users/${adele.profile.id}`)).json.displayName).toBe('Adele Vance')
  expect((await app('GET', '/groups')).status).toBe(403)
  expect((await app('GET', `/users/${robin.profile.id}`)).status).toBe(404)
})
