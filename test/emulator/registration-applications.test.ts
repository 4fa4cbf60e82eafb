// /v1.0/applications: an app registration is made, read, found, changed and deleted.
import { beforeEach, describe, expect, test } from 'vitest'
import { entryway, pradeep } from '../../emulator/seed.ts'
import { type Emulator, startEmulator } from '../support/emulator.ts'
import { EntraBrowser } from '../support/entra-browser.ts'
import { authorizeUrl } from '../support/entra-client.ts'
import { asOperator, type Directory } from '../support/operator.ts'
import { addSecret, microsoftGraph, redirectUri, registerApp } from './registered-app.ts'

let emulator: Emulator
let graph: Directory
beforeEach(async () => {
  emulator = await startEmulator({ now: () => Date.UTC(2026, 0, 5, 12) })
  graph = await asOperator(emulator)
})

const userRead = { id: 'e1fe6dd8-ba31-4d61-89e7-88639da4683d', type: 'Scope' }
const guid = expect.stringMatching(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/)
const namesOf = (json: Record<string, unknown>) =>
  (json.value as { displayName: string }[]).map(({ displayName }) => displayName)

test('a name is enough, and the rest gets Graph’s defaults', async () => {
  const { status, json } = await graph('POST', '/applications', { displayName: 'Wide World Importers' })
  expect(status).toBe(201)
  expect(json).toEqual({
    '@odata.context': 'https://graph.microsoft.com/v1.0/$metadata#applications/$entity',
    id: guid,
    appId: guid,
    createdDateTime: '2026-01-05T12:00:00Z',
    deletedDateTime: null,
    displayName: 'Wide World Importers',
    signInAudience: 'AzureADMyOrg',
    appRoles: [],
    publisherDomain: 'contoso.example',
    description: null,
    notes: null,
    tags: [],
    identifierUris: [],
    groupMembershipClaims: null,
    api: { acceptMappedClaims: null, knownClientApplications: [], requestedAccessTokenVersion: null },
    info: { logoUrl: null, marketingUrl: null, privacyStatementUrl: null, supportUrl: null },
    isFallbackPublicClient: false,
    web: {
      homePageUrl: null,
      implicitGrantSettings: { enableAccessTokenIssuance: false, enableIdTokenIssuance: false },
      logoutUrl: null,
      redirectUris: [],
    },
    spa: { redirectUris: [] },
    publicClient: { redirectUris: [] },
    requiredResourceAccess: [],
    optionalClaims: null,
    passwordCredentials: [],
    keyCredentials: [],
  })
  expect(json.id).not.toBe(json.appId)
})

test('what is set comes back', async () => {
  const settings = {
    displayName: 'Wide World Importers',
    signInAudience: 'AzureADMultipleOrgs',
    isFallbackPublicClient: true,
    notes: 'A note',
    tags: ['HideApp'],
    requiredResourceAccess: [{ resourceAppId: microsoftGraph, resourceAccess: [userRead] }],
    publicClient: { redirectUris: ['msal://auth'] },
    spa: { redirectUris: ['https://wideworld.example/spa'] },
  }
  const web = { logoutUrl: 'https://wideworld.example/out', redirectUris: [redirectUri] }
  const claim = { name: 'xms_edov', essential: true, source: null, additionalProperties: [] }
  const optionalClaims = { idToken: [claim] }
  const { json } = await graph('POST', '/applications', { ...settings, web, optionalClaims })
  expect(json).toMatchObject({ ...settings, web })
  expect(json.optionalClaims).toEqual({ accessToken: [], idToken: [claim], saml2Token: [] })
})

describe('reading', () => {
  test('by object id or client id, in any letter case', async () => {
    const { id, appId } = await registerApp(graph)
    for (const path of [`/${id}`, `/${id.toUpperCase()}`, `(appId='${appId}')`]) {
      const { json } = await graph('GET', `/applications${path}?$select=id, appId`)
      expect(json).toEqual({ '@odata.context': expect.any(String), id, appId })
    }
    for (const path of [`/applications/${appId}`, `/applications(appId='${id}')`]) {
      const error = { code: 'Request_ResourceNotFound', innerError: { 'request-id': guid } }
      expect(await graph('GET', path)).toMatchObject({ status: 404, json: { error } })
    }
  })

  test('an app that was there at the start, with its permissions by id', async () => {
    const { json } = await graph('GET', `/applications(appId='${entryway.clientId}')`)
    expect(json).toMatchObject({
      displayName: 'Entryway',
      web: { logoutUrl: 'http://localhost:8787/logout/front-channel' },
      requiredResourceAccess: [
        { resourceAppId: microsoftGraph, resourceAccess: [userRead] },
        { resourceAppId: 'e0e0e0e0-0000-4000-8000-00000000000d' },
        { resourceAppId: '499b84ac-1321-427f-aa17-267ca6975798' },
      ],
    })
    expect(JSON.stringify(json)).not.toContain('not-a-real-one')
  })

  test('another tenant’s app is not found', async () => {
    const { path } = await registerApp(graph)
    const fabrikam = await asOperator(emulator, pradeep)
    expect((await fabrikam('GET', path)).status).toBe(404)
    expect((await fabrikam('PATCH', path, { notes: 'mine' })).status).toBe(404)
    expect((await fabrikam('DELETE', path)).status).toBe(404)
    expect(namesOf((await fabrikam('GET', '/applications')).json)).toEqual(['Entryway (Fabrikam)'])
  })
})

