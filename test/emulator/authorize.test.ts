// What the authorization endpoint accepts, and where it sends its refusals.
import { beforeAll, describe, expect, test } from 'vitest'
import { createEmulator, type Emulator } from '../../emulator/index.ts'
import { entrywayFabrikam, fabrikam } from '../../emulator/seed.ts'
import { EntraBrowser } from '../support/entra-browser.ts'
import { authority, authorizeUrl } from '../support/entra-client.ts'

let emulator: Emulator
beforeAll(async () => {
  emulator = await createEmulator()
})

const ask = (change: Record<string, string | null>, at?: string) =>
  new EntraBrowser(emulator).get(authorizeUrl(change, at))

describe('a redirect URI', () => {
  test.each([
    ['http://localhost/getAToken', true],
    ['http://localhost:8787/getAToken', true],
    ['http://localhost:49152/callback', true],
    ['https://entryway.example/callback', true],
    ['http://localhost:8787/getatoken', false],
    ['http://localhost:8787/getAToken/', false],
    ['http://localhost:8787/getAToken?x=1', false],
    ['http://localhost:8787/getAToken#x', false],
    ['https://localhost:8787/getAToken', false],
    ['http://127.0.0.1:8787/getAToken', false],
    ['http://localhost:8787@evil.example/getAToken', false],
    ['http://localhost.evil.example/getAToken', false],
    ['http://localhost:999999/getAToken', false],
    ['http://localhost:99999/getAToken', false],
    ['https://entryway.example:8443/callback', false],
    ['https://entryway.example/callback/../evil', false],
    ['http://entryway.example/callback', false],
    ['javascript:alert(1)', false],
  ])('%s: accepted %s', async (redirect_uri, accepted) => {
    const response = await ask({ redirect_uri })
    expect(response.status).toBe(accepted ? 200 : 400)
    expect(response.headers.get('Location')).toBeNull()
    const page = await response.text()
    expect(page.includes('AADSTS50011')).toBe(!accepted)
    expect(page.includes('name="username"')).toBe(accepted)
  })
})

test('an unknown client sees a page and is never redirected to', async () => {
  const refused = await ask({ client_id: 'e0e0e0e0-0000-4000-8000-0000000000ff' })
  expect(refused.status).toBe(400)
  expect(refused.headers.get('Location')).toBeNull()
  expect(await refused.text()).toContain('AADSTS700016')
})

test('an app of one tenant is unknown in another', async () => {
  const at = `https://login.microsoftonline.com/${fabrikam.id}`
  expect(await (await ask({}, at)).text()).toContain('AADSTS700016')
  expect((await ask({ client_id: entrywayFabrikam.clientId }, at)).status).toBe(200)
})

test('a doubled parameter is refused on a page', async () => {
  const response = await new EntraBrowser(emulator).get(`${authorizeUrl()}&state=other`)
  expect(response.status).toBe(400)
  expect(await response.text()).toContain('AADSTS9000411')
})

test('an unknown tenant is refused', async () => {
  const response = await ask({}, 'https://login.microsoftonline.com/nobody.example')
  expect(response.status).toBe(400)
  expect(await response.text()).toContain('AADSTS90002')
})

