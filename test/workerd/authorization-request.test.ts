import { expect, test } from 'vitest'
import { contoso, entryway } from '../../emulator/seed.ts'
import { CALLBACK, startApp, visit } from './app.ts'
import { changeDocument } from './hostile-entra.ts'

const ENDPOINT = `https://login.microsoftonline.com/${contoso.id}/oauth2/v2.0/authorize`

test('the person is sent with 302 to exactly the discovered authorization endpoint', async () => {
  const app = await startApp()
  const response = await app.browser().get('/login')
  expect(response.status).toBe(302)
  expect(response.headers.get('location')?.split('?')[0]).toBe(ENDPOINT)
  expect(response.headers.get('cache-control')).toBe('no-store')
})

test('each parameter is in the request exactly once, and no other is', async () => {
  const app = await startApp()
  const request = await app.browser().startSignIn()
  expect([...request.searchParams.keys()].sort()).toEqual([
    'client-request-id',
    'client_id',
    'code_challenge',
    'code_challenge_method',
    'nonce',
    'prompt',
    'redirect_uri',
    'response_mode',
    'response_type',
    'scope',
    'state',
  ])
  expect(Object.fromEntries(request.searchParams)).toMatchObject({
    response_type: 'code',
    client_id: entryway.clientId,
    redirect_uri: CALLBACK,
    response_mode: 'query',
    scope: 'openid profile offline_access User.Read',
    code_challenge_method: 'S256',
    'client-request-id': app.lastLog('sign_in_started')?.correlationId,
  })
})

test('state, nonce and challenge have 256 bits each and are fresh at every attempt', async () => {
  const { browser } = await visit()
  const values: string[] = []
  for (let attempt = 0; attempt < 3; attempt++) {
    const { searchParams } = await browser.startSignIn()
    values.push(...['state', 'nonce', 'code_challenge'].map((name) => searchParams.get(name) ?? ''))
  }
  for (const value of values) expect(value).toMatch(/^[A-Za-z0-9_-]{43}$/)
  expect(new Set(values).size).toBe(9)
})

test('an endpoint’s own query is kept, and what it says of the protocol is replaced', async () => {
  const app = await startApp()
  changeDocument(app, '/openid-configuration', (real) => ({
    ...real,
    authorization_endpoint: `${ENDPOINT}?p=b2c_1_sign_in&client_id=other&code_challenge_method=plain`,
  }))
  const { searchParams } = await app.browser().startSignIn()
  expect(searchParams.getAll('p')).toEqual(['b2c_1_sign_in'])
  expect(searchParams.getAll('client_id')).toEqual([entryway.clientId])
  expect(searchParams.getAll('code_challenge_method')).toEqual(['S256'])
})

test('what a visitor writes into the protocol’s parameters does not reach Entra', async () => {
  const planted = {
    client_id: 'e0e0e0e0-0000-4000-8000-00000000000b',
    redirect_uri: 'https://evil.example/callback',
    response_type: 'token',
    response_mode: 'form_post',
    scope: 'openid Directory.ReadWrite.All',
    state: 'A'.repeat(43),
    nonce: 'A'.repeat(43),
    code_challenge: 'A'.repeat(43),
    code_challenge_method: 'plain',
    claims: '{}',
    prompt: 'none',
    'client-request-id': 'evil',
    request: 'eyJhbGciOiJub25lIn0..',
    request_uri: 'https://evil.example/request',
  }
  const { browser } = await visit()
  const request = await browser.startSignIn(`?${new URLSearchParams(planted)}`)
  expect(request.origin + request.pathname).toBe(ENDPOINT)
  const taken = Object.entries(planted).filter(([name, value]) =>
    request.searchParams.getAll(name).includes(value),
  )
  expect(taken).toEqual([])
  const usual = await browser.startSignIn()
  expect([...request.searchParams.keys()]).toEqual([...usual.searchParams.keys()])
})

test('scopes of Graph that SCOPE names are asked for at sign-in, those of another API are not', async () => {
  const ofGraph = await startApp({ SCOPE: 'User.Read Mail.Read' })
  const graphRequest = await ofGraph.browser().startSignIn()
  expect(graphRequest.searchParams.get('scope')).toBe('openid profile offline_access User.Read Mail.Read')
  const ENDPOINT = 'https://api.contoso.example/contoso-api/hello'
  const ofAnother = await startApp({ SCOPE: 'api://contoso-api/access_as_user', ENDPOINT })
  const otherRequest = await ofAnother.browser().startSignIn()
  expect(otherRequest.searchParams.get('scope')).toBe('openid profile offline_access User.Read')
})
