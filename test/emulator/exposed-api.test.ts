// An app that exposes an API of its own: scopes, versions of its tokens, app roles, and calls on behalf of people.
import { decodeJwt, type JWTPayload } from 'jose'
import { beforeEach, describe, expect, test } from 'vitest'
import type { AppRegistration } from '../../emulator/directory/app-registration.ts'
import { createEmulator, type Emulator } from '../../emulator/index.ts'
import { adele, contoso, contosoPage, contosoWebApi, entryway, secret } from '../../emulator/seed.ts'
import { EntraBrowser } from '../support/entra-browser.ts'
import {
  authority,
  authorizeUrl,
  callGraph,
  codeFor,
  redeem,
  refresh,
  tokensFor,
} from '../support/entra-client.ts'
import { asOperator } from '../support/operator.ts'
import { addSecret, registerApp } from './registered-app.ts'

const URI = 'api://wingtip'
const scopeId = crypto.randomUUID()
const now = () => Date.UTC(2026, 5, 1)

let emulator: Emulator
let api: AppRegistration
beforeEach(async () => {
  emulator = await createEmulator({ now })
  api = {
    ...contosoWebApi,
    clientId: '00000000-0000-4000-8000-0000000000b1',
    objectId: '00000000-0000-4000-8000-0000000000b2',
    displayName: 'Wingtip API',
    others: {
      identifierUris: [URI, 'https://contoso.example/wingtip'],
      api: {
        oauth2PermissionScopes: [
          { id: scopeId, value: 'Toys.Read', type: 'User', isEnabled: true },
          { id: crypto.randomUUID(), value: 'Toys.Admin', type: 'Admin', isEnabled: true },
          { id: crypto.randomUUID(), value: 'Toys.Old', type: 'User', isEnabled: false },
        ],
      },
    },
  }
  emulator.state.apps.push(api)
  emulator.state.servicePrincipals.push({
    id: crypto.randomUUID(),
    tenantId: contoso.id,
    appId: api.clientId,
    displayName: api.displayName,
    enabled: true,
    tags: [],
    createdAt: 0,
  })
})

const withApi = (settings: Record<string, unknown>) => {
  api.others = { ...api.others, api: { ...(api.others.api as object), ...settings } }
}

const accessFor = async (scope = `openid ${URI}/Toys.Read`): Promise<JWTPayload> =>
  decodeJwt(String((await tokensFor(emulator, { scope })).access_token))

