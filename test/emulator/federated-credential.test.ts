// An app that proves itself by a token of another issuer.
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { exportJWK, generateKeyPair, SignJWT } from 'jose'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { createEmulator, type Emulator } from '../../emulator/index.ts'
import { entryway, secret } from '../../emulator/seed.ts'
import { authority } from '../support/entra-client.ts'
import { asOperator } from '../support/operator.ts'

const subject = 'system:serviceaccount:default:entryway'
const audience = 'api://AzureADTokenExchange'

let server: Server
let issuer: string
let key: CryptoKey
let emulator: Emulator

beforeAll(async () => {
  const pair = await generateKeyPair('RS256')
  key = pair.privateKey
  const jwk = { ...(await exportJWK(pair.publicKey)), kid: 'one', alg: 'RS256', use: 'sig' }
  server = createServer((request, response) => {
    const document = request.url?.endsWith('/keys') ? { keys: [jwk] } : { issuer, jwks_uri: `${issuer}/keys` }
    response.setHeader('Content-Type', 'application/json').end(JSON.stringify(document))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
})
afterAll(() => new Promise((resolve) => server.close(resolve)))

beforeEach(async () => {
  emulator = await createEmulator()
  const app = emulator.state.apps.find(({ clientId }) => clientId === entryway.clientId)
  const credential = { id: crypto.randomUUID(), name: 'cluster', description: null, issuer, subject }
  if (app) app.federatedCredentials = [{ ...credential, audiences: [audience] }]
})

type Made = { iss?: string; sub?: string; aud?: string; minutes?: number; by?: CryptoKey }

const assertion = ({ iss = issuer, sub = subject, aud = audience, minutes = 5, by = key }: Made = {}) =>
  new SignJWT({ iss, sub, aud, exp: Math.floor(Date.now() / 1000) + minutes * 60 })
    .setProtectedHeader({ alg: 'RS256', kid: 'one' })
    .sign(by)

async function tokenWith(client_assertion: string, at = authority) {
  const body = new URLSearchParams({
    grant_type: 'client_credentials',
    client_id: entryway.clientId,
    client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
    client_assertion,
    scope: 'https://graph.microsoft.com/.default',
  })
  const response = await emulator.fetch(new Request(`${at}/oauth2/v2.0/token`, { method: 'POST', body }))
  return { status: response.status, json: await response.json() }
}

test('accepts an assertion that matches a credential', async () => {
  expect((await tokenWith(await assertion())).status).toBe(200)
})

describe('rejects an assertion', () => {
  test.each<[string, Made, number]>([
    ['of another issuer', { iss: 'https://token.actions.githubusercontent.example' }, 700211],
    ['for another subject', { sub: 'system:serviceaccount:default:other' }, 700213],
    ['whose subject is written otherwise', { sub: subject.toUpperCase() }, 700213],
    ['for another audience', { aud: 'api://other' }, 700212],
    ['that has expired', { minutes: -10 }, 700024],
  ])('%s', async (_, made, number) => {
    const { status, json } = await tokenWith(await assertion(made))
    expect([status, json.error, json.error_codes]).toEqual([401, 'invalid_client', [number]])
  })

  test('that the issuer did not sign', async () => {
    const { privateKey } = await generateKeyPair('RS256')
    expect((await tokenWith(await assertion({ by: privateKey }))).json.error_codes).toEqual([50027])
  })

  test('whose issuer can’t be reached', async () => {
    const app = emulator.state.apps.find(({ clientId }) => clientId === entryway.clientId)
    for (const credential of app?.federatedCredentials ?? []) credential.issuer = 'http://127.0.0.1:1'
    const { status, json } = await tokenWith(await assertion({ iss: 'http://127.0.0.1:1' }))
    expect([status, json.error_codes]).toEqual([503, [50166]])
  })

  test('when no credential is registered', async () => {
    for (const app of emulator.state.apps) delete app.federatedCredentials
    expect((await tokenWith(await assertion())).json.error_codes).toEqual([700027])
  })
})

test('accepts an app’s token from this Entra, like a managed identity’s', async () => {
  const app = emulator.state.apps.find(({ clientId }) => clientId === entryway.clientId)
  if (!app) throw new Error('no app')
  const at = 'http://localhost:8788/contoso.example'
  app.others = { identifierUris: [audience], api: { requestedAccessTokenVersion: 2 } }
  const body = new URLSearchParams({
    grant_type: 'client_credentials',
    client_id: entryway.clientId,
    client_secret: secret,
    scope: `${audience}/.default`,
  })
  const response = await emulator.fetch(new Request(`${at}/oauth2/v2.0/token`, { method: 'POST', body }))
  const { access_token } = await response.json()
  const [, payload = ''] = access_token.split('.')
  const { iss, sub, aud } = JSON.parse(Buffer.from(payload, 'base64url').toString())
  app.federatedCredentials = [
    {
      id: crypto.randomUUID(),
      name: 'identity',
      description: null,
      issuer: iss,
      subject: sub,
      audiences: [aud],
    },
  ]
  expect((await tokenWith(access_token, at)).status).toBe(200)
})

test('is registered through Graph, found by name, and deleted', async () => {
  const graph = await asOperator(emulator)
  const path = `/applications(appId='${entryway.clientId}')/federatedIdentityCredentials`
  await graph('DELETE', `${path}/cluster`)
  expect((await tokenWith(await assertion())).json.error_codes).toEqual([700027])
  const body = { name: 'again', issuer, subject, audiences: [audience] }
  const { status, json } = await graph('POST', path, body)
  expect([status, json]).toEqual([201, expect.objectContaining({ ...body, description: null })])
  expect((await graph('POST', path, body)).status).toBe(409)
  expect((await graph('POST', path, { ...body, name: 'x' })).status).toBe(400)
  expect((await graph('POST', path, { ...body, name: 'two', audiences: ['a', 'b'] })).status).toBe(400)
  expect((await tokenWith(await assertion())).status).toBe(200)
  await graph('PATCH', `${path}/again`, { subject: 'other' })
  expect((await tokenWith(await assertion())).json.error_codes).toEqual([700213])
  expect(((await graph('GET', path)).json.value as unknown[]).length).toBe(1)
})
