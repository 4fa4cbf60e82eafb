// What the token endpoint answers.
import { decodeJwt } from 'jose'
import { beforeEach, describe, expect, test } from 'vitest'
import { createEmulator, type Emulator } from '../../emulator/index.ts'
import { adele, contoso } from '../../emulator/seed.ts'
import { authority, callGraph, codeFor, redeem, tokensFor } from '../support/entra-client.ts'

const contosoApi = 'api://contoso-api/access_as_user'

let now: number
let emulator: Emulator
beforeEach(async () => {
  now = Date.UTC(2026, 0, 5, 12)
  emulator = await createEmulator({ now: () => now })
})

describe('a malformed request', () => {
  const post = (body: BodyInit, headers: Record<string, string> = {}, method = 'POST') =>
    emulator.fetch(new Request(`${authority}/oauth2/v2.0/token`, { method, body, headers }))

  test.each([
    ['JSON', () => post('{}', { 'Content-Type': 'application/json' }), 900144],
    [
      'a grant that Entra has, and this does not',
      () => post(new URLSearchParams({ grant_type: 'urn:ietf:params:oauth:grant-type:saml2-bearer' })),
      90023,
    ],
    [
      'a grant that Entra does not have, whatever comes with it',
      () =>
        post(
          new URLSearchParams({
            grant_type: 'urn:ietf:params:oauth:grant-type:token-exchange',
            subject_token: 'x',
          }),
        ),
      70003,
    ],
    ['an unknown grant', () => post(new URLSearchParams({ grant_type: 'saml' })), 70003],
    ['a doubled parameter', () => post(new URLSearchParams('grant_type=a&grant_type=b')), 9000411],
    [
      'broken percent encoding',
      () => post('grant_type=%E0%A4%A', { 'Content-Type': 'application/x-www-form-urlencoded' }),
      70003,
    ],
    ['PUT', () => post(new URLSearchParams(), {}, 'PUT'), 900561],
    [
      'a broken multipart body',
      () => post('--x', { 'Content-Type': 'multipart/form-data; boundary=x' }),
      900144,
    ],
  ])('%s', async (_, send, number) => {
    const response = await send()
    expect(response.status).toBe(400)
    expect(await response.json()).toMatchObject({ error_codes: [number] })
  })
})

test('an error looks like Entra’s', async () => {
  const refused = await redeem(emulator, 'made-up')
  expect(refused.json).toEqual({
    error: 'invalid_grant',
    error_description: expect.stringMatching(
      /^AADSTS70000: .* Trace ID: \S+ Correlation ID: \S+ Timestamp: 2026-01-05 12:00:00Z$/,
    ),
    error_codes: [70000],
    timestamp: '2026-01-05 12:00:00Z',
    trace_id: expect.any(String),
    correlation_id: expect.any(String),
    error_uri: 'https://login.microsoftonline.com/error?code=70000',
  })
  expect(refused.headers.get('Cache-Control')).toContain('no-store')
  expect(refused.headers.get('x-ms-request-id')).toBeTruthy()
})

describe('the answer', () => {
  test('has what was asked for', async () => {
    const { status, headers, json } = await redeem(emulator, await codeFor(emulator))
    expect(status).toBe(200)
    expect(headers.get('Cache-Control')).toContain('no-store')
    expect(json).toMatchObject({ token_type: 'Bearer', scope: 'openid profile User.Read' })
    expect(json.expires_in).toBeGreaterThanOrEqual(3600)
    expect(json.expires_in).toBeLessThanOrEqual(5400)
    expect(Object.keys(json).sort()).toEqual(
      [
        'access_token',
        'expires_in',
        'ext_expires_in',
        'id_token',
        'refresh_token',
        'scope',
        'token_type',
      ].sort(),
    )
  })

  test('has no refresh token without offline_access, and no ID token without openid', async () => {
    expect(await tokensFor(emulator, { scope: 'openid User.Read' })).not.toHaveProperty('refresh_token')
    expect(await tokensFor(emulator, { scope: 'User.Read' })).not.toHaveProperty('id_token')
  })

  test('has client_info when asked for', async () => {
    const { client_info } = await tokensFor(emulator, { client_info: '1' })
    expect(JSON.parse(atob(String(client_info)))).toEqual({ uid: adele.profile.id, utid: contoso.id })
  })
})

describe('the scope of the token request', () => {
  const both = { scope: `openid offline_access ${contosoApi} User.Read` }

  test('left out, means Graph first', async () => {
    const { scope, access_token } = await tokensFor(emulator, both)
    expect(scope).toBe('openid User.Read')
    expect(decodeJwt(String(access_token)).aud).toBe('https://graph.microsoft.com')
  })

  test('picks one API', async () => {
    const { json } = await redeem(emulator, await codeFor(emulator, both), { scope: `openid ${contosoApi}` })
    expect(json.scope).toBe(contosoApi)
    expect(decodeJwt(String(json.access_token))).toMatchObject({
      aud: 'api://contoso-api',
      scp: 'access_as_user',
    })
  })

  test.each([
    ['two APIs', `User.Read ${contosoApi}`, 28000],
    ['more than was authorized', 'User.Read Mail.Read', 28002],
    ['nothing', ' ', 28003],
    ['an unknown scope', 'User.Reed', 28002],
    ['.default beside a named scope', 'User.Read https://graph.microsoft.com/.default', 70011],
  ])('may not be %s', async (_, scope, number) => {
    const { status, json } = await redeem(emulator, await codeFor(emulator, both), { scope })
    expect(status).toBe(400)
    expect(json.error_codes).toEqual([number])
  })

  test('.default stands for the permissions of the registration', async () => {
    const { scope } = await tokensFor(emulator, { scope: 'openid https://graph.microsoft.com/.default' })
    expect(scope).toBe('openid User.Read https://graph.microsoft.com/.default')
    const api = await tokensFor(emulator, { scope: 'openid api://contoso-api/.default' })
    expect(api.scope).toBe(`${contosoApi} api://contoso-api/.default`)
  })
})

test('an access token opens Graph until it expires', async () => {
  const { access_token, expires_in } = await tokensFor(emulator)
  now += Number(expires_in) * 1000 - 1000
  expect((await callGraph(emulator, '/v1.0/me', access_token)).status).toBe(200)
  now += 1000
  expect((await callGraph(emulator, '/v1.0/me', access_token)).status).toBe(401)
})