describe('a wrong request of a known app goes back to it', () => {
  test.each([
    [{ response_type: 'id_token' }, 'unsupported_response_type', 700054],
    [{ response_type: 'code id_token' }, 'unsupported_response_type', 700054],
    [{ response_type: 'token' }, 'unsupported_response_type', 700051],
    [{ response_type: 'saml' }, 'unsupported_response_type', 70005],
    [{ response_type: null }, 'invalid_request', 900144],
    [{ response_mode: 'web_message' }, 'invalid_request', 70007],
    [{ scope: null }, 'invalid_request', 900144],
    [{ scope: ' ' }, 'invalid_request', 900144],
    [{ scope: 'openid User.Reed' }, 'invalid_client', 650053],
    [{ scope: 'openid api://unknown/read' }, 'invalid_resource', 500011],
    [{ scope: 'User.Read https://graph.microsoft.com/.default' }, 'invalid_scope', 70011],
    [{ prompt: 'sometimes' }, 'invalid_request', 90023],
    [{ prompt: 'create' }, 'invalid_request', 90023],
    [{ prompt: 'login consent' }, 'invalid_request', 90023],
    [{ max_age: '-1' }, 'invalid_request', 90023],
    [{ prompt: 'none' }, 'login_required', 50058],
    [{ code_challenge: 'short', code_challenge_method: 'S256' }, 'invalid_request', 501491],
    [{ code_challenge_method: 'S256' }, 'invalid_request', 50147],
    [{ code_challenge: 'c'.repeat(43), code_challenge_method: 'S512' }, 'invalid_request', 90023],
  ])('%j: %s', async (change, error, number) => {
    const response = await ask(change)
    expect(response.status).toBe(302)
    const back = new URL(response.headers.get('Location') ?? '')
    expect(back.origin + back.pathname).toBe('http://localhost:8787/getAToken')
    // What asks for tokens is answered in the fragment, refusals included.
    const fields = back.hash ? new URLSearchParams(back.hash.slice(1)) : back.searchParams
    expect(fields.get('error')).toBe(error)
    expect(fields.get('state')).toBe('a-state')
    expect(fields.get('error_description')).toMatch(
      new RegExp(
        `^AADSTS${number}: .*\\r\\nTrace ID: \\S+\\r\\nCorrelation ID: \\S+\\r\\nTimestamp: [\\d-]{10} [\\d:]{8}Z$`,
      ),
    )
    expect(fields.get('error_uri')).toContain(`code=${number}`)
    expect(fields.has('code')).toBe(false)
  })
})

test('the correlation id is the one the client sent, if it is a GUID', async () => {
  const id = 'abcdef01-0000-4000-8000-00000000abcd'
  const answered = await ask({ prompt: 'none', 'client-request-id': id })
  expect(answered.headers.get('Location')).toContain(id)
  const other = await ask({ prompt: 'none', 'client-request-id': 'not-a-guid' })
  expect(other.headers.get('Location')).not.toContain('not-a-guid')
})

describe('the response mode', () => {
  const signIn = (change: Record<string, string | null>) =>
    new EntraBrowser(emulator).signIn(authorizeUrl(change), 'adele@contoso.example')

  test('query brings code, state and session_state', async () => {
    const back = await signIn({ state: 'a b&c=d<é>' })
    expect([...back.searchParams.keys()].sort()).toEqual(['code', 'session_state', 'state'])
    expect(back.searchParams.get('state')).toBe('a b&c=d<é>')
  })

  test('fragment brings them behind the #', async () => {
    const back = await signIn({ response_mode: 'fragment' })
    expect(back.search).toBe('')
    expect(new URLSearchParams(back.hash.slice(1)).get('state')).toBe('a-state')
  })

  test('form_post brings them in a form', async () => {
    const back = await signIn({ response_mode: 'form_post', state: '"><script>alert(1)</script>' })
    expect(back.searchParams.get('state')).toBe('"><script>alert(1)</script>')
    expect(back.searchParams.get('code')).toBeTruthy()
  })

  test('no state sent, no state returned', async () => {
    expect((await signIn({ state: null })).searchParams.has('state')).toBe(false)
  })

  test('client_info comes when asked for', async () => {
    const back = await signIn({ client_info: '1' })
    expect(back.searchParams.get('client_info')).toBeTruthy()
  })
})

test('POST is a request like GET', async () => {
  const parameters = new URL(authorizeUrl()).searchParams
  const request = new Request(`${authority}/oauth2/v2.0/authorize`, { method: 'POST', body: parameters })
  const response = await emulator.fetch(request)
  expect(response.status).toBe(200)
  expect(await response.text()).toContain('name="username"')
})

test('markup from outside is shown as text', async () => {
  const response = await ask({ client_id: '<script>alert(1)</script>' })
  const page = await response.text()
  expect(page).not.toContain('<script>alert')
  expect(page).toContain('&lt;script&gt;alert')
})
