// An app that speaks for itself: the client credentials grant, and what Graph shows to such an app.
import { decodeJwt } from 'jose'
import { beforeEach, describe, expect, test } from 'vitest'
import { createEmulator, type Emulator } from '../../emulator/index.ts'
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
import { callGraph, tokensFor } from '../support/entra-client.ts'

const host = 'https://login.microsoftonline.com'
const graph = 'https://graph.microsoft.com'

let emulator: Emulator
beforeEach(async () => {
  emulator = await createEmulator()
})

type Json = Record<string, unknown>

async function ask(change: Record<string, string | null> = {}, at = `${host}/${contoso.id}`) {
  const fields = {
    grant_type: 'client_credentials',
    client_id: entryway.clientId,
    client_secret: secret,
    scope: `${graph}/.default`,
    ...change,
  }
  const body = new URLSearchParams()
  for (const [name, value] of Object.entries(fields)) if (value !== null) body.set(name, value)
  const request = new Request(`${at}/oauth2/v2.0/token`, { method: 'POST', body })
  const response = await emulator.fetch(request)
  return { status: response.status, json: (await response.json()) as Json }
}

const principalOf = (tenantId: string, appId: string) =>
  emulator.state.servicePrincipals.find((each) => each.tenantId === tenantId && each.appId === appId)

test('an app that handles claims challenges has it in its token; what claims ask beyond is refused by name', async () => {
  const { json } = await ask({ claims: '{"access_token":{"xms_cc":{"values":["cp1"]}}}' })
  expect(decodeJwt(String(json.access_token)).xms_cc).toEqual(['cp1'])
  expect(decodeJwt(String((await ask()).json.access_token)).xms_cc).toBeUndefined()
  for (const claims of [
    '{"access_token":{"acrs":{"essential":true,"value":"c1"}}}',
    '{"id_token":{"auth_time":{"essential":true}}}',
  ]) {
    expect((await ask({ claims })).json.error_codes).toEqual([90023])
  }
})

test.each(['fmi_path', 'actor_token', 'req_cnf', 'requested_token_type'])(
  '%s is refused by name',
  async (name) => {
    const { json } = await ask({ [name]: 'x' })
    expect(json).toMatchObject({ error_codes: [90023], error_description: expect.stringContaining(name) })
  },
)

test('an app gets an access token of its own, and no refresh token', async () => {
  const { status, json } = await ask()
  expect(status).toBe(200)
  expect(json).toEqual({
    token_type: 'Bearer',
    expires_in: 3599,
    ext_expires_in: 3599,
    access_token: expect.any(String),
  })
  const claims = decodeJwt(String(json.access_token))
  const oid = principalOf(contoso.id, entryway.clientId)?.id
  expect(claims).toMatchObject({ aud: graph, appid: entryway.clientId, idtyp: 'app', oid, tid: contoso.id })
  expect(claims.scp).toBeUndefined()
  expect(claims.roles).toBeUndefined()
  expect(emulator.state.refreshTokens.size).toBe(0)
})

test.each(['client_credentials', 'refresh_token'])(
  'an app that allows public client flows proves itself with its secret as others do: %s',
  async (grant_type) => {
    const { refresh_token } = await tokensFor(emulator)
    const registered = emulator.state.apps.find(({ clientId }) => clientId === entryway.clientId)
    if (registered) registered.publicClient = true
    const change: Record<string, string | null> =
      grant_type === 'refresh_token'
        ? { grant_type, refresh_token: String(refresh_token), scope: null }
        : { grant_type }
    expect((await ask(change)).status).toBe(200)
    const wrong = await ask({ ...change, client_secret: 'wrong' })
    expect(wrong.json.error_codes).toEqual([7000215])
  },
)

