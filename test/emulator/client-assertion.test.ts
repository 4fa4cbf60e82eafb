// An app that authenticates with a signed assertion: its own certificate's, or another issuer's token.
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { decodeJwt, exportJWK, generateKeyPair, SignJWT } from 'jose'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { entryway, secret } from '../../emulator/seed.ts'
import { type Emulator, startEmulator } from '../support/emulator.ts'
import { authority, codeFor, redeem, redeemAsApp, registrationOf } from '../support/entra-client.ts'
import { asOperator } from '../support/operator.ts'
import { type Credential, createCredential } from './credential.ts'

const assertionType = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer'

let emulator: Emulator
let own: Credential
let other: Credential
beforeAll(async () => {
  own = await createCredential()
  other = await createCredential()
})
beforeEach(async () => {
  emulator = await startEmulator()
})

describe('the app’s certificate', () => {
  beforeEach(() => emulator.registerCertificate(entryway.clientId, own.pem))

  type Made = { by?: Credential; alg?: 'PS256' | 'RS256'; header?: object; claims?: object; minutes?: number }

  function sign({ by = own, alg = 'PS256', header, claims, minutes = 5 }: Made) {
    const name = alg === 'PS256' ? 'x5t#S256' : 'x5t'
    const now = Math.floor(Date.now() / 1000)
    return new SignJWT({
      aud: `${authority}/oauth2/v2.0/token`,
      iss: entryway.clientId,
      sub: entryway.clientId,
      jti: crypto.randomUUID(),
      nbf: now - 600,
      exp: now + minutes * 60,
      ...claims,
    })
      .setProtectedHeader({ alg, typ: 'JWT', [name]: by.thumbprints[name], ...header })
      .sign(by.keys[alg])
  }

  const redeemWith = async (client_assertion: string, change: Record<string, string | null> = {}) =>
    redeem(emulator, await codeFor(emulator), {
      client_secret: null,
      client_assertion_type: assertionType,
      client_assertion,
      ...change,
    })

  test.each<[string, () => Made]>([
    ['PS256 and a SHA-256 thumbprint', () => ({})],
    ['a clock that is a little ahead', () => ({ claims: { nbf: Math.floor(Date.now() / 1000) + 5 } })],
    ['RS256 and a SHA-1 thumbprint', () => ({ alg: 'RS256' })],
  ])('is accepted with %s', async (_, made) => {
    expect((await redeemWith(await sign(made()))).status).toBe(200)
  })

  test.each<[string, () => Made, number]>([
    ['by a certificate that is not registered', () => ({ by: other }), 700027],
    [
      'by another key under the thumbprint',
      () => ({ by: { ...other, thumbprints: own.thumbprints } }),
      700027,
    ],
    ['without a thumbprint', () => ({ header: { 'x5t#S256': undefined } }), 700027],
    ['that has expired', () => ({ minutes: -1 }), 700024],
    ['that is not valid yet', () => ({ claims: { nbf: Math.floor(Date.now() / 1000) + 600 } }), 700024],
    ['for another audience', () => ({ claims: { aud: 'https://evil.example/token' } }), 700023],
    ['for several audiences', () => ({ claims: { aud: [`${authority}/oauth2/v2.0/token`] } }), 50027],
    ['by another issuer', () => ({ claims: { iss: 'somebody' } }), 50048],
    ['about another subject', () => ({ claims: { sub: 'somebody' } }), 50048],
    ['of another app', () => ({ claims: { iss: 'another', sub: 'another' } }), 50012],
    ['without jti', () => ({ claims: { jti: undefined } }), 50012],
  ])('rejects an assertion %s', async (_, made, number) => {
    const { status, json } = await redeemWith(await sign(made()))
    expect([status, json.error, json.error_codes]).toEqual([401, 'invalid_client', [number]])
  })

  test('rejects an assertion that is not a JWT', async () => {
    const error = { error: 'invalid_client', error_codes: [50027] }
    expect((await redeemWith('not.a.jwt')).json).toMatchObject(error)
  })

  test('the message includes the assertion’s times, with the epoch for missing ones', async () => {
    const [nbf, exp] = [1_700_000_000, 1_700_000_600]
    const over = await redeemWith(await sign({ claims: { nbf, exp } }))
    expect(over.json.error_description).toContain(
      'assertion valid from 2023-11-14T22:13:20.0000000Z, expiry time of assertion 2023-11-14T22:23:20.0000000Z.',
    )
    const endless = await redeemWith(await sign({ claims: { nbf, exp: undefined } }))
    expect(endless.json.error_codes).toEqual([700024])
    expect(endless.json.error_description).toContain('expiry time of assertion 1970-01-01T00:00:00.0000000Z.')
  })

  test('the message includes a thumbprint even if the algorithm does not use it', async () => {
    const { 'x5t#S256': sent = '' } = own.thumbprints
    const header = { x5t: undefined, 'x5t#S256': sent }
    const { json } = await redeemWith(await sign({ alg: 'RS256', header }))
    expect(json.error_codes).toEqual([700027])
    const thumbprint = Buffer.from(sent, 'base64url').toString('hex').toUpperCase()
    expect(json.error_description).toContain(`Thumbprint of key used by client: '${thumbprint}'`)
  })

  test('rejects a secret beside the assertion, and an unknown type', async () => {
    const assertion = await sign({})
    expect((await redeemWith(assertion, { client_secret: secret })).json.error_codes).toEqual([9002313])
    expect((await redeemWith(assertion, { client_assertion_type: 'other' })).json.error_codes).toEqual([
      9002313,
    ])
  })

  test('compares the thumbprint as bytes: MSAL Python pads its base64url', async () => {
    for (const [alg, name] of [
      ['RS256', 'x5t'],
      ['PS256', 'x5t#S256'],
    ] as const) {
      const padded = `${own.thumbprints[name]}=`
      expect((await redeemWith(await sign({ alg, header: { [name]: padded } }))).status).toBe(200)
      const wrong = await redeemWith(await sign({ alg, header: { [name]: `${other.thumbprints[name]}=` } }))
      expect(wrong.json.error_codes).toEqual([700027])
      expect(wrong.json.error_description).toMatch(/Thumbprint of key used by client: '[0-9A-F]{40,64}'/)
    }
  })
})

