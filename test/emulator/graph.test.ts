// Microsoft Graph.
import { SignJWT } from 'jose'
import { beforeAll, describe, expect, test } from 'vitest'
import { createEmulator, type Emulator } from '../../emulator/index.ts'
import { adele } from '../../emulator/seed.ts'
import { callGraph, tokensFor } from '../support/entra-client.ts'

const apiScope = 'api://contoso-api/access_as_user'

let emulator: Emulator
let graphToken: unknown
let apiToken: unknown
beforeAll(async () => {
  emulator = await createEmulator()
  graphToken = (await tokensFor(emulator)).access_token
  apiToken = (await tokensFor(emulator, { scope: `openid ${apiScope}` })).access_token
})

test('/me is the whole profile', async () => {
  const response = await callGraph(emulator, '/v1.0/me', graphToken)
  expect(response.status).toBe(200)
  expect(await response.json()).toEqual({
    '@odata.context': 'https://graph.microsoft.com/v1.0/$metadata#users/$entity',
    ...adele.profile,
  })
})

test('/me with $select is that much of it', async () => {
  const response = await callGraph(emulator, '/v1.0/me?$select=displayName,mail', graphToken)
  expect(await response.json()).toEqual({
    '@odata.context': 'https://graph.microsoft.com/v1.0/$metadata#users(displayName,mail)/$entity',
    displayName: 'Adele Vance',
    mail: 'adele@contoso.example',
  })
  expect((await callGraph(emulator, '/v1.0/me?$select=a(b', graphToken)).status).toBe(400)
})

describe('a token', () => {
  const call = (authorization?: string) =>
    emulator.fetch(
      new Request('https://graph.microsoft.com/v1.0/me', {
        headers: authorization === undefined ? {} : { Authorization: authorization },
      }),
    )

  test('that is good is accepted, whatever the case of Bearer', async () => {
    expect((await call(`Bearer ${graphToken}`)).status).toBe(200)
    expect((await call(`bearer ${graphToken}`)).status).toBe(200)
    expect((await call(`Bearer ${graphToken} more`)).status).toBe(401)
  })

  test('for another API is refused', async () => {
    const response = await call(`Bearer ${apiToken}`)
    expect(response.status).toBe(401)
    const { error } = (await response.json()) as { error: Record<string, unknown> }
    expect(error).toMatchObject({
      code: 'InvalidAuthenticationToken',
      message: expect.stringContaining('audience'),
    })
    expect(error.innerError).toHaveProperty('request-id')
    expect(response.headers.get('WWW-Authenticate')).toContain('Bearer')
  })

  test('without the scope is denied', async () => {
    const { access_token } = await tokensFor(emulator, { scope: 'openid Mail.Read' })
    const response = await call(`Bearer ${access_token}`)
    expect(response.status).toBe(403)
    expect(await response.json()).toMatchObject({ error: { code: 'Authorization_RequestDenied' } })
  })

  test('signed by somebody else is refused', async () => {
    const { privateKey } = (await crypto.subtle.generateKey(
      {
        name: 'RSASSA-PKCS1-v1_5',
        modulusLength: 2048,
        publicExponent: Uint8Array.of(1, 0, 1),
        hash: 'SHA-256',
      },
      false,
      ['sign', 'verify'],
    )) as CryptoKeyPair
    const forged = await new SignJWT({
      scp: 'User.Read',
      oid: adele.profile.id,
      aud: 'https://graph.microsoft.com',
    })
      .setProtectedHeader({ alg: 'RS256', kid: emulator.state.keys.published[0]?.kid ?? '' })
      .setExpirationTime('1h')
      .sign(privateKey)
    expect((await call(`Bearer ${forged}`)).status).toBe(401)
  })

  test.each([
    [undefined],
    [''],
    ['Bearer'],
    ['Bearer a.b.c'],
    ['Bearer a b'],
    ['Basic YTpi'],
    ['Bearer e30.e30.e30'],
  ])('%s is no token', async (authorization) => {
    const response = await call(authorization)
    expect(response.status).toBe(401)
    expect(await response.json()).toMatchObject({ error: { code: 'InvalidAuthenticationToken' } })
  })
})

