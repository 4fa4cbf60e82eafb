// The token endpoint: how apps authenticate, authorization codes, scopes, and what is answered.
import { decodeJwt } from 'jose'
import { beforeEach, describe, expect, test } from 'vitest'
import {
  commandLine,
  contoso,
  entryway,
  expiredSecret,
  fabrikam,
  intranet,
  secret,
} from '../../emulator/seed.ts'
import { type Emulator, startEmulator } from '../support/emulator.ts'
import { authority, codeFor, postToken, redeem, redirectUri, tokensFor } from '../support/entra-client.ts'

const MINUTE = 60_000
const HOST = 'https://login.microsoftonline.com'
const contosoApi = 'api://contoso-api/access_as_user'

let now: number
let emulator: Emulator
beforeEach(async () => {
  now = Date.UTC(2026, 0, 5, 12)
  emulator = await startEmulator({ now: () => now })
})

describe('a malformed request', () => {
  const post = (body: BodyInit, headers: Record<string, string> = {}, method = 'POST') =>
    emulator.fetch(new Request(`${authority}/oauth2/v2.0/token`, { method, body, headers }))
  const grant = (name: string, more = {}) =>
    post(new URLSearchParams({ grant_type: `urn:ietf:params:oauth:grant-type:${name}`, ...more }))
  const formType = { 'Content-Type': 'application/x-www-form-urlencoded' }

  test.each([
    ['JSON', () => post('{}', { 'Content-Type': 'application/json' }), 900144],
    [
      'a broken multipart body',
      () => post('--x', { 'Content-Type': 'multipart/form-data; boundary=x' }),
      900144,
    ],
    ['a grant that Entra has, and this does not', () => grant('saml2-bearer'), 90023],
    ['a grant that Entra does not have', () => grant('token-exchange', { subject_token: 'x' }), 70003],
    ['a doubled parameter', () => post(new URLSearchParams('grant_type=a&grant_type=b')), 9000411],
    ['broken percent encoding', () => post('grant_type=%E0%A4%A', formType), 70003],
    ['PUT', () => post(new URLSearchParams(), {}, 'PUT'), 900561],
  ])('%s', async (_, send, number) => {
    const response = await send()
    expect([response.status, await response.json()]).toMatchObject([400, { error_codes: [number] }])
  })

  test.each([
    [{ resource: 'https://graph.microsoft.com' }, 901002, 'resource'],
    [{ token_type: 'pop', req_cnf: 'e30' }, 90023, 'req_cnf: not in this emulator'],
    [{ return_spa_code: '1' }, 90023, 'return_spa_code: not in this emulator'],
  ])('%j is rejected by name', async (change, number, words) => {
    const { status, json } = await redeem(emulator, await codeFor(emulator), change)
    expect([status, json.error_codes, json.error_description]).toEqual([
      400,
      [number],
      expect.stringContaining(words),
    ])
  })
})

describe('the client', () => {
  const basic = (pair: string) => ({ Authorization: `Basic ${btoa(pair)}` })
  const own = basic(`${entryway.clientId}:${secret}`)
  const noBody = { client_secret: null, client_id: null }

  test.each([
    ['the secret in the body', {}, {}],
    ['the secret by Basic', noBody, own],
    ['Basic, form-encoded', noBody, basic(`${entryway.clientId}:${secret.replaceAll('-', '%2D')}`)],
    ['Basic with the client ID in the body too', { client_secret: null }, own],
    ['the client ID in capitals', { client_id: entryway.clientId.toUpperCase() }, {}],
  ])('is accepted with %s', async (_, change, headers) => {
    expect((await redeem(emulator, await codeFor(emulator), change, headers)).status).toBe(200)
  })

  test.each([
    ['a wrong secret', { client_secret: 'wrong' }, {}, 401, 'invalid_client', 7000215],
    ['an expired secret', { client_secret: expiredSecret }, {}, 401, 'invalid_client', 7000222],
    ['no secret', { client_secret: null }, {}, 401, 'invalid_client', 7000218],
    ['a wrong secret by Basic', noBody, basic(`${entryway.clientId}:wrong`), 401, 'invalid_client', 7000215],
    ['Basic and body at once', {}, own, 400, 'invalid_request', 9002313],
    ['Basic that is no pair', noBody, { Authorization: 'Basic ####' }, 400, 'invalid_request', 9002313],
    [
      'two client IDs',
      { client_id: intranet.clientId, client_secret: null },
      own,
      400,
      'invalid_request',
      9002313,
    ],
    ['no client', noBody, {}, 400, 'invalid_request', 900144],
    ['an unknown client', { client_id: contoso.id }, {}, 400, 'unauthorized_client', 700016],
    ['an Origin beside the secret', {}, { Origin: 'http://localhost:8787' }, 400, 'invalid_request', 9002326],
  ])('is rejected with %s, and the code stays valid', async (_, change, headers, status, error, number) => {
    const code = await codeFor(emulator)
    const rejected = await redeem(emulator, code, change, headers)
    expect(rejected).toMatchObject({ status, json: { error, error_codes: [number] } })
    expect((await redeem(emulator, code)).status).toBe(200)
  })
})