describe('a token for it', () => {
  test('of version 1 has its URI as audience', async () => {
    const { access_token, scope } = await tokensFor(emulator, { scope: `openid ${URI}/Toys.Read` })
    expect(scope).toBe(`${URI}/Toys.Read`)
    expect(decodeJwt(String(access_token))).toMatchObject({
      aud: URI,
      iss: `https://sts.windows.net/${contoso.id}/`,
      appid: entryway.clientId,
      appidacr: '1',
      scp: 'Toys.Read',
      ver: '1.0',
      oid: adele.profile.id,
      family_name: 'Vance',
    })
  })

  test('of version 2 has its client id, and says who asked by azp', async () => {
    withApi({ requestedAccessTokenVersion: 2 })
    const claims = await accessFor()
    expect(claims).toMatchObject({
      aud: api.clientId,
      iss: `${authority}/v2.0`,
      azp: entryway.clientId,
      azpacr: '1',
      scp: 'Toys.Read',
      ver: '2.0',
      preferred_username: 'adele@contoso.example',
    })
    for (const name of ['appid', 'upn', 'family_name']) expect(claims).not.toHaveProperty(name)
  })

  test('brings the optional claims that the API registered', async () => {
    withApi({ requestedAccessTokenVersion: 2 })
    api.others = {
      ...api.others,
      groupMembershipClaims: 'SecurityGroup',
      optionalClaims: {
        accessToken: [
          { name: 'given_name' },
          { name: 'idtyp', additionalProperties: ['include_user_token'] },
          { name: 'xms_pl' },
        ],
      },
    }
    const claims = await accessFor()
    expect(claims).toMatchObject({ given_name: 'Adele', idtyp: 'user', xms_pl: 'en-us' })
    expect(claims.groups).toEqual(expect.arrayContaining([expect.any(String)]))
  })

  test('of version 1 has the client id where the API asks for it', async () => {
    api.others = {
      ...api.others,
      optionalClaims: { accessToken: [{ name: 'aud', additionalProperties: ['use_guid'] }] },
    }
    expect((await accessFor()).aud).toBe(api.clientId)
  })

  test('can be requested by the API’s second URI or its client ID', async () => {
    for (const name of ['https://contoso.example/wingtip', api.clientId]) {
      expect((await accessFor(`openid ${name}/Toys.Read`)).scp).toBe('Toys.Read')
    }
  })

  test.each([
    ['Toys.None', '650053'],
    ['Toys.Old', '650053'],
  ])('is refused for %s', async (name, number) => {
    const back = await emulator.fetch(new Request(authorizeUrl({ scope: `${URI}/${name}` })))
    expect(back.headers.get('Location')).toContain(number)
  })

  test('is not issued for another tenant’s API', async () => {
    api.tenantId = 'fab0fab0-0000-4000-8000-000000000002'
    const back = await emulator.fetch(new Request(authorizeUrl({ scope: `${URI}/Toys.Read` })))
    expect(back.headers.get('Location')).toContain('AADSTS500011')
  })

  test('needs no consent for a preauthorized app', async () => {
    const browser = new EntraBrowser(emulator)
    await browser.signIn(authorizeUrl({ scope: 'openid' }), 'adele@contoso.example')
    const silent = () => browser.get(authorizeUrl({ scope: `openid ${URI}/Toys.Read`, prompt: 'none' }))
    expect((await silent()).headers.get('Location')).toContain('AADSTS65001')
    const preAuthorizedApplications = [{ appId: entryway.clientId, delegatedPermissionIds: [scopeId] }]
    withApi({ preAuthorizedApplications })
    expect((await silent()).headers.get('Location')).toContain('code=')
  })

  test('does not let a user grant admin-only scopes', async () => {
    const back = await new EntraBrowser(emulator).signIn(
      authorizeUrl({ scope: `openid ${URI}/Toys.Admin` }),
      'adele@contoso.example',
    )
    expect(back.searchParams.get('error_subcode')).toBe('cancel')
  })
})

describe('app roles', () => {
  const role = { id: crypto.randomUUID(), value: 'Toys.Read.All', displayName: 'Reads', description: '' }

  test('appear in an app-only token', async () => {
    api.appRoles = [role]
    emulator.state.applicationPermissions.set(entryway.clientId, ['Toys.Read.All', 'Directory.Read.All'])
    const rolesAt = async (resource: string) => {
      const body = new URLSearchParams({
        grant_type: 'client_credentials',
        client_id: entryway.clientId,
        client_secret: secret,
        scope: `${resource}/.default`,
      })
      const response = await emulator.fetch(
        new Request(`${authority}/oauth2/v2.0/token`, { method: 'POST', body }),
      )
      return decodeJwt((await response.json()).access_token)
    }
    expect(await rolesAt(URI)).toMatchObject({ aud: URI, roles: ['Toys.Read.All'], appidacr: '1' })
    withApi({ requestedAccessTokenVersion: 2 })
    expect(await rolesAt(URI)).toMatchObject({ aud: api.clientId, azp: entryway.clientId, ver: '2.0' })
  })

  test('appear in an assigned user’s token', async () => {
    api.appRoles = [{ ...role, assignedTo: [adele.profile.id] }]
    expect((await accessFor()).roles).toEqual(['Toys.Read.All'])
  })
})