test('at External ID it does so at the tenant’s own host', async () => {
  const at = `https://fourthcoffee.ciamlogin.com/${fourthCoffee.id}`
  const { status, json } = await ask({ client_id: entrywayCustomers.clientId }, at)
  expect(status).toBe(200)
  expect(decodeJwt(String(json.access_token))).toMatchObject({ tid: fourthCoffee.id })
})

describe('no token', () => {
  test.each<[string, Record<string, string | null>, string, number, string, number]>([
    ['for a wrong secret', { client_secret: 'wrong' }, contoso.id, 401, 'invalid_client', 7000215],
    ['without a credential', { client_secret: null }, contoso.id, 401, 'invalid_client', 7000216],
    [
      'for a public client',
      { client_id: commandLine.clientId, client_secret: null },
      contoso.id,
      401,
      'invalid_client',
      7000216,
    ],
    ['for an unknown app', { client_id: fabrikam.id }, contoso.id, 400, 'unauthorized_client', 700016],
    ['in a tenant that does not have the app', {}, fabrikam.id, 400, 'unauthorized_client', 700016],
    [
      'in a tenant that has not installed it',
      { client_id: entrywayEverywhere.clientId },
      fabrikam.id,
      400,
      'unauthorized_client',
      700016,
    ],
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
    ['at common', { client_id: entrywayEverywhere.clientId }, 'common', 400, 'invalid_request', 9001023],
    [
      'at consumers',
      { client_id: entrywayEverywhere.clientId },
      'consumers',
      400,
      'invalid_request',
      9001023,
    ],
    [
      'at organizations',
      { client_id: entrywayEverywhere.clientId },
      'organizations',
      400,
      'invalid_request',
      50059,
    ],
  ])('%s', async (_, change, tenant, status, error, number) => {
    const refused = await ask(change, `${host}/${tenant}`)
    expect(refused.status).toBe(status)
    expect(refused.json).toMatchObject({ error, error_codes: [number] })
    expect(refused.json.access_token).toBeUndefined()
  })

  test('for an app that is disabled, or has no service principal', async () => {
    const principal = principalOf(contoso.id, entryway.clientId)
    if (principal) principal.enabled = false
    expect((await ask()).json).toMatchObject({ error_codes: [7000112] })
    emulator.state.servicePrincipals = []
    expect((await ask()).json).toMatchObject({ error_codes: [7000229] })
  })
})

describe('Graph', () => {
  const path = `/v1.0/applications(appId='${entryway.clientId}')`
  const lookUp = async () => {
    const response = await callGraph(emulator, path, (await ask()).json.access_token)
    return { status: response.status, json: (await response.json()) as Json }
  }

  test('shows no registrations to an app without permission', async () => {
    const { status, json } = await lookUp()
    expect(status).toBe(403)
    expect(json).toMatchObject({ error: { code: 'Authorization_RequestDenied' } })
  })

  test('shows an app with permission its own registration, and never a secret', async () => {
    emulator.state.applicationPermissions.set(entryway.clientId, ['Application.Read.All'])
    const { status, json } = await lookUp()
    expect(status).toBe(200)
    expect(json).toMatchObject({
      appId: entryway.clientId,
      web: { redirectUris: entryway.redirectUris },
      passwordCredentials: [{ hint: secret.slice(0, 3), secretText: null }, { secretText: null }],
    })
    expect(JSON.stringify(json)).not.toContain(secret)
  })

  test('shows none of another tenant', async () => {
    emulator.state.applicationPermissions.set(entryway.clientId, ['Application.Read.All'])
    const other = `/v1.0/applications(appId='${entrywayCustomers.clientId}')`
    expect((await callGraph(emulator, other, (await ask()).json.access_token)).status).toBe(404)
  })

  test('has no profile for an app', async () => {
    const refused = await callGraph(emulator, '/v1.0/me', (await ask()).json.access_token)
    expect(refused.status).toBe(400)
    const message = '/me request is only valid with delegated authentication flow.'
    expect(await refused.json()).toMatchObject({ error: { code: 'BadRequest', message } })
  })
})