describe('an authorization code', () => {
  test('gives tokens once, even if it is sent twenty times at once', async () => {
    const verifier = 'v'.repeat(43)
    const code = await codeFor(emulator, { code_challenge: verifier, code_challenge_method: 'plain' })
    const send = () => redeem(emulator, code, { code_verifier: verifier })
    const answers = await Promise.all(Array.from({ length: 20 }, send))
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1)
    const { status, json } = await send()
    expect([status, json.error, json.error_codes]).toEqual([400, 'invalid_grant', [54005]])
    expect(json).not.toHaveProperty('access_token')
  })

  test('is valid for ten minutes', async () => {
    const [early, late] = [await codeFor(emulator), await codeFor(emulator)]
    now += 10 * MINUTE - 1
    expect((await redeem(emulator, early)).status).toBe(200)
    now += 1
    expect((await redeem(emulator, late)).json).toMatchObject({
      error: 'invalid_grant',
      error_codes: [70008],
    })
  })

  test.each([
    ['redirect URI', { redirect_uri: 'http://localhost:8787/callback' }, authority, 500112],
    ['redirect URI, port included', { redirect_uri: 'http://localhost:9999/getAToken' }, authority, 500112],
    ['client', { client_id: intranet.clientId }, authority, 70000],
    ['tenant', {}, `${HOST}/${fabrikam.id}`, 700005],
  ])('is bound to its %s', async (_, change, at, number) => {
    const code = await codeFor(emulator)
    const moved = await redeem(emulator, code, change, {}, at)
    expect(moved.json).toMatchObject({ error: 'invalid_grant', error_codes: [number] })
    const own = { redirect_uri: redirectUri }
    expect((await redeem(emulator, code, own, {}, `${HOST}/Contoso.example`)).status).toBe(200)
  })

  test('is rejected if made up, with an error as Entra writes it', async () => {
    const { json, headers } = await redeem(emulator, 'made-up')
    expect(json).toEqual({
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
    expect(headers.get('Cache-Control')).toContain('no-store')
    expect(headers.get('x-ms-request-id')).toBeTruthy()
  })
})

describe('the tokens', () => {
  test('are those of the scopes', async () => {
    const { headers, json } = await redeem(emulator, await codeFor(emulator))
    expect(headers.get('Cache-Control')).toContain('no-store')
    expect(json).toMatchObject({ token_type: 'Bearer', scope: 'openid profile User.Read' })
    expect(json.expires_in).toBeGreaterThanOrEqual(3600)
    expect(json.expires_in).toBeLessThanOrEqual(5400)
    expect(await tokensFor(emulator, { scope: 'openid User.Read' })).not.toHaveProperty('refresh_token')
    expect(await tokensFor(emulator, { scope: 'User.Read' })).not.toHaveProperty('id_token')
  })
})

describe('the scope of the token request', () => {
  const both = { scope: `openid offline_access ${contosoApi} User.Read` }

  test.each([`openid ${contosoApi}`, contosoApi])('picks one API: %s', async (scope) => {
    const { json } = await redeem(emulator, await codeFor(emulator, both), { scope })
    expect(json.scope).toBe(contosoApi)
    const claims = { aud: 'api://contoso-api', scp: 'access_as_user' }
    expect(decodeJwt(String(json.access_token))).toMatchObject(claims)
  })

  test.each([
    [both.scope, 'https://graph.microsoft.com'],
    [`openid ${contosoApi}`, 'api://contoso-api'],
  ])('names no API: of %s, the access token is for %s', async (authorized, audience) => {
    const code = await codeFor(emulator, { scope: authorized })
    const { json } = await redeem(emulator, code, { scope: 'openid' })
    expect(decodeJwt(String(json.access_token)).aud).toBe(audience)
  })

  test.each([
    ['two APIs', `User.Read ${contosoApi}`, 28000],
    ['more than was authorized', 'User.Read Mail.Read', 28002],
    ['nothing', ' ', 28003],
    ['an unknown scope', 'User.Reed', 28002],
    ['.default with a named scope', 'User.Read https://graph.microsoft.com/.default', 70011],
  ])('cannot be %s', async (_, scope, number) => {
    const { status, json } = await redeem(emulator, await codeFor(emulator, both), { scope })
    expect([status, json.error_codes]).toEqual([400, [number]])
  })
})

describe('the password grant', () => {
  const user = { username: 'adele@contoso.example', password: 'any' }
  const fields = { grant_type: 'password', client_id: commandLine.clientId, scope: 'User.Read', ...user }

  test.each([
    ['requires a second factor', {}, authority, 400, 'invalid_grant', 50076],
    ['is not for common', {}, `${HOST}/common`, 400, 'invalid_request', 9001023],
    ['is not for consumers', {}, `${HOST}/consumers`, 400, 'invalid_request', 9001023],
    [
      'rejects an unknown user',
      { username: 'nobody@contoso.example' },
      authority,
      400,
      'invalid_grant',
      50034,
    ],
    [
      'rejects an app with a secret',
      { client_id: entryway.clientId },
      authority,
      401,
      'invalid_client',
      7000218,
    ],
    ['rejects an empty password', { password: '' }, authority, 400, 'invalid_request', 900144],
  ])('%s', async (_, change, at, status, error, number) => {
    const rejected = await postToken(emulator, { ...fields, ...change }, at)
    expect(rejected).toMatchObject({ status, json: { error, error_codes: [number] } })
  })
})