describe('on behalf of a person', () => {
  const GRAPH = 'https://graph.microsoft.com/User.Read'

  async function trade(assertion: unknown, change: Record<string, string> = {}) {
    const body = new URLSearchParams({
      grant_type: 'urn:ietf:params:oauth:grant-type:jwt-bearer',
      requested_token_use: 'on_behalf_of',
      client_id: contosoWebApi.clientId,
      client_secret: secret,
      scope: GRAPH,
      assertion: String(assertion),
      ...change,
    })
    const request = new Request(`${authority}/oauth2/v2.0/token`, { method: 'POST', body })
    const response = await emulator.fetch(request)
    return { status: response.status, json: await response.json() }
  }

  const called = () => tokensFor(emulator, { scope: 'openid api://contoso-api/access_as_user' })

  async function consented() {
    const consent = `${authority}/v2.0/adminconsent?${new URLSearchParams({
      client_id: contosoWebApi.clientId,
      redirect_uri: 'http://localhost:8787/api',
      scope: GRAPH,
    })}`
    const registered = emulator.state.apps.find(({ clientId }) => clientId === contosoWebApi.clientId)
    if (registered) registered.redirectUris = ['http://localhost/api']
    await new EntraBrowser(emulator).adminConsent(consent)
  }

  test('the API gets its own token and can renew it', async () => {
    await consented()
    const { access_token } = await called()
    const { status, json } = await trade(access_token, { scope: `${GRAPH} offline_access` })
    expect(status).toBe(200)
    expect(decodeJwt(json.access_token)).toMatchObject({ appid: contosoWebApi.clientId, scp: 'User.Read' })
    expect((await callGraph(emulator, '/v1.0/me', json.access_token)).status).toBe(200)
    const client = { client_id: contosoWebApi.clientId, scope: GRAPH }
    expect((await refresh(emulator, json.refresh_token, client)).status).toBe(200)
  })

  test('rejects an app-only token', async () => {
    await consented()
    const asked = { grant_type: 'client_credentials', scope: 'api://contoso-api/.default' }
    const body = new URLSearchParams({ client_id: entryway.clientId, client_secret: secret, ...asked })
    const request = new Request(`${authority}/oauth2/v2.0/token`, { method: 'POST', body })
    const { access_token } = (await (await emulator.fetch(request)).json()) as { access_token: string }
    const { status, json } = await trade(access_token)
    expect([status, json.error, json.error_codes]).toEqual([400, 'unauthorized_client', [7000114]])
  })

  test.each([
    ['a token for another API', async () => (await tokensFor(emulator)).access_token, 500131],
    ['a token that nobody signed', async () => 'x.y.z', 50013],
  ])('refuses %s', async (_, assertion, number) => {
    await consented()
    const { status, json } = await trade(await assertion())
    expect([status, json.error, json.error_codes]).toEqual([400, 'invalid_grant', [number]])
  })

  test.each([1, 2])('refuses an ID token, where it gets tokens of version %i', async (version) => {
    const registered = emulator.state.apps.find(({ clientId }) => clientId === contosoWebApi.clientId)
    if (registered) {
      const api = { ...(registered.others.api as object), requestedAccessTokenVersion: version }
      registered.others = { ...registered.others, api }
    }
    const { status, json } = await trade((await idTokenOfApi()).id_token)
    expect([status, json.error, json.error_codes]).toEqual([400, 'invalid_request', [240002]])
  })

  async function idTokenOfApi() {
    const registered = emulator.state.apps.find(({ clientId }) => clientId === contosoWebApi.clientId)
    if (registered) registered.redirectUris = ['http://localhost/api']
    const at = {
      client_id: contosoWebApi.clientId,
      redirect_uri: 'http://localhost:8787/api',
      scope: 'openid profile',
    }
    return (await redeem(emulator, await codeFor(emulator, at), at)).json
  }

  test('refuses what the person has not consented to, and another use', async () => {
    const { access_token } = await called()
    expect((await trade(access_token)).json.error_codes).toEqual([65001])
    expect((await trade(access_token, { requested_token_use: 'none' })).json.error_codes).toEqual([90023])
  })
})

test('a page calls the Contoso Web API', async () => {
  const at = { client_id: contosoPage.clientId, redirect_uri: 'http://localhost:3000/' }
  const verifier = 'a-verifier-of-forty-three-characters-or-more'
  const code = await codeFor(emulator, {
    ...at,
    scope: 'openid api://contoso-api/access_as_user',
    code_challenge: Buffer.from(
      await crypto.subtle.digest('SHA-256', new TextEncoder().encode(verifier)),
    ).toString('base64url'),
    code_challenge_method: 'S256',
  })
  const { json, headers } = await redeem(
    emulator,
    code,
    { ...at, client_secret: null, code_verifier: verifier },
    { Origin: 'http://localhost:3000' },
  )
  expect(headers.get('Access-Control-Allow-Origin')).toBe('*')
  const { status } = await emulator.fetch(
    new Request('http://localhost:8788/contoso-api/hello', {
      headers: { Authorization: `Bearer ${json.access_token}` },
    }),
  )
  expect(status).toBe(200)
})

