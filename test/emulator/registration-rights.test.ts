// Who may change the directory: the scopes of the token and the roles of the person, both.
import { beforeEach, describe, expect, test } from 'vitest'
import { createEmulator, type Emulator } from '../../emulator/index.ts'
import { adele, entryway, fourthCoffee, joni, lidia, nestor, pradeep, robin } from '../../emulator/seed.ts'
import { EntraBrowser } from '../support/entra-browser.ts'
import { refresh } from '../support/entra-client.ts'
import { asOperator, type Directory, operatorScopes, operatorTokens } from '../support/operator.ts'
import { microsoftGraph, registerApp } from './registered-app.ts'

let emulator: Emulator
beforeEach(async () => {
  emulator = await createEmulator()
})

const denied = {
  status: 403,
  json: {
    error: {
      code: 'Authorization_RequestDenied',
      message: 'Insufficient privileges to complete the operation.',
    },
  },
}

/** An administrator of Contoso lets everybody use the tool, so that their roles decide. */
async function allowTheTool(): Promise<void> {
  const graph = await asOperator(emulator)
  const idOf = async (appId: string) => (await graph('GET', `/servicePrincipals(appId='${appId}')`)).json.id
  const { status } = await graph('POST', '/oauth2PermissionGrants', {
    clientId: await idOf('14d82eec-204b-4c2f-b7e8-296a70dab67e'),
    consentType: 'AllPrincipals',
    resourceId: await idOf(microsoftGraph),
    scope: operatorScopes.join(' '),
  })
  expect(status).toBe(201)
}

const grantOf = async (graph: Directory, clientId: string) => ({
  clientId,
  consentType: 'AllPrincipals',
  resourceId: (await graph('GET', `/servicePrincipals(appId='${microsoftGraph}')`)).json.id,
  scope: 'User.Read',
})

test.each([
  ['Global Administrator', nestor],
  ['Application Administrator', pradeep],
  ['Global Administrator of an external tenant', joni],
])('a %s registers, consents and deletes', async (_, person) => {
  const graph = await asOperator(emulator, person)
  const app = await registerApp(graph)
  expect((await graph('POST', '/oauth2PermissionGrants', await grantOf(graph, app.principalId))).status).toBe(
    201,
  )
  expect((await graph('DELETE', app.path)).status).toBe(204)
})

describe('an Application Developer', () => {
  test('manages their own app, but can’t grant consent', async () => {
    await allowTheTool()
    const graph = await asOperator(emulator, lidia)
    const app = await registerApp(graph)
    expect((await graph('PATCH', app.path, { notes: 'mine' })).status).toBe(204)
    expect((await graph('POST', `${app.path}/addPassword`, {})).status).toBe(200)
    expect(
      await graph('POST', '/oauth2PermissionGrants', await grantOf(graph, app.principalId)),
    ).toMatchObject(denied)
    expect((await graph('DELETE', app.path)).status).toBe(204)
  })

  test('sees their own deleted apps; an administrator sees all', async () => {
    await allowTheTool()
    const listed = async (graph: Directory) =>
      (
        await graph(
          'GET',
          '/directory/deletedItems/microsoft.graph.application?$select=appId,deletedDateTime',
        )
      ).json.value
    const deleted = []
    for (const person of [nestor, lidia]) {
      const graph = await asOperator(emulator, person)
      const { path, appId } = await registerApp(graph)
      expect(await listed(graph)).toEqual([])
      expect((await graph('DELETE', path)).status).toBe(204)
      deleted.push({ appId, deletedDateTime: expect.stringMatching(/^\d{4}-\d\d-\d\dT/) })
      expect(await listed(graph)).toEqual(deleted.slice(-1))
    }
    expect(await listed(await asOperator(emulator, nestor))).toEqual(deleted)
  })

  test('can read another owner’s app, but not change it', async () => {
    await allowTheTool()
    const graph = await asOperator(emulator, lidia)
    const path = `/applications/${entryway.objectId}`
    expect((await graph('GET', path)).status).toBe(200)
    for (const [method, action, body] of [
      ['PATCH', '', { notes: 'mine' }],
      ['POST', '/addPassword', {}],
      ['DELETE', '', undefined],
    ] as const) {
      expect(await graph(method, `${path}${action}`, body)).toMatchObject(denied)
    }
    const app = emulator.state.apps.find(({ clientId }) => clientId === entryway.clientId)
    expect(app).toEqual(entryway)
  })

  test('cannot grant the tool admin-only permissions', async () => {
    const { error } = await operatorTokens(emulator, lidia)
    expect(error).toBe('authorization_declined')
    expect(await operatorTokens(emulator, lidia, ['User.Read'])).toHaveProperty('access_token')
  })
})