describe('another issuer’s token', () => {
  const subject = 'system:serviceaccount:default:entryway'
  const audience = 'api://AzureADTokenExchange'

  let server: Server
  let issuer: string
  let key: CryptoKey
  beforeAll(async () => {
    const pair = await generateKeyPair('RS256')
    key = pair.privateKey
    const jwk = { ...(await exportJWK(pair.publicKey)), kid: 'one', alg: 'RS256', use: 'sig' }
    server = createServer((request, response) => {
      const document = request.url?.endsWith('/keys')
        ? { keys: [jwk] }
        : { issuer, jwks_uri: `${issuer}/keys` }
      response.setHeader('Content-Type', 'application/json').end(JSON.stringify(document))
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  })
  afterAll(() => new Promise((resolve) => server.close(resolve)))

  const credentialFor = (issuer: string, subject: string, audiences: string[]) => [
    { id: crypto.randomUUID(), name: 'cluster', description: null, issuer, subject, audiences },
  ]

  beforeEach(() => {
    registrationOf(emulator, entryway).federatedCredentials = credentialFor(issuer, subject, [audience])
  })

  type Made = { iss?: string; sub?: string; aud?: string; minutes?: number; by?: CryptoKey }

  const assertion = ({ iss = issuer, sub = subject, aud = audience, minutes = 5, by = key }: Made = {}) =>
    new SignJWT({ iss, sub, aud, exp: Math.floor(Date.now() / 1000) + minutes * 60 })
      .setProtectedHeader({ alg: 'RS256', kid: 'one' })
      .sign(by)

  const tokenWith = (client_assertion: string, at = authority) => {
    const client = { client_secret: null, client_assertion_type: assertionType, client_assertion }
    return redeemAsApp(emulator, undefined, client, at)
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
      const gone = credentialFor('http://127.0.0.1:1', subject, [audience])
      registrationOf(emulator, entryway).federatedCredentials = gone
      const { status, json } = await tokenWith(await assertion({ iss: 'http://127.0.0.1:1' }))
      expect([status, json.error_codes]).toEqual([503, [50166]])
    })

    test('when no credential is registered', async () => {
      delete registrationOf(emulator, entryway).federatedCredentials
      expect((await tokenWith(await assertion())).json.error_codes).toEqual([700027])
    })
  })

  test('accepts an app’s token from this Entra, like a managed identity’s', async () => {
    const app = registrationOf(emulator, entryway)
    const at = 'http://localhost:8788/contoso.example'
    app.others = { identifierUris: [audience], api: { requestedAccessTokenVersion: 2 } }
    const { json } = await redeemAsApp(emulator, audience, {}, at)
    const access_token = String(json.access_token)
    const { iss = '', sub = '', aud = '' } = decodeJwt(access_token)
    app.federatedCredentials = credentialFor(iss, sub, [aud].flat())
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
})
