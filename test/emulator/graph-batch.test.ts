// POST /$batch: several requests in one.
import { beforeEach, expect, test } from 'vitest'
import { adele } from '../../emulator/seed.ts'
import { type Emulator, startEmulator } from '../support/emulator.ts'
import { tokensFor } from '../support/entra-client.ts'

let emulator: Emulator
let token: unknown
beforeEach(async () => {
  emulator = await startEmulator()
  token = (await tokensFor(emulator, { scope: 'openid User.Read User.ReadWrite' })).access_token
})

type Answer = { id: string; status: number; headers: Record<string, string>; body?: unknown }

async function batch(requests: unknown, authorization = `Bearer ${token}`) {
  const headers = { Authorization: authorization, 'Content-Type': 'application/json' }
  const init = { method: 'POST', headers, body: JSON.stringify({ requests }) }
  const response = await emulator.fetch(new Request('https://graph.microsoft.com/v1.0/$batch', init))
  const json = (await response.json()) as { responses: Answer[]; error?: unknown }
  return { status: response.status, json }
}

test('each request gets its own response', async () => {
  const { status, json } = await batch([
    { id: '1', method: 'GET', url: '/me?$select=displayName' },
    { id: '2', method: 'GET', url: 'me/messages' },
    { id: '3', method: 'GET', url: '/users' },
    { id: '4', method: 'GET', url: '/me/photos/48x48/$value' },
    {
      id: '5',
      method: 'POST',
      url: '/me/getMemberGroups',
      headers: { 'Content-Type': 'application/json' },
      body: { securityEnabledOnly: true },
    },
  ])
  expect(status).toBe(200)
  const statuses = Object.fromEntries(json.responses.map((each) => [each.id, each.status]))
  expect(statuses).toEqual({ 1: 200, 2: 501, 3: 403, 4: 200, 5: 200 })
  const [me, , , photo] = json.responses
  expect(me?.body).toMatchObject({ displayName: adele.profile.displayName })
  expect(me?.headers['Content-Type']).toContain('application/json')
  // Pictures come in base64.
  expect(photo?.headers['Content-Type']).toBe('image/jpeg')
  expect(atob(String(photo?.body)).slice(0, 2)).toBe('\xff\xd8')
})

test('a request that depends on a failed one is not sent', async () => {
  const change = { 'Content-Type': 'application/json' }
  const { json } = await batch([
    { id: 'a', method: 'PATCH', url: '/me', headers: change, body: { displayName: 'No' } },
    { id: 'b', dependsOn: ['A'], method: 'PATCH', url: '/me', headers: change, body: { mobilePhone: '1' } },
    { id: 'c', dependsOn: ['b'], method: 'GET', url: '/me' },
    { id: 'd', method: 'GET', url: '/me' },
  ])
  expect(json.responses.map(({ status }) => status)).toEqual([403, 424, 424, 200])
  expect(json.responses[3]?.body).toMatchObject({ mobilePhone: adele.profile.mobilePhone })
})

const me = (id: string) => ({ id, method: 'GET', url: '/me' })

test.each([
  ['21 requests', Array.from({ length: 21 }, (_, index) => me(String(index))), 'MaximumValueExceeded'],
  ['one id twice', [me('1'), me('1')], 'BadRequest'],
  ['a dependency that comes later', [{ ...me('1'), dependsOn: ['2'] }, me('2')], 'BadRequest'],
  ['no list', 'me', 'BadRequest'],
  ['a request without a method', [{ id: '1', url: '/me' }], 'BadRequest'],
  ['another host', [{ ...me('1'), url: 'https://login.microsoftonline.com/' }], 'BadRequest'],
  ['a path above', [{ ...me('1'), url: '/../oidc/userinfo' }], 'BadRequest'],
  ['a method that is none', [{ ...me('1'), method: 'GE T' }], 'BadRequest'],
  ['a header that is none', [{ ...me('1'), headers: { 'a b': 'c' } }], 'BadRequest'],
  ['a body that is no base64', [{ ...me('1'), method: 'PUT', body: '%' }], 'BadRequest'],
  ['a GET with a body', [{ ...me('1'), body: {} }], 'BadRequest'],
  ['an address that is none', [{ ...me('1'), url: 'http://[' }], 'BadRequest'],
  ['a batch', [{ id: '1', method: 'POST', url: '/$batch' }], 'BadRequest'],
])('rejects %s as a whole', async (_, requests, code) => {
  expect(await batch(requests)).toMatchObject({ status: 400, json: { error: { code } } })
})

test('twenty requests are served', async () => {
  const { json } = await batch(Array.from({ length: 20 }, (_, index) => me(String(index))))
  expect(json.responses.map(({ status }) => status)).toEqual(Array(20).fill(200))
})

test('rejects a batch without a token before reading it', async () => {
  expect((await batch('nonsense', 'Bearer x')).status).toBe(401)
})
