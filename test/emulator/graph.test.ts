// Microsoft Graph: who it answers, on which host, and what it says of the user themselves.
import { beforeEach, describe, expect, test } from 'vitest'
import { adele, alex, nestor } from '../../emulator/seed.ts'
import { type Emulator, startEmulator } from '../support/emulator.ts'
import { callGraph, refresh, tokensFor } from '../support/entra-client.ts'
import { asOperator } from '../support/operator.ts'
import { forgedToken } from './credential.ts'

const alexName = alex.profile.userPrincipalName
const audience = 'https://graph.microsoft.com'

let emulator: Emulator
let token: unknown
let now: number
beforeEach(async () => {
  now = Date.UTC(2026, 5, 1)
  emulator = await startEmulator({ now: () => now })
  token = (await tokensFor(emulator)).access_token
})

const me = '/v1.0/me'
const photo = '/v1.0/me/photo/$value'
const jsonAt = async (path: string, accessToken = token) =>
  (await (await callGraph(emulator, path, accessToken)).json()) as Record<string, unknown>

test('/me is the whole profile', async () => {
  expect(await jsonAt(me)).toEqual({
    '@odata.context': `${audience}/v1.0/$metadata#users/$entity`,
    ...adele.profile,
  })
})

describe('a token', () => {
  const call = (authorization?: string) => {
    const headers = authorization === undefined ? {} : { Authorization: authorization }
    return emulator.fetch(new Request(`${audience}${me}`, { headers }))
  }

  test('is accepted whatever the case of Bearer', async () => {
    expect((await call(`bearer ${token}`)).status).toBe(200)
    expect((await call(`Bearer ${token} more`)).status).toBe(401)
  })

  test('for another API is rejected', async () => {
    const { access_token } = await tokensFor(emulator, { scope: 'openid api://contoso-api/access_as_user' })
    const response = await call(`Bearer ${access_token}`)
    expect([response.status, response.headers.get('WWW-Authenticate')]).toEqual([
      401,
      expect.stringContaining('Bearer'),
    ])
    expect(await response.json()).toMatchObject({
      error: {
        code: 'InvalidAuthenticationToken',
        message: expect.stringContaining('audience'),
        innerError: { 'request-id': expect.any(String) },
      },
    })
  })

  test('without the scope answers 403', async () => {
    const { access_token } = await tokensFor(emulator, { scope: 'openid Mail.Read' })
    const response = await call(`Bearer ${access_token}`)
    expect(response.status).toBe(403)
    expect(await response.json()).toMatchObject({ error: { code: 'Authorization_RequestDenied' } })
  })

  test('signed with another key is rejected', async () => {
    expect((await call(`Bearer ${await forgedToken(emulator, audience)}`)).status).toBe(401)
  })

  test.each([undefined, '', 'Bearer', 'Bearer a.b.c', 'Bearer a b', 'Basic YTpi', 'Bearer e30.e30.e30'])(
    '%s is no token',
    async (authorization) => {
      const response = await call(authorization)
      expect(response.status).toBe(401)
      expect(await response.json()).toMatchObject({ error: { code: 'InvalidAuthenticationToken' } })
    },
  )
})

describe('a photo', () => {
  const jpeg = [0xff, 0xd8, 0xff, 0xe0, 1, 2, 3]
  const send = (method: string, accessToken: unknown, bytes: number[] = [], type = 'image/jpeg') => {
    const headers = { Authorization: `Bearer ${accessToken}`, 'Content-Type': type }
    const init = { method, headers, ...(method === 'PUT' ? { body: Uint8Array.from(bytes) } : {}) }
    return emulator.fetch(new Request(`${audience}${photo}`, init))
  }

  /** As the frame header (marker SOF0) says, which an image of this kind has once. */
  const sizeOf = async (response: Response) => {
    const bytes = new Uint8Array(await response.arrayBuffer())
    const view = new DataView(bytes.buffer)
    expect([view.getUint16(0), view.getUint16(bytes.length - 2)]).toEqual([0xffd8, 0xffd9])
    const frame = bytes.findIndex((byte, at) => byte === 0xff && bytes[at + 1] === 0xc0)
    return [view.getUint16(frame + 5), view.getUint16(frame + 7)]
  }

  test('is a JPEG of the size asked for', async () => {
    const whole = await callGraph(emulator, photo, token)
    expect(whole.headers.get('Content-Type')).toBe('image/jpeg')
    expect(await sizeOf(whole)).toEqual([360, 360])
    const small = await callGraph(emulator, '/v1.0/me/photos/48x48/$value', token)
    expect(await sizeOf(small)).toEqual([48, 48])
    expect((await callGraph(emulator, '/v1.0/me/photos/50x50/$value', token)).status).toBe(404)
  })

  test('is described in all its sizes', async () => {
    const described = { '@odata.mediaContentType': 'image/jpeg', id: '360x360' }
    expect(await jsonAt('/v1.0/me/photo')).toMatchObject(described)
    const small = { ...described, id: '48x48', height: 48, width: 48 }
    expect((await jsonAt('/v1.0/me/photos')).value).toContainEqual(small)
  })

  test('is replaced by its owner, and deleted', async () => {
    const { access_token } = await tokensFor(emulator, { scope: 'User.ReadWrite' }, alexName)
    expect((await send('PUT', access_token, jpeg)).status).toBe(200)
    const read = await callGraph(emulator, photo, access_token)
    expect([...new Uint8Array(await read.arrayBuffer())]).toEqual(jpeg)
    expect((await send('DELETE', access_token)).status).toBe(204)
    expect((await callGraph(emulator, photo, access_token)).status).toBe(404)
  })

  test.each([
    ['without the permission', 'User.Read', jpeg, 'image/jpeg', 403],
    ['that is none', 'User.ReadWrite', [1, 2, 3], 'image/jpeg', 400],
    ['of another type', 'User.ReadWrite', jpeg, 'image/png', 400],
  ])('%s is rejected', async (_, scope, bytes, type, status) => {
    const { access_token } = await tokensFor(emulator, { scope })
    expect((await send('PUT', access_token, bytes, type)).status).toBe(status)
  })
})