describe('the list', () => {
  test.each([
    ["displayName eq 'Bob''s'", ["Bob's"]],
    ["displayName eq 'ENTRYWAY'", ['Entryway']],
    [
      "startswith(displayName, 'contoso')",
      ['Contoso Intranet', 'Contoso Command Line', 'Contoso Single Page', 'Contoso Web API'],
    ],
    [`appId eq '${entryway.clientId}'`, ['Entryway']],
    ["displayName eq 'nobody'", []],
  ])('is filtered by %s', async (filter, names) => {
    await registerApp(graph, { displayName: "Bob's" })
    const query = new URLSearchParams({ $filter: filter, $select: 'displayName' })
    const { json } = await graph('GET', `/applications?${query}`)
    expect(namesOf(json)).toEqual(names)
  })

  test('comes page by page', async () => {
    const first = await graph('GET', '/applications?$top=3&$select=displayName')
    const second = await graph('GET', String(first.json['@odata.nextLink']))
    expect([namesOf(first.json), namesOf(second.json)]).toEqual([
      ['Entryway', 'Contoso Intranet', 'Contoso Command Line'],
      ['Entryway (any account)', 'Contoso Single Page', 'Contoso Web API'],
    ])
    expect(second.json).not.toHaveProperty('@odata.nextLink')
  })

  test.each([
    ['$filter=displayName ne null', 'Request_UnsupportedQuery'],
    ["$filter=color eq 'red'", 'BadRequest'],
    ['$orderby=createdDateTime', 'Request_UnsupportedQuery'],
    ['$select=color', 'BadRequest'],
    ['$top=0', 'Request_BadRequest'],
    ['$top=1000', 'Request_BadRequest'],
  ])('rejects %s', async (query, code) => {
    expect(await graph('GET', `/applications?${query}`)).toMatchObject({
      status: 400,
      json: { error: { code } },
    })
  })
})

describe('changing', () => {
  test('keeps omitted properties, and removes those set to null', async () => {
    const logoutUrl = 'https://wideworld.example/out'
    const optionalClaims = { idToken: [{ name: 'sid' }] }
    const { path } = await registerApp(graph, {
      web: { redirectUris: [redirectUri], logoutUrl },
      optionalClaims,
    })
    const web = { redirectUris: [redirectUri, 'https://wideworld.example/callback'] }
    expect((await graph('PATCH', path, { displayName: 'Wingtip Toys', web })).status).toBe(204)
    const changed = { displayName: 'Wingtip Toys', web: { ...web, logoutUrl }, optionalClaims }
    expect((await graph('GET', path)).json).toMatchObject(changed)
    await graph('PATCH', path, { web: { logoutUrl: null }, optionalClaims: null })
    expect((await graph('GET', path)).json).toMatchObject({ web: { logoutUrl: null }, optionalClaims: null })
  })

  test('changes nothing if rejected', async () => {
    const { path } = await registerApp(graph)
    const body = { displayName: 'Wingtip Toys', web: { redirectUris: ['http://wideworld.example/'] } }
    expect((await graph('PATCH', path, body)).status).toBe(400)
    expect((await graph('GET', path)).json).toMatchObject({ displayName: 'Wide World Importers' })
  })
})

test('deleting an app also removes its service principal and its grants', async () => {
  const { path, appId, principalId } = await registerApp(graph)
  const api = (await graph('GET', `/servicePrincipals(appId='${microsoftGraph}')`)).json.id
  const grant = { clientId: principalId, consentType: 'AllPrincipals', resourceId: api, scope: 'openid' }
  expect((await graph('POST', '/oauth2PermissionGrants', grant)).status).toBe(201)
  expect((await graph('DELETE', path)).status).toBe(204)
  expect((await graph('GET', path)).status).toBe(404)
  expect((await graph('GET', `/servicePrincipals/${principalId}`)).status).toBe(404)
  expect([...emulator.state.adminConsents].filter((record) => record.includes(appId))).toEqual([])
  const page = await new EntraBrowser(emulator).get(authorizeUrl({ client_id: appId }))
  expect(await page.text()).toContain('AADSTS700016')
})

test('the start page lists an app as soon as it is registered, with its secret', async () => {
  const page = async () => (await new EntraBrowser(emulator).get('http://localhost:8788/')).text()
  expect(await page()).not.toContain('Wide World Importers')
  const app = await registerApp(graph, { displayName: 'Wide <World> Importers' })
  const { secretText } = await addSecret(graph, app)
  expect(await page()).toContain('Wide &lt;World&gt; Importers')
  expect(await page()).toContain(app.appId)
  expect(await page()).toContain(secretText)
})