describe('a photo', () => {
  /** Of the frame header (marker SOF0), which an image of this kind has once. */
  const sizeOf = async (response: Response) => {
    const bytes = new Uint8Array(await response.arrayBuffer())
    const view = new DataView(bytes.buffer)
    expect([view.getUint16(0), view.getUint16(bytes.length - 2)]).toEqual([0xffd8, 0xffd9])
    const frame = bytes.findIndex((byte, at) => byte === 0xff && bytes[at + 1] === 0xc0)
    return [view.getUint16(frame + 5), view.getUint16(frame + 7)]
  }

  test('is a JPEG of the size asked for', async () => {
    const whole = await callGraph(emulator, '/v1.0/me/photo/$value', graphToken)
    expect(whole.headers.get('Content-Type')).toBe('image/jpeg')
    expect(await sizeOf(whole)).toEqual([360, 360])
    const small = await callGraph(emulator, '/v1.0/me/photos/48x48/$value', graphToken)
    expect(await sizeOf(small)).toEqual([48, 48])
  })

  test('comes in no other size', async () => {
    const response = await callGraph(emulator, '/v1.0/me/photos/50x50/$value', graphToken)
    expect(response.status).toBe(404)
  })

  test('is missing for Alex', async () => {
    const { access_token } = await tokensFor(emulator, {}, 'alex@contoso.example')
    const response = await callGraph(emulator, '/v1.0/me/photo/$value', access_token)
    expect(response.status).toBe(404)
    expect(await response.json()).toMatchObject({ error: { code: 'ErrorItemNotFound' } })
  })
})

test('userinfo needs openid', async () => {
  const { access_token: token, id_token } = await tokensFor(emulator, { scope: 'openid User.Read' })
  const response = await callGraph(emulator, '/oidc/userinfo', token)
  expect(await response.json()).toEqual({ sub: JSON.parse(atob(String(id_token).split('.')[1] ?? '')).sub })
  const { access_token } = await tokensFor(emulator, { scope: 'User.Read' })
  expect((await callGraph(emulator, '/oidc/userinfo', access_token)).status).toBe(403)
})

test.each(['/v1.0/me/messages', '/v1.0/nothing', '/beta/me'])('%s is refused by name', async (path) => {
  const missing = await callGraph(emulator, path, graphToken)
  expect(missing.status).toBe(501)
  const message = `GET ${path} is not in this emulator.`
  expect(await missing.json()).toMatchObject({ error: { code: 'NotImplemented', message } })
})

test.each(['/v1.0/me/messages', '/v1.0/nothing', '/beta/me', '/v1.0/applications/00000000'])(
  '%s without a token is 401, whether or not it exists',
  async (path) => {
    const response = await emulator.fetch(new Request(`https://graph.microsoft.com${path}`))
    expect(response.status).toBe(401)
  },
)

test('a path without a version of Graph is refused', async () => {
  const version = await callGraph(emulator, '/v9/me', graphToken)
  expect(version.status).toBe(400)
  expect(await version.json()).toMatchObject({ error: { code: 'BadRequest' } })
})

describe('which host serves what', () => {
  const status = async (url: string) => (await emulator.fetch(new Request(url))).status

  test.each([
    ['http://localhost:8788/v1.0/me', 401],
    ['https://graph.microsoft.com/v1.0/me', 401],
    ['https://login.microsoftonline.com/v1.0/me', 404],
    ['https://graph.microsoft.com/contoso.example/v2.0/.well-known/openid-configuration', 400],
    ['https://graph.microsoft.com/faults', 400],
    ['https://login.microsoftonline.com/faults', 200],
  ])('%s: %i', async (url, expected) => {
    expect(await status(url)).toBe(expected)
  })
})
