// What Graph refuses to register.
import { beforeEach, expect, test } from 'vitest'
import { createEmulator, type Emulator } from '../../emulator/index.ts'
import { joni, nestor } from '../../emulator/seed.ts'
import { asOperator, type Directory, operatorTokens } from '../support/operator.ts'
import { microsoftGraph, registerApp } from './registered-app.ts'

let emulator: Emulator
let graph: Directory
beforeEach(async () => {
  emulator = await createEmulator()
  graph = await asOperator(emulator)
})

const permissions = (count: number) => ({
  requiredResourceAccess: [
    {
      resourceAppId: microsoftGraph,
      resourceAccess: Array.from({ length: count }, () => ({ id: crypto.randomUUID(), type: 'Scope' })),
    },
  ],
})

test.each([
  ['no name', { displayName: undefined }, "property 'displayName'"],
  ['a blank name', { displayName: ' ' }, "property 'displayName'"],
  ['a name of 257 characters', { displayName: 'a'.repeat(257) }, "property 'displayName'"],
  ['an unknown audience', { signInAudience: 'Everybody' }, "property 'signInAudience'"],
  ['an unknown property', { color: 'red' }, "Invalid property 'color'"],
  ['redirect URIs outside a platform', { redirectUris: [] }, "Invalid property 'redirectUris'"],
  ['an unknown property of a platform', { web: { color: 'red' } }, "property 'web'"],
  ['a secret', { passwordCredentials: [{ displayName: 'mine' }] }, "property 'passwordCredentials'"],
  ['a logout URL without https', { web: { logoutUrl: 'http://localhost:8787/out' } }, 'HTTPS'],
  ['a logout URL that is none', { web: { logoutUrl: 'out' } }, "property 'web'"],
  [
    'a permission that is no id',
    { requiredResourceAccess: [{ resourceAppId: 'Graph' }] },
    'requiredResourceAccess',
  ],
  ['401 permissions', permissions(401), "property 'requiredResourceAccess'"],
  ['a claim without a name', { optionalClaims: { idToken: [{}] } }, "property 'optionalClaims'"],
  [
    'personal accounts and tokens of version 1',
    { signInAudience: 'PersonalMicrosoftAccount', api: { requestedAccessTokenVersion: 1 } },
    'api.requestedAccessTokenVersion',
  ],
])('%s', async (_, settings, message) => {
  const known = emulator.state.apps.length
  const refused = await graph('POST', '/applications', { displayName: 'Wide World', ...settings })
  expect(refused).toMatchObject({
    status: 400,
    json: { error: { code: 'Request_BadRequest', message: expect.stringContaining(message) } },
  })
  expect(emulator.state.apps).toHaveLength(known)
})

test('400 permissions are accepted', async () => {
  const body = { displayName: 'Wide World', ...permissions(400) }
  expect((await graph('POST', '/applications', body)).status).toBe(201)
})

test.each(['AzureADMultipleOrgs', 'AzureADandPersonalMicrosoftAccount', 'PersonalMicrosoftAccount'])(
  'an app for customers is of one tenant, not %s',
  async (signInAudience) => {
    const external = await asOperator(emulator, joni)
    const refused = await external('POST', '/applications', { displayName: 'Wide World', signInAudience })
    expect(refused).toMatchObject({ status: 400, json: { error: { code: 'Request_BadRequest' } } })
    expect((await external('POST', '/applications', { displayName: 'Wide World' })).status).toBe(201)
  },
)

test('personal accounts can be allowed later, together with version 2 tokens', async () => {
  const { path } = await registerApp(graph)
  const signInAudience = 'AzureADandPersonalMicrosoftAccount'
  expect((await graph('PATCH', path, { signInAudience })).status).toBe(400)
  const api = { requestedAccessTokenVersion: 2 }
  expect((await graph('PATCH', path, { signInAudience, api })).status).toBe(204)
})

test.each([
  ['text', 'text/plain', '{"displayName":"Wide World"}'],
  ['half a JSON', 'application/json', '{"displayName":'],
  ['a list', 'application/json', '[]'],
  ['null', 'application/json', 'null'],
])('a body that is %s', async (_, type, body) => {
  const { access_token: token } = await operatorTokens(emulator, nestor)
  const headers = { Authorization: `Bearer ${token}`, 'Content-Type': type }
  const url = 'https://graph.microsoft.com/v1.0/applications'
  const response = await emulator.fetch(new Request(url, { method: 'POST', headers, body }))
  expect(response.status).toBe(400)
  expect(await response.json()).toMatchObject({ error: { code: 'Request_BadRequest' } })
})

test.each([
  ["/applications(appId='%E0%A4%A')", 404],
  [`/applications(appId='${'a'.repeat(5000)}')`, 404],
  ['/applications(color=1)', 404],
  ['/applications/%00', 404],
  ['/servicePrincipals(%27)', 404],
  ['/oauth2PermissionGrants/%2e%2e', 501],
  ['/applications?$top=abc', 400],
  ['/applications?$skiptoken=-1', 400],
  ['/applications?$filter=', 400],
])('GET %s answers in Graph’s words', async (path, status) => {
  const answer = await graph('GET', path)
  expect(answer).toMatchObject({ status, json: { error: { code: expect.any(String) } } })
})
