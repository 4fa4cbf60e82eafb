// The on-behalf-of flow: an API exchanges its caller's token for one of its own.
import { decodeJwt } from 'jose'
import { beforeEach, expect, test } from 'vitest'
import { contosoWebApi, secret } from '../../emulator/seed.ts'
import { type Emulator, startEmulator } from '../support/emulator.ts'
import { EntraBrowser } from '../support/entra-browser.ts'
import {
  authority,
  callGraph,
  codeFor,
  postToken,
  redeem,
  redeemAsApp,
  refresh,
  registrationOf,
  tokensFor,
} from '../support/entra-client.ts'

let emulator: Emulator
beforeEach(async () => {
  emulator = await startEmulator()
})

const GRAPH = 'https://graph.microsoft.com/User.Read'

const trade = (assertion: unknown, change: Record<string, string> = {}) =>
  postToken(emulator, {
    grant_type: 'urn:ietf:params:oauth:grant-type:jwt-bearer',
    requested_token_use: 'on_behalf_of',
    client_id: contosoWebApi.clientId,
    client_secret: secret,
    scope: GRAPH,
    assertion: String(assertion),
    ...change,
  })

const called = () => tokensFor(emulator, { scope: 'openid api://contoso-api/access_as_user' })

async function consented() {
  const consent = `${authority}/v2.0/adminconsent?${new URLSearchParams({
    client_id: contosoWebApi.clientId,
    redirect_uri: 'http://localhost:8787/api',
    scope: GRAPH,
  })}`
  registrationOf(emulator, contosoWebApi).redirectUris = ['http://localhost/api']
  await new EntraBrowser(emulator).adminConsent(consent)
}

test('the API gets its own token and can renew it', async () => {
  await consented()
  const { access_token } = await called()
  const { status, json } = await trade(access_token, { scope: `${GRAPH} offline_access` })
  expect(status).toBe(200)
  expect(decodeJwt(String(json.access_token))).toMatchObject({
    appid: contosoWebApi.clientId,
    scp: 'User.Read',
  })
  expect((await callGraph(emulator, '/v1.0/me', json.access_token)).status).toBe(200)
  const client = { client_id: contosoWebApi.clientId, scope: GRAPH }
  expect((await refresh(emulator, json.refresh_token, client)).status).toBe(200)
})

test('rejects an app-only token', async () => {
  await consented()
  const { access_token } = (await redeemAsApp(emulator, 'api://contoso-api')).json
  const { status, json } = await trade(access_token)
  expect([status, json.error, json.error_codes]).toEqual([400, 'unauthorized_client', [7000114]])
})

test.each([
  ['a token for another API', async () => (await tokensFor(emulator)).access_token, 500131],
  ['a token without a signature', async () => 'x.y.z', 50013],
])('rejects %s', async (_, assertion, number) => {
  await consented()
  const { status, json } = await trade(await assertion())
  expect([status, json.error, json.error_codes]).toEqual([400, 'invalid_grant', [number]])
})

test.each([1, 2])('rejects an ID token if its tokens are of version %i', async (version) => {
  const registered = registrationOf(emulator, contosoWebApi)
  const versioned = { ...(registered.others.api as object), requestedAccessTokenVersion: version }
  registered.others = { ...registered.others, api: versioned }
  const { status, json } = await trade((await idTokenOfApi()).id_token)
  expect([status, json.error, json.error_codes]).toEqual([400, 'invalid_request', [240002]])
})

async function idTokenOfApi() {
  registrationOf(emulator, contosoWebApi).redirectUris = ['http://localhost/api']
  const at = {
    client_id: contosoWebApi.clientId,
    redirect_uri: 'http://localhost:8787/api',
    scope: 'openid profile',
  }
  return (await redeem(emulator, await codeFor(emulator, at), at)).json
}

test('rejects what the user has not consented to, and another use', async () => {
  const { access_token } = await called()
  expect((await trade(access_token)).json.error_codes).toEqual([65001])
  expect((await trade(access_token, { requested_token_use: 'none' })).json.error_codes).toEqual([90023])
})
