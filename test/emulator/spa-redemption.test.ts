// Codes that went to a single-page application are redeemed by a page with PKCE, and by nothing that has a secret.
import { beforeEach, expect, test } from 'vitest'
import { createEmulator, type Emulator } from '../../emulator/index.ts'
import { sha256 } from '../../emulator/protocol/digest.ts'
import { secret } from '../../emulator/seed.ts'
import { authority, codeFor, redeem } from '../support/entra-client.ts'
import { asOperator } from '../support/operator.ts'
import { addSecret, redirectUri, registerApp } from './registered-app.ts'

const spa = 'http://localhost:8787/spa'
const origin = 'http://localhost:8787'
const verifier = 'v'.repeat(43)

let emulator: Emulator
let client_id: string
let client_secret: string
let code: string
beforeEach(async () => {
  emulator = await createEmulator()
  const graph = await asOperator(emulator)
  const app = await registerApp(graph, { spa: { redirectUris: [spa] } })
  client_id = app.appId
  client_secret = (await addSecret(graph, app)).secretText
  code = await codeFor(emulator, {
    client_id,
    redirect_uri: spa,
    code_challenge: await sha256(verifier),
    code_challenge_method: 'S256',
  })
})

type Change = Record<string, string | null>

const redeemAt = (change: Change, headers: Record<string, string> = {}) => {
  const asPage = { client_id, client_secret: null, redirect_uri: spa, code_verifier: verifier }
  return redeem(emulator, code, { ...asPage, ...change }, headers)
}

test('a page redeems its code', async () => {
  const { status, headers, json } = await redeemAt({}, { Origin: origin })
  expect([status, headers.get('Access-Control-Allow-Origin')]).toEqual([200, '*'])
  expect(json).toHaveProperty('id_token')
})

test('rejects a server, with a secret and without', async () => {
  for (const change of [{ client_secret }, {}]) {
    const { status, json } = await redeemAt(change)
    expect([status, json.error, json.error_codes]).toEqual([400, 'invalid_request', [9002327]])
  }
  expect((await redeemAt({}, { Origin: origin })).status).toBe(200)
})

test('rejects a page that sends a secret', async () => {
  const { json } = await redeemAt({ client_secret: secret }, { Origin: origin })
  expect(json.error_codes).toEqual([700025])
})

test('the same app redeems its Web codes on its server, and not from a page', async () => {
  const web = { client_id, client_secret, redirect_uri: redirectUri, code_verifier: null }
  code = await codeFor(emulator, { client_id })
  expect((await redeemAt(web, { Origin: origin })).json.error_codes).toEqual([9002326])
  expect((await redeemAt(web)).status).toBe(200)
})

test('a page can read every response, and preflight requests work', async () => {
  const refused = await redeemAt({ code: 'none' }, { Origin: origin })
  expect([refused.status, refused.headers.get('Access-Control-Allow-Origin')]).toEqual([400, '*'])
  const asked = await emulator.fetch(
    new Request(`${authority}/oauth2/v2.0/token`, {
      method: 'OPTIONS',
      headers: { Origin: origin, 'Access-Control-Request-Headers': 'x-client-sku' },
    }),
  )
  expect([asked.status, asked.headers.get('Access-Control-Allow-Headers')]).toEqual([204, 'x-client-sku'])
  const document = await emulator.fetch(
    new Request(`${authority}/v2.0/.well-known/openid-configuration`, { method: 'OPTIONS' }),
  )
  expect(document.headers.get('Access-Control-Allow-Origin')).toBe('*')
})
