// Proof Key for Code Exchange, and the redirect URIs of single-page applications, which require it.
import { beforeEach, describe, expect, test } from 'vitest'
import { sha256 } from '../../emulator/protocol/digest.ts'
import { type Emulator, startEmulator } from '../support/emulator.ts'
import { EntraBrowser } from '../support/entra-browser.ts'
import { authority, authorizeUrl, codeFor, errorIn, redeem } from '../support/entra-client.ts'
import { asOperator } from '../support/operator.ts'
import { addSecret, redirectUri, registerApp } from './registered-app.ts'

// RFC 7636 appendix B.
const verifier = 'dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk'
const S256 = {
  code_challenge: 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM',
  code_challenge_method: 'S256',
}
const plain = { code_challenge: verifier, code_challenge_method: 'plain' }

let emulator: Emulator
beforeEach(async () => {
  emulator = await startEmulator()
})

test.each([
  ['S256 and its verifier', S256, verifier, true],
  ['plain and its verifier', plain, verifier, true],
  ['plain by default', { code_challenge: verifier }, verifier, true],
  ['neither', {}, null, true],
  ['S256 and another verifier', S256, 'w'.repeat(43), false],
  ['S256 and the challenge itself', S256, S256.code_challenge, false],
  ['S256 and no verifier', S256, null, false],
  ['a verifier without challenge', {}, verifier, false],
  ['a short verifier', plain, 'short', false],
])('%s', async (_, challenge, code_verifier, accepted) => {
  const answer = await redeem(emulator, await codeFor(emulator, challenge), { code_verifier })
  expect(answer.status).toBe(accepted ? 200 : 400)
  if (!accepted) expect(answer.json).toMatchObject({ error: 'invalid_grant', error_codes: [501481] })
})

describe('a single-page application', () => {
  const spa = 'http://localhost:8787/spa'
  const origin = { Origin: 'http://localhost:8787' }

  let client_id: string
  let client_secret: string
  let code: string
  beforeEach(async () => {
    const graph = await asOperator(emulator)
    const app = await registerApp(graph, { spa: { redirectUris: [spa] } })
    client_id = app.appId
    client_secret = (await addSecret(graph, app)).secretText
    const challenge = { code_challenge: await sha256(verifier), code_challenge_method: 'S256' }
    code = await codeFor(emulator, { client_id, redirect_uri: spa, ...challenge })
  })

  type Change = Record<string, string | null>
  const redeemAt = (change: Change, headers: Record<string, string> = {}) => {
    const asPage = { client_id, client_secret: null, redirect_uri: spa, code_verifier: verifier }
    return redeem(emulator, code, { ...asPage, ...change }, headers)
  }

  test('needs a challenge from the first request on', async () => {
    const errorFor = async (change: Record<string, string>) => {
      const url = authorizeUrl({ client_id, prompt: 'none', ...change })
      return errorIn(await new EntraBrowser(emulator).get(url))
    }
    expect(await errorFor({ redirect_uri: spa })).toMatchObject({
      error: 'invalid_request',
      error_description: expect.stringContaining('AADSTS9002325'),
    })
    expect((await errorFor({ redirect_uri: spa, ...S256 })).error).toBe('login_required')
    expect((await errorFor({})).error).toBe('login_required')
  })

  test('redeems its code from a page, and from nowhere else', async () => {
    for (const change of [{ client_secret }, {}]) {
      const { status, json } = await redeemAt(change)
      expect([status, json.error, json.error_codes]).toEqual([400, 'invalid_request', [9002327]])
    }
    expect((await redeemAt({ client_secret }, origin)).json.error_codes).toEqual([700025])
    const { status, headers, json } = await redeemAt({}, origin)
    expect([status, headers.get('Access-Control-Allow-Origin')]).toEqual([200, '*'])
    expect(json).toHaveProperty('id_token')
  })

  test('redeems the codes of its Web platform on its server, and not from a page', async () => {
    const web = { client_id, client_secret, redirect_uri: redirectUri, code_verifier: null }
    code = await codeFor(emulator, { client_id })
    expect((await redeemAt(web, origin)).json.error_codes).toEqual([9002326])
    expect((await redeemAt(web)).status).toBe(200)
  })

  test('can read every response, and send preflight requests', async () => {
    const rejected = await redeemAt({ code: 'none' }, origin)
    expect([rejected.status, rejected.headers.get('Access-Control-Allow-Origin')]).toEqual([400, '*'])
    const preflight = async (path: string) => {
      const headers = { ...origin, 'Access-Control-Request-Headers': 'x-client-sku' }
      return (await emulator.fetch(new Request(`${authority}/${path}`, { method: 'OPTIONS', headers })))
        .headers
    }
    expect((await preflight('oauth2/v2.0/token')).get('Access-Control-Allow-Headers')).toBe('x-client-sku')
    const document = await preflight('v2.0/.well-known/openid-configuration')
    expect(document.get('Access-Control-Allow-Origin')).toBe('*')
  })
})
