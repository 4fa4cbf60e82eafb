// Which redirect URIs may be registered.
import { beforeAll, describe, expect, test } from 'vitest'
import { createEmulator } from '../../emulator/index.ts'
import { asOperator, type Directory } from '../support/operator.ts'

let graph: Directory
beforeAll(async () => {
  graph = await asOperator(await createEmulator())
})

const PERSONAL = 'AzureADandPersonalMicrosoftAccount'

const register = (settings: object) =>
  graph('POST', '/applications', { displayName: 'Wide World', ...settings })
const web = (...redirectUris: string[]) => ({ web: { redirectUris } })
const https = 'https://wideworld.example'

describe('of the platform Web', () => {
  test.each([
    [`${https}/callback`],
    ['http://localhost:8787/getAToken'],
    ['http://localhost/getAToken'],
    ['http://127.0.0.1:8787/getAToken'],
    [`${https}/callback?x=1`],
    [`${https}/${'a'.repeat(256 - https.length - 1)}`],
  ])('%s is taken', async (uri) => {
    expect((await register(web(uri))).status).toBe(201)
  })

  test.each([
    ['http://wideworld.example/callback', 'must start with HTTPS'],
    ['http://localhost.evil.example/', 'must start with HTTPS'],
    ['http://[::1]:8787/callback', 'IPv6 loopback'],
    ['urn:ietf:wg:oauth:2.0:oob', 'must start with HTTPS'],
    ['/callback', 'must be a valid absolute URI'],
    ['', 'must be a valid absolute URI'],
    [`${https}/#fragment`, 'must not contain a fragment'],
    [`${https}/#`, 'must not contain a fragment'],
    ['https://me:pw@wideworld.example/', 'user information'],
    [`${https}/${'a'.repeat(256 - https.length)}`, 'longer than 256'],
    ['https://*.wideworld.example/callback', 'has a wildcard: not in this emulator'],
    [`${https}/*`, 'has a wildcard: not in this emulator'],
    ...['!', '$', "'", '(', ')', ',', ';'].map((char) => [`${https}/a${char}b`, 'invalid character']),
  ])('%s is refused', async (uri, message) => {
    expect(await register(web(uri ?? ''))).toMatchObject({
      status: 400,
      json: { error: { code: 'Request_BadRequest', message: expect.stringContaining(message ?? '') } },
    })
  })
})

test.each([
  [`${https}/callback?x=1`, 'query string'],
  ['https://*.wideworld.example/callback', 'wildcard'],
])('%s is refused where personal accounts sign in', async (uri, message) => {
  const refused = await register({ ...web(uri), signInAudience: PERSONAL })
  expect(refused).toMatchObject({
    status: 400,
    json: { error: { message: expect.stringContaining(message) } },
  })
})

test.each([
  ['AzureADMultipleOrgs', 256],
  [PERSONAL, 100],
])('%s may have %i of them', async (signInAudience, most) => {
  const uris = (count: number) => Array.from({ length: count }, (_, index) => `${https}/${index}`)
  expect((await register({ ...web(...uris(most)), signInAudience })).status).toBe(201)
  expect((await register({ ...web(...uris(most + 1)), signInAudience })).status).toBe(400)
})

test('one is of one platform only', async () => {
  const spa = { redirectUris: [`${https}/callback`] }
  expect((await register({ ...web(`${https}/other`), spa })).status).toBe(201)
  expect((await register({ ...web(`${https}/callback`), spa })).status).toBe(400)
})

test('an app on a device may have a scheme of its own', async () => {
  const redirectUris = ['msauth.example://auth']
  expect((await register({ publicClient: { redirectUris } })).status).toBe(201)
  expect((await register({ spa: { redirectUris } })).status).toBe(400)
  const plain = { redirectUris: ['http://wideworld.example/auth'] }
  expect((await register({ publicClient: plain })).status).toBe(400)
})

test('a change of who may sign in is checked against those that are there', async () => {
  const { json } = await register(web(`${https}/callback?x=1`))
  const api = { requestedAccessTokenVersion: 2 }
  const path = `/applications/${json.id}`
  expect((await graph('PATCH', path, { signInAudience: PERSONAL, api })).status).toBe(400)
  const change = { signInAudience: PERSONAL, api, ...web(`${https}/callback`) }
  expect((await graph('PATCH', path, change)).status).toBe(204)
})
