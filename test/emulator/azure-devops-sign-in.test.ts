// Azure DevOps and the token that a caller brings: its own opens, an expired one is refused, any other is sent to sign in.
import { SignJWT } from 'jose'
import { beforeAll, describe, expect, test } from 'vitest'
import { createEmulator, type Emulator } from '../../emulator/index.ts'
import { adele, casey } from '../../emulator/seed.ts'
import { tokensFor } from '../support/entra-client.ts'
import { api, call, tokenWith } from './azure-devops.ts'

let now = Date.UTC(2026, 10, 21)
let emulator: Emulator
let graphToken: string
beforeAll(async () => {
  emulator = await createEmulator({ now: () => now })
  graphToken = String((await tokensFor(emulator)).access_token)
})

const local = 'http://localhost:8788/contoso/_apis/tokens/pats'

async function forged(): Promise<string> {
  const pair = await crypto.subtle.generateKey(
    {
      name: 'RSASSA-PKCS1-v1_5',
      modulusLength: 2048,
      publicExponent: Uint8Array.of(1, 0, 1),
      hash: 'SHA-256',
    },
    false,
    ['sign', 'verify'],
  )
  return new SignJWT({ scp: 'vso.pats vso.pats_manage', oid: adele.profile.id })
    .setProtectedHeader({ alg: 'RS256', kid: emulator.state.keys.published[0]?.kid ?? '' })
    .setAudience('499b84ac-1321-427f-aa17-267ca6975798')
    .setExpirationTime('1h')
    .sign(pair.privateKey)
}

test('accepts a token for Azure DevOps', async () => {
  expect((await call(emulator, await tokenWith(emulator))).status).toBe(200)
})

test.each([
  ['a token for Graph', async () => graphToken],
  ['a token of a personal account', () => tokenWith(emulator, ['vso.pats', 'vso.pats_manage'], casey)],
  ['a token signed by somebody else', forged],
  ['rubbish', async () => 'a.b.c'],
])('%s is sent to sign in', async (_, token) => {
  const response = await call(emulator, await token())
  expect(response.status).toBe(302)
  const location = new URL(response.headers.get('Location') ?? '')
  expect(location.host).toMatch(/\.vssps\.visualstudio\.com$/)
  expect(location.pathname).toBe('/_signin')
  expect(location.searchParams.get('realm')).toBe('vssps.dev.azure.com')
  expect(location.searchParams.get('reply_to')).toContain(api)
  expect(response.headers.get('Content-Type')).toContain('text/html')
  expect(await response.text()).toContain('Object moved')
})

test.each([['without a header', {}]])(
  'a request %s is sent to sign in',
  async (_, headers: Record<string, string>) => {
    const response = await emulator.fetch(new Request(`${api}?api-version=7.2-preview.1`, { headers }))
    expect(response.status).toBe(302)
  },
)

test('on localhost the sign-in page is at the same origin', async () => {
  const response = await call(emulator, 'rubbish', { at: local })
  expect(new URL(response.headers.get('Location') ?? '').origin).toBe('http://localhost:8788')
})

describe('an expired token', () => {
  const calls = [
    ['GET', 203],
    ['POST', 203],
    ['PATCH', 401],
    ['PUT', 401],
    ['DELETE', 401],
  ] as const

  test.each(calls)('with %s is answered with %i', async (method, status) => {
    const token = await tokenWith(emulator)
    now += 3600 * 1000
    const response = await call(emulator, token, { method })
    const type = status === 203 ? 'text/html' : 'application/json'
    expect([response.status, response.headers.get('Content-Type')]).toEqual([
      status,
      expect.stringContaining(type),
    ])
  })

  test.each(calls)('with %s is answered with 401 where the sign-in page is suppressed', async (method) => {
    const token = await tokenWith(emulator)
    now += 3600 * 1000
    const headers = { Authorization: `Bearer ${token}`, 'X-TFS-FedAuthRedirect': 'Suppress' }
    const url = `${api}?api-version=7.2-preview.1`
    expect((await emulator.fetch(new Request(url, { method, headers }))).status).toBe(401)
  })
})

test('a PAT can’t create PATs', async () => {
  const headers = { Authorization: 'Basic OmEtcGF0' }
  const response = await emulator.fetch(new Request(`${api}?api-version=7.2-preview.1`, { headers }))
  expect([response.status, await response.json()]).toMatchObject([401, { typeKey: 'InvalidAccessException' }])
})

test('unauthenticated requests change nothing', async () => {
  const before = structuredClone(emulator.state.pats)
  const [{ authorizationId = '' } = {}] = emulator.state.pats.values()
  await call(emulator, graphToken, { method: 'DELETE', query: { authorizationId } })
  await call(emulator, graphToken, { method: 'PUT', body: { authorizationId, displayName: 'Mine' } })
  expect(emulator.state.pats).toEqual(before)
})
