// What the authorization endpoint accepts, where it sends its errors, and how it answers.
import { beforeAll, describe, expect, test } from 'vitest'
import { platformOf } from '../../emulator/directory/redirect-uri.ts'
import { entryway } from '../../emulator/seed.ts'
import { type Emulator, startEmulator } from '../support/emulator.ts'
import { EntraBrowser } from '../support/entra-browser.ts'
import { authority, authorizeUrl, errorIn, redirectUri } from '../support/entra-client.ts'

let emulator: Emulator
beforeAll(async () => {
  emulator = await startEmulator()
})

type Change = Record<string, string | null>

const ask = (change: Change, at?: string) => new EntraBrowser(emulator).get(authorizeUrl(change, at))
const signIn = (change: Change) =>
  new EntraBrowser(emulator).signIn(authorizeUrl(change), 'adele@contoso.example')

describe('a redirect URI', () => {
  const redirectUris = ['http://localhost/a', 'http://127.0.0.1:5000/a', 'https://app.example/a']

  test.each([
    ['http://localhost:5000/a', 'web'],
    ['http://localhost/a', 'web'],
    ['http://127.0.0.1:49152/a', 'web'],
    ['http://127.0.0.1/a', 'web'],
    ['https://app.example/a', 'web'],
    ['http://127.0.0.1/b', null],
    ['http://127.0.0.2:5000/a', null],
    ['http://[::1]:5000/a', null],
    ['http://localhost.evil.example/a', null],
    ['http://localhost:80evil.example/a', null],
    ['http://localhost:5000@evil.example/a', null],
    ['http://localhost:99999/a', null],
    ['https://localhost:5000/a', null],
    ['https://app.example:444/a', null],
    ['http://app.example/a', null],
    ['https://app.example/a/../b', null],
    ['https://app.example/A', null],
    ['https://app.example/a/', null],
    ['https://app.example/a?x=1', null],
    ['https://app.example/a#x', null],
    ['javascript:alert(1)', null],
  ])('%s is registered for %s', (uri, platform) => {
    expect(platformOf({ ...entryway, redirectUris }, uri)).toBe(platform)
  })
})

describe('shows on a page, without a redirect,', () => {
  test.each([
    [{ redirect_uri: 'https://evil.example/getAToken' }, 'AADSTS50011'],
    [{ client_id: 'e0e0e0e0-0000-4000-8000-0000000000ff' }, 'AADSTS700016'],
    [{ client_id: '<script>alert(1)</script>' }, '&lt;script&gt;alert'],
  ])('%j: %s', async (change, text) => {
    const response = await ask(change)
    expect([response.status, response.headers.get('Location')]).toEqual([400, null])
    const page = await response.text()
    expect(page).toContain(text)
    expect(page).not.toContain('<script>alert')
  })

  test.each([
    ['a doubled parameter', `${authorizeUrl()}&state=other`, 'AADSTS9000411'],
    [
      'an unknown tenant',
      authorizeUrl({}, 'https://login.microsoftonline.com/nobody.example'),
      'AADSTS90002',
    ],
  ])('%s', async (_, url, number) => {
    const response = await new EntraBrowser(emulator).get(url)
    expect([response.status, await response.text()]).toEqual([400, expect.stringContaining(number)])
  })
})

