// Everything that a registration may say: each property has an effect that a test shows, or is only shown back to people.
import { decodeJwt } from 'jose'
import { beforeEach, describe, expect, test } from 'vitest'
import { newApplication } from '../../emulator/graph/directory/application-body.ts'
import { type Emulator, startEmulator } from '../support/emulator.ts'
import { EntraBrowser } from '../support/entra-browser.ts'
import { authority, authorizeUrl, codeFor, postTo, redeem, redeemAsApp } from '../support/entra-client.ts'
import { asOperator, type Directory } from '../support/operator.ts'
import { createCredential } from './credential.ts'
import {
  addSecret,
  keyOf,
  microsoftGraph,
  type RegisteredApp,
  redirectUri,
  registerApp,
} from './registered-app.ts'

const USER_READ = 'e1fe6dd8-ba31-4d61-89e7-88639da4683d'

let emulator: Emulator
let graph: Directory
beforeEach(async () => {
  emulator = await startEmulator()
  graph = await asOperator(emulator)
})

async function tokensOf(app: RegisteredApp, change: Record<string, string> = {}) {
  const { secretText: client_secret } = await addSecret(graph, app)
  const asked = { client_id: app.appId, scope: 'openid profile', ...change }
  const code = await codeFor(emulator, asked)
  return (await redeem(emulator, code, { client_id: app.appId, client_secret })).json
}

const errorAt = async (app: RegisteredApp, change: Record<string, string>) => {
  const url = authorizeUrl({ client_id: app.appId, scope: 'openid', ...change })
  const response = await emulator.fetch(new Request(url))
  return response.headers.get('Location') ?? (await response.text())
}