test('an administrator’s consent lasts: the tool renews its token', async () => {
  const scopes = ['offline_access', 'Application.ReadWrite.All']
  const { refresh_token } = await operatorTokens(emulator, nestor, scopes)
  const at = `https://login.microsoftonline.com/${nestor.tenantId}`
  const client = { client_id: '14d82eec-204b-4c2f-b7e8-296a70dab67e', client_secret: null }
  const renewed = await refresh(emulator, refresh_token, client, at)
  expect(renewed).toMatchObject({ status: 200, json: { scope: 'Application.ReadWrite.All' } })
})

describe('somebody without a role', () => {
  test('registers apps of their own, as in a new tenant', async () => {
    await allowTheTool()
    const graph = await asOperator(emulator, adele)
    const { path } = await registerApp(graph)
    expect((await graph('PATCH', path, { notes: 'mine' })).status).toBe(204)
    expect(await graph('DELETE', `/applications/${entryway.objectId}`)).toMatchObject(denied)
  })

  test('reads, and registers nothing where the tenant keeps that to roles', async () => {
    await allowTheTool()
    emulator.setFault('directory_app_creation_off')
    const graph = await asOperator(emulator, adele)
    expect((await graph('GET', '/applications')).status).toBe(200)
    expect(await graph('POST', '/applications', { displayName: 'Mine' })).toMatchObject(denied)
    const developer = await asOperator(emulator, lidia)
    expect((await developer('POST', '/applications', { displayName: 'Mine' })).status).toBe(201)
  })
})

test.each([
  ['POST', '/applications', 'Application.ReadWrite.All'],
  ['POST', '/servicePrincipals', 'Application.ReadWrite.All'],
  ['POST', '/oauth2PermissionGrants', 'DelegatedPermissionGrant.ReadWrite.All'],
  ['POST', '/identity/authenticationEventsFlows', 'EventListener.ReadWrite.All'],
  [
    'PATCH',
    '/policies/authenticationMethodsPolicy/authenticationMethodConfigurations/email',
    'Policy.ReadWrite.AuthenticationMethod',
  ],
])('%s %s wants %s, whoever asks', async (method, path, scope) => {
  const others = operatorScopes.filter((each) => each !== scope)
  expect(await (await asOperator(emulator, joni, others))(method, path, {})).toMatchObject(denied)
  expect((await (await asOperator(emulator, joni, [scope]))(method, path, {})).status).toBe(400)
})

test('nothing is served without a token', async () => {
  const response = await emulator.fetch(new Request('https://graph.microsoft.com/v1.0/applications'))
  expect([response.status, await response.json()]).toMatchObject([
    401,
    { error: { code: 'InvalidAuthenticationToken' } },
  ])
})

test('a customer cannot approve a device code', async () => {
  const at = `https://login.microsoftonline.com/${fourthCoffee.id}`
  const body = new URLSearchParams({ client_id: '14d82eec-204b-4c2f-b7e8-296a70dab67e', scope: 'User.Read' })
  const asked = await emulator.fetch(new Request(`${at}/oauth2/v2.0/devicecode`, { method: 'POST', body }))
  const { user_code: request } = (await asked.json()) as { user_code: string }
  const browser = new EntraBrowser(emulator)
  const page = await (await browser.post(`${at}/oauth2/deviceauth`, { user_code: request })).text()
  expect(page).toContain(joni.profile.displayName)
  expect(page).not.toContain(robin.profile.displayName)
  const refused = await browser.post(`${at}/oauth2/deviceauth/login`, { request, username: robin.signInName })
  expect([refused.status, await refused.text()]).toEqual([400, expect.stringContaining('AADSTS500208')])
})