describe('userinfo', () => {
  test.each([
    ['openid User.Read', ['sub']],
    ['openid email User.Read', ['sub', 'email']],
    ['openid profile User.Read', ['sub', 'name', 'family_name', 'given_name', 'picture']],
  ])('with %s has %j', async (scope, names) => {
    const { access_token, id_token } = await tokensFor(emulator, { scope })
    const claims = await jsonAt('/oidc/userinfo', access_token)
    expect(Object.keys(claims)).toEqual(names)
    expect(claims.sub).toBe(JSON.parse(atob(String(id_token).split('.')[1] ?? '')).sub)
  })

  test('needs openid', async () => {
    const { access_token } = await tokensFor(emulator, { scope: 'User.Read' })
    expect((await callGraph(emulator, '/oidc/userinfo', access_token)).status).toBe(403)
  })
})

describe('revokeSignInSessions', () => {
  const revoke = async () => {
    const admin = await asOperator(emulator, nestor, ['User.RevokeSessions.All'])
    return admin('POST', `/users/${adele.profile.id}/revokeSignInSessions`)
  }

  test('revokes only this user’s refresh tokens', async () => {
    const adeles = await tokensFor(emulator)
    const alexes = await tokensFor(emulator, {}, alexName)
    now += 60_000
    expect(await revoke()).toMatchObject({
      status: 200,
      json: { '@odata.context': `${audience}/v1.0/$metadata#Edm.Boolean`, value: true },
    })
    expect(await refresh(emulator, adeles.refresh_token)).toMatchObject({
      status: 400,
      json: { error: 'invalid_grant', error_codes: [50173] },
    })
    expect((await refresh(emulator, alexes.refresh_token)).status).toBe(200)
    // An access token that is out stays good until it expires, for a client that declares no cp1.
    expect((await callGraph(emulator, me, adeles.access_token)).status).toBe(200)
  })

  test('challenges a client that declares cp1 at once, and a new sign-in resolves it', async () => {
    const claims = JSON.stringify({ access_token: { xms_cc: { values: ['cp1'] } } })
    const capable = await tokensFor(emulator, { claims })
    const alexes = await tokensFor(emulator, { claims }, alexName)
    now += 60_000
    await revoke()
    const challenged = await callGraph(emulator, me, capable.access_token)
    expect(challenged.status).toBe(401)
    const header = challenged.headers.get('WWW-Authenticate') ?? ''
    expect(header).toContain('error="insufficient_claims"')
    expect(JSON.parse(atob(/claims="([^"]+)"/.exec(header)?.[1] ?? ''))).toEqual({
      access_token: { nbf: { essential: true, value: String(now / 1000) } },
    })
    expect((await callGraph(emulator, me, alexes.access_token)).status).toBe(200)
    const again = await tokensFor(emulator, { claims })
    expect((await callGraph(emulator, me, again.access_token)).status).toBe(200)
  })

  test('requires permission', async () => {
    const { access_token } = await tokensFor(emulator, { scope: 'User.Read User.ReadWrite' })
    const headers = { Authorization: `Bearer ${access_token}` }
    const url = `${audience}/v1.0/me/revokeSignInSessions`
    expect((await emulator.fetch(new Request(url, { method: 'POST', headers }))).status).toBe(403)
  })
})

test.each(['/v1.0/me/messages', '/v1.0/nothing', '/beta/me'])('%s answers 501 by name', async (path) => {
  const missing = await callGraph(emulator, path, token)
  expect(missing.status).toBe(501)
  const message = `GET ${path} is not in this emulator.`
  expect(await missing.json()).toMatchObject({ error: { code: 'NotImplemented', message } })
})

test('rejects a path without a version of Graph', async () => {
  const version = await callGraph(emulator, '/v9/me', token)
  expect(version.status).toBe(400)
  expect(await version.json()).toMatchObject({ error: { code: 'BadRequest' } })
})

test.each([
  ['http://localhost:8788/v1.0/me', 401],
  [`${audience}/v1.0/me`, 401],
  [`${audience}/v1.0/nothing`, 401],
  [`${audience}/beta/me`, 401],
  [`${audience}/v1.0/applications/00000000`, 401],
  ['https://login.microsoftonline.com/v1.0/me', 404],
  [`${audience}/contoso.example/v2.0/.well-known/openid-configuration`, 400],
  [`${audience}/faults`, 400],
  ['https://login.microsoftonline.com/faults', 200],
])('%s without a token: %i', async (url, status) => {
  expect((await emulator.fetch(new Request(url))).status).toBe(status)
})

test('any site may call it from a browser', async () => {
  const Origin = 'http://localhost:3000'
  const asked = { 'Access-Control-Request-Method': 'GET', 'Access-Control-Request-Headers': 'authorization' }
  const send = (method: string, headers: Record<string, string>) =>
    emulator.fetch(new Request(`${audience}${me}`, { method, headers: { Origin, ...headers } }))
  const preflight = await send('OPTIONS', asked)
  expect([preflight.status, preflight.headers.get('Access-Control-Allow-Origin')]).toEqual([204, '*'])
  expect(preflight.headers.get('Access-Control-Allow-Headers')).toContain('authorization')
  const rejected = await send('GET', {})
  expect([rejected.status, rejected.headers.get('Access-Control-Allow-Origin')]).toEqual([401, '*'])
})