test('an app and its API registered through Graph: .default by id, scopes of the service principal, a grant', async () => {
  const graph = await asOperator(emulator)
  const id = crypto.randomUUID()
  const scope = {
    id,
    value: 'Games.Read',
    type: 'User',
    isEnabled: true,
    userConsentDisplayName: 'Read games',
  }
  const games = await registerApp(graph, {
    displayName: 'Games',
    identifierUris: ['api://games'],
    api: { requestedAccessTokenVersion: 2, oauth2PermissionScopes: [scope] },
  })
  const client = await registerApp(graph, {
    requiredResourceAccess: [{ resourceAppId: games.appId, resourceAccess: [{ id, type: 'Scope' }] }],
  })
  const { secretText: client_secret } = await addSecret(graph, client)
  const principal = await graph('GET', `/servicePrincipals/${games.principalId}`)
  expect(principal.json.oauth2PermissionScopes).toEqual([
    expect.objectContaining({ id, value: 'Games.Read' }),
  ])
  const granted = await graph('POST', '/oauth2PermissionGrants', {
    clientId: client.principalId,
    consentType: 'AllPrincipals',
    resourceId: games.principalId,
    scope: 'Games.Read',
  })
  expect(granted.status).toBe(201)
  const asked = { client_id: client.appId, scope: 'openid api://games/.default' }
  const { json } = await redeem(emulator, await codeFor(emulator, asked), {
    client_id: client.appId,
    client_secret,
  })
  expect(json.scope).toBe('api://games/Games.Read api://games/.default')
  expect(decodeJwt(String(json.access_token))).toMatchObject({
    aud: games.appId,
    scp: 'Games.Read',
    ver: '2.0',
  })
})

describe('an app that is client and API', () => {
  const own = `api://${entryway.clientId}`
  const asked = { scope: `openid offline_access ${own}/Things.Read` }
  const client = () => emulator.state.apps.find(({ clientId }) => clientId === entryway.clientId)

  beforeEach(() => {
    const app = client()
    if (!app) throw new Error('the app is not registered')
    app.others = {
      ...app.others,
      identifierUris: [own],
      api: {
        oauth2PermissionScopes: [
          { id: crypto.randomUUID(), value: 'Things.Read', type: 'User', isEnabled: true },
        ],
      },
    }
    app.permissions = [...app.permissions, `${own}/Things.Read`]
  })

  test('signs in, and renews its token only where the request names the scope', async () => {
    const { refresh_token, access_token } = await tokensFor(emulator, asked)
    expect(decodeJwt(String(access_token)).aud).toBe(own)
    const without = await refresh(emulator, refresh_token)
    expect([without.status, without.json.error, without.json.error_codes]).toEqual([
      400,
      'invalid_request',
      [90009],
    ])
    expect(without.json.error_description).toContain(
      `Application '${entryway.clientId}'(${own}) is requesting a token for itself.`,
    )
    const named = await refresh(emulator, refresh_token, asked)
    expect(decodeJwt(String(named.json.access_token))).toMatchObject({ aud: own, scp: 'Things.Read' })
    expect((await refresh(emulator, named.json.refresh_token)).json.error_codes).toEqual([90009])
  })

  test('renews without scope what it asked for by its client id', async () => {
    const { refresh_token } = await tokensFor(emulator, {
      scope: `openid offline_access ${entryway.clientId}/.default`,
    })
    expect((await refresh(emulator, refresh_token)).status).toBe(200)
  })

  test('renews without scope a token for Graph, which it asked for beside its own API', async () => {
    const { refresh_token } = await tokensFor(emulator, { scope: `${asked.scope} User.Read` })
    expect((await refresh(emulator, refresh_token)).status).toBe(200)
  })
})