describe('redirects to the app with an error:', () => {
  const claims = (text: string) => ({ claims: text })

  test.each<[Change, string, number, string?]>([
    [{ response_type: 'id_token' }, 'unsupported_response_type', 700054],
    [{ response_type: 'code id_token' }, 'unsupported_response_type', 700054],
    [{ response_type: 'token' }, 'unsupported_response_type', 700051],
    [{ response_type: 'code token' }, 'unsupported_response_type', 70005],
    [{ response_type: null }, 'invalid_request', 900144],
    [{ response_mode: 'web_message' }, 'invalid_request', 70007],
    [{ scope: null }, 'invalid_request', 900144],
    [{ scope: ' ' }, 'invalid_request', 900144],
    [{ scope: 'openid User.Reed' }, 'invalid_client', 650053],
    [{ scope: 'openid api://unknown/read' }, 'invalid_resource', 500011],
    [{ scope: 'User.Read https://graph.microsoft.com/.default' }, 'invalid_scope', 70011],
    [{ prompt: 'sometimes' }, 'invalid_request', 90023],
    [{ prompt: 'create' }, 'invalid_request', 90023],
    [{ max_age: '-1' }, 'invalid_request', 90023],
    [{ prompt: 'none' }, 'login_required', 50058],
    [{ code_challenge: 'short', code_challenge_method: 'S256' }, 'invalid_request', 501491],
    [{ code_challenge_method: 'S256' }, 'invalid_request', 50147],
    [{ code_challenge: 'c'.repeat(43), code_challenge_method: 'S512' }, 'invalid_request', 90023],
    [claims('{'), 'invalid_request', 9002313],
    [claims('[]'), 'invalid_request', 9002313],
    [claims('{"id_token":5}'), 'invalid_request', 9002313],
    [claims('{"access_token":[]}'), 'invalid_request', 9002313],
    [claims('{"id_token":{"color":{"essential":true}}}'), 'invalid_request', 90023, 'id_token.color'],
    [claims('{"access_token":{"color":{"essential":true}}}'), 'invalid_request', 90023, 'access_token.color'],
    [claims('{"userinfo":{"email":null}}'), 'invalid_request', 90023, 'claims.userinfo'],
    [{ resource: 'https://graph.microsoft.com' }, 'invalid_request', 901002],
    [{ request: 'https://app.example/request' }, 'invalid_request', 90023, 'request'],
    [{ request_uri: 'https://app.example/request' }, 'invalid_request', 90023, 'request_uri'],
    [{ instance_aware: 'true' }, 'invalid_request', 90023, 'instance_aware'],
    [{ req_cnf: 'e30' }, 'invalid_request', 90023, 'req_cnf'],
  ])('%j: %s, AADSTS%i', async (change, error, number, unsupported) => {
    const response = await ask(change)
    expect(response.status).toBe(302)
    expect(response.headers.get('Location')?.startsWith(redirectUri)).toBe(true)
    const fields = errorIn(response)
    expect(fields).toMatchObject({ error, state: 'a-state' })
    expect(fields.error_description).toMatch(
      new RegExp(
        `^AADSTS${number}: .*\\r\\nTrace ID: \\S+\\r\\nCorrelation ID: \\S+\\r\\nTimestamp: [\\d-]{10} [\\d:]{8}Z$`,
      ),
    )
    if (unsupported) expect(fields.error_description).toContain(`${unsupported}: not in this emulator`)
    expect(fields.error_uri).toContain(`code=${number}`)
    expect(fields).not.toHaveProperty('code')
  })

  test('with the correlation ID that the client sent, if it is a GUID', async () => {
    const id = 'abcdef01-0000-4000-8000-00000000abcd'
    const idFor = async (sent: string) =>
      errorIn(await ask({ prompt: 'none', 'client-request-id': sent })).error_description
    expect(await idFor(id)).toContain(id)
    expect(await idFor('not-a-guid')).not.toContain('not-a-guid')
  })
})

describe('answers', () => {
  test('in the query with code, state and session_state', async () => {
    const back = await signIn({ state: 'a b&c=d<é>' })
    expect([...back.searchParams.keys()].sort()).toEqual(['code', 'session_state', 'state'])
    expect(back.searchParams.get('state')).toBe('a b&c=d<é>')
  })

  test('without state if none was sent', async () => {
    expect((await signIn({ state: null })).searchParams.has('state')).toBe(false)
  })

  test('a POST like a GET', async () => {
    const body = new URL(authorizeUrl()).searchParams
    const url = `${authority}/oauth2/v2.0/authorize`
    const response = await emulator.fetch(new Request(url, { method: 'POST', body }))
    expect([response.status, await response.text()]).toEqual([
      200,
      expect.stringContaining('name="username"'),
    ])
  })
})