const effects: Record<string, () => Promise<void>> = {
  async displayName() {
    const app = await registerApp(graph, { displayName: 'Tailspin Toys' })
    expect(await errorAt(app, {})).toContain('Tailspin Toys')
  },
  async signInAudience() {
    const app = await registerApp(graph, { signInAudience: 'AzureADMyOrg' })
    const url = authorizeUrl({ client_id: app.appId }, 'https://login.microsoftonline.com/common')
    expect(await (await emulator.fetch(new Request(url))).text()).toContain('AADSTS50194')
  },
  async web() {
    const implicitGrantSettings = { enableIdTokenIssuance: true }
    const logoutUrl = 'https://app.example/front-channel'
    const web = { redirectUris: [redirectUri], logoutUrl, implicitGrantSettings }
    const app = await registerApp(graph, { web })
    const browser = new EntraBrowser(emulator)
    const url = authorizeUrl({ client_id: app.appId, response_type: 'id_token', scope: 'openid' })
    expect((await browser.signIn(url, 'adele@contoso.example')).hash).toContain('id_token=')
    const { frontChannel } = await browser.logout(`${authority}/oauth2/v2.0/logout`)
    expect(frontChannel.map(({ origin, pathname }) => origin + pathname)).toEqual([logoutUrl])
  },
  async spa() {
    const app = await registerApp(graph, { web: {}, spa: { redirectUris: ['http://localhost:3000/page'] } })
    const at = { redirect_uri: 'http://localhost:3000/page' }
    expect(await errorAt(app, at)).toContain('AADSTS9002325')
  },
  async publicClient() {
    const app = await registerApp(graph, { web: {}, publicClient: { redirectUris: ['http://localhost'] } })
    const at = { client_id: app.appId, redirect_uri: 'http://localhost:49152', scope: 'openid' }
    const code = await codeFor(emulator, at)
    const change = { client_id: app.appId, client_secret: null, redirect_uri: 'http://localhost:49152' }
    expect((await redeem(emulator, code, change)).status).toBe(200)
  },
  async isFallbackPublicClient() {
    const device = async (isFallbackPublicClient: boolean) => {
      const { appId } = await registerApp(graph, { isFallbackPublicClient })
      const fields = { client_id: appId, scope: 'openid' }
      return (await postTo(emulator, `${authority}/oauth2/v2.0/devicecode`, fields)).status
    }
    expect([await device(true), await device(false)]).toEqual([200, 401])
  },
  async requiredResourceAccess() {
    const resourceAccess = [{ id: USER_READ, type: 'Scope' }]
    const app = await registerApp(graph, {
      requiredResourceAccess: [{ resourceAppId: microsoftGraph, resourceAccess }],
    })
    const { scope } = await tokensOf(app, { scope: 'openid https://graph.microsoft.com/.default' })
    expect(scope).toContain('User.Read')
    const without = await registerApp(graph)
    const error = await errorAt(without, { scope: 'https://graph.microsoft.com/.default' })
    expect(error).toContain('AADSTS650056')
  },
  async optionalClaims() {
    const app = await registerApp(graph, { optionalClaims: { idToken: [{ name: 'given_name' }] } })
    expect(decodeJwt(String((await tokensOf(app)).id_token)).given_name).toBe('Adele')
  },
  async groupMembershipClaims() {
    const app = await registerApp(graph, { groupMembershipClaims: 'SecurityGroup' })
    expect(decodeJwt(String((await tokensOf(app)).id_token)).groups).toHaveLength(2)
    const wrong = await graph('POST', '/applications', { displayName: 'New', groupMembershipClaims: 'Some' })
    expect(wrong.status).toBe(400)
  },
  async identifierUris() {
    const scope = { id: crypto.randomUUID(), value: 'Read', type: 'User', isEnabled: true }
    await registerApp(graph, {
      identifierUris: ['api://schema'],
      api: { oauth2PermissionScopes: [scope], requestedAccessTokenVersion: null },
    })
    const tokens = await tokensOf(await registerApp(graph), { scope: 'openid api://schema/Read' })
    expect(decodeJwt(String(tokens.access_token))).toMatchObject({ aud: 'api://schema', ver: '1.0' })
  },
  async api() {
    const scope = { id: crypto.randomUUID(), value: 'Read', type: 'User', isEnabled: true }
    const { appId } = await registerApp(graph, {
      identifierUris: ['api://schema'],
      api: { oauth2PermissionScopes: [scope], requestedAccessTokenVersion: 2 },
    })
    const tokens = await tokensOf(await registerApp(graph), { scope: 'openid api://schema/Read' })
    expect(decodeJwt(String(tokens.access_token))).toMatchObject({ aud: appId, ver: '2.0' })
    const principal = await graph('GET', `/servicePrincipals(appId='${appId}')`)
    expect(principal.json.oauth2PermissionScopes).toMatchObject([scope])
    for (const api of [{ acceptMappedClaims: true }, { knownClientApplications: [appId] }]) {
      const { status, json } = await graph('POST', '/applications', { displayName: 'New', api })
      expect([status, JSON.stringify(json)]).toEqual([400, expect.stringContaining('not in this emulator')])
    }
  },
  async appRoles() {
    const role = {
      id: crypto.randomUUID(),
      value: 'Toys.Read.All',
      displayName: 'Read all toys',
      description: 'Reads all toys',
      allowedMemberTypes: ['Application'],
    }
    const api = await registerApp(graph, { identifierUris: ['api://schema'], appRoles: [role] })
    const resourceAccess = [{ id: role.id, type: 'Role' }]
    const app = await registerApp(graph, {
      requiredResourceAccess: [{ resourceAppId: api.appId, resourceAccess }],
    })
    const consent = new URLSearchParams({ client_id: app.appId, redirect_uri: redirectUri })
    await new EntraBrowser(emulator).adminConsent(`${authority}/adminconsent?${consent}`)
    const { secretText } = await addSecret(graph, app)
    const client = { client_id: app.appId, client_secret: secretText }
    const { access_token } = (await redeemAsApp(emulator, 'api://schema', client)).json
    expect(decodeJwt(String(access_token)).roles).toEqual(['Toys.Read.All'])
  },
  async keyCredentials() {
    const app = await registerApp(graph, { keyCredentials: [keyOf(await createCredential())] })
    expect(emulator.state.apps.find(({ clientId }) => clientId === app.appId)?.certificates).toHaveLength(1)
  },
  async passwordCredentials() {
    const body = { displayName: 'New', passwordCredentials: [{ displayName: 'One' }] }
    expect((await graph('POST', '/applications', body)).status).toBe(400)
  },
}

/** For people: kept, and shown back. */
const shownBack: Record<string, unknown> = {
  description: 'A description',
  notes: 'Notes',
  tags: ['one'],
  info: { supportUrl: 'https://app.example/support' },
  serviceManagementReference: 'service',
}

test.each(Object.entries(effects))('%s', (_, holds) => holds())

describe('shown back:', () => {
  test.each(Object.entries(shownBack))('%s', async (name, value) => {
    const { path } = await registerApp(graph, { [name]: value })
    const { json } = await graph('GET', path)
    if (name === 'info') expect(json.info).toMatchObject(value as object)
    else expect(json[name]).toEqual(value)
  })
})

test('every property of the schema is shown', () => {
  const properties = Object.keys(newApplication.entries)
  expect([...Object.keys(effects), ...Object.keys(shownBack)].toSorted()).toEqual(properties.toSorted())
})
