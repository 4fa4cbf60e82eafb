// The client credentials grant: an app gets a token of its own, with the roles it was granted, and what Graph shows it.
import { decodeJwt } from 'jose'
import { beforeEach, describe, expect, test } from 'vitest'
import {
  commandLine,
  contoso,
  entryway,
  entrywayCustomers,
  entrywayEverywhere,
  fabrikam,
  fourthCoffee,
  secret,
} from '../../emulator/seed.ts'
import { type Emulator, startEmulator } from '../support/emulator.ts'
import { callGraph, redeemAsApp } from '../support/entra-client.ts'
import { customersAt } from './customer.ts'

const host = 'https://login.microsoftonline.com'
const graph = 'https://graph.microsoft.com'
const everywhere = { client_id: entrywayEverywhere.clientId }

let emulator: Emulator
beforeEach(async () => {
  emulator = await startEmulator()
})

type Change = Record<string, string | null>
const ask = (change: Change = {}, at?: string) => redeemAsApp(emulator, graph, change, at)

const principal = () => {
  const isOwn = ({ tenantId, appId }: { tenantId: string; appId: string }) =>
    tenantId === contoso.id && appId === entryway.clientId
  return emulator.state.servicePrincipals.find(isOwn)
}

test('an app gets an access token of its own, and no refresh token', async () => {
  const { status, json } = await ask()
  expect(status).toBe(200)
  const lifetime = { expires_in: 3599, ext_expires_in: 3599 }
  expect(json).toEqual({ token_type: 'Bearer', ...lifetime, access_token: expect.any(String) })
  const claims = decodeJwt(String(json.access_token))
  const oid = principal()?.id
  expect(claims).toMatchObject({ aud: graph, appid: entryway.clientId, idtyp: 'app', oid, tid: contoso.id })
  expect([claims.scp, claims.roles, emulator.state.refreshTokens.size]).toEqual([undefined, undefined, 0])
})

test('an app of External ID gets one at the tenant’s own host', async () => {
  const { json } = await ask({ client_id: entrywayCustomers.clientId }, customersAt)
  expect(decodeJwt(String(json.access_token)).tid).toBe(fourthCoffee.id)
})

test('an app that handles claims challenges has that in its token', async () => {
  const { json } = await ask({ claims: '{"access_token":{"xms_cc":{"values":["cp1"]}}}' })
  expect(decodeJwt(String(json.access_token)).xms_cc).toEqual(['cp1'])
  expect(decodeJwt(String((await ask()).json.access_token)).xms_cc).toBeUndefined()
})

test('roles are those of the API that the token is for', async () => {
  const granted = ['Sites.Read.All', 'https://contoso.sharepoint.com/Sites.FullControl.All']
  emulator.state.applicationPermissions.set(entryway.clientId, granted)
  const rolesFor = async (api: string) =>
    decodeJwt(String((await redeemAsApp(emulator, api)).json.access_token)).roles
  expect(await rolesFor(graph)).toEqual(['Sites.Read.All'])
  expect(await rolesFor('https://contoso.sharepoint.com')).toEqual(['Sites.FullControl.All'])
  expect(await rolesFor('https://vault.azure.net')).toBeUndefined()
})

describe('no token is issued', () => {
  test.each<[string, Change, string, number, string, number]>([
    ['with a wrong secret', { client_secret: 'wrong' }, contoso.id, 401, 'invalid_client', 7000215],
    ['without a credential', { client_secret: null }, contoso.id, 401, 'invalid_client', 7000216],
    [
      'to a public client',
      { client_id: commandLine.clientId, client_secret: null },
      contoso.id,
      401,
      'invalid_client',
      7000216,
    ],
    ['to an unknown app', { client_id: fabrikam.id }, contoso.id, 400, 'unauthorized_client', 700016],
    ['in a tenant that does not have the app', {}, fabrikam.id, 400, 'unauthorized_client', 700016],
    ['in a tenant that has not installed it', everywhere, fabrikam.id, 400, 'unauthorized_client', 700016],
    ['without a scope', { scope: null }, contoso.id, 400, 'invalid_request', 900144],
    ['for a named scope', { scope: `${graph}/User.Read` }, contoso.id, 400, 'invalid_scope', 1002012],
    [
      'for two APIs',
      { scope: `${graph}/.default api://contoso-api/.default` },
      contoso.id,
      400,
      'invalid_scope',
      1002012,
    ],
    ['for an unknown API', { scope: 'api://nobody/.default' }, contoso.id, 400, 'invalid_resource', 500011],
    ['at common', everywhere, 'common', 400, 'invalid_request', 9001023],
    ['at consumers', everywhere, 'consumers', 400, 'invalid_request', 9001023],
    ['at organizations', everywhere, 'organizations', 400, 'invalid_request', 50059],
  ])('%s', async (_, change, tenant, status, error, number) => {
    const rejected = await ask(change, `${host}/${tenant}`)
    expect(rejected).toMatchObject({ status, json: { error, error_codes: [number] } })
    expect(rejected.json.access_token).toBeUndefined()
  })

  test.each<[Change, string]>([
    ...['fmi_path', 'actor_token', 'req_cnf', 'requested_token_type'].map((name): [Change, string] => [
      { [name]: 'x' },
      name,
    ]),
    [{ claims: '{"access_token":{"acrs":{"essential":true,"value":"c1"}}}' }, 'acrs'],
    [{ claims: '{"id_token":{"auth_time":{"essential":true}}}' }, 'auth_time'],
  ])('with %j, which is rejected by name', async (change, name) => {
    const { json } = await ask(change)
    expect(json).toMatchObject({ error_codes: [90023], error_description: expect.stringContaining(name) })
  })

  test('to an app that is disabled, or has no service principal', async () => {
    Object.assign(principal() ?? {}, { enabled: false })
    expect((await ask()).json).toMatchObject({ error_codes: [7000112] })
    emulator.state.servicePrincipals = []
    expect((await ask()).json).toMatchObject({ error_codes: [7000229] })
  })
})

describe('Graph', () => {
  const lookUp = async ({ clientId }: { clientId: string }) => {
    const path = `/v1.0/applications(appId='${clientId}')`
    const response = await callGraph(emulator, path, (await ask()).json.access_token)
    return { status: response.status, json: await response.json() }
  }

  test('shows no registrations without permission', async () => {
    const error = { code: 'Authorization_RequestDenied' }
    expect(await lookUp(entryway)).toMatchObject({ status: 403, json: { error } })
  })

  test('shows the tenant’s registrations with permission, without their secrets', async () => {
    emulator.state.applicationPermissions.set(entryway.clientId, ['Application.Read.All'])
    const { status, json } = await lookUp(entryway)
    expect(status).toBe(200)
    expect(json).toMatchObject({
      appId: entryway.clientId,
      web: { redirectUris: entryway.redirectUris },
      passwordCredentials: [{ hint: secret.slice(0, 3), secretText: null }, { secretText: null }],
    })
    expect(JSON.stringify(json)).not.toContain(secret)
    expect((await lookUp(entrywayCustomers)).status).toBe(404)
  })

  test('has no profile for an app', async () => {
    const rejected = await callGraph(emulator, '/v1.0/me', (await ask()).json.access_token)
    const message = '/me request is only valid with delegated authentication flow.'
    expect([rejected.status, await rejected.json()]).toMatchObject([
      400,
      { error: { code: 'BadRequest', message } },
    ])
  })
})
