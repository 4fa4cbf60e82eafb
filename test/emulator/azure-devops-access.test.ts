// Who may call the API for PATs: organization, token, scopes and api-version; and what others get instead.
import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { adele, adeleInFabrikam, casey, megan, type Person } from '../../emulator/seed.ts'
import { type Emulator, startEmulator } from '../support/emulator.ts'
import { tokensFor } from '../support/entra-client.ts'
import { api, type Call, call, newPat, seededPat, tokenWith } from './azure-devops.ts'
import { forgedToken } from './credential.ts'

let now = Date.UTC(2026, 10, 21)
let emulator: Emulator
let token: string
beforeAll(async () => {
  emulator = await startEmulator({ now: () => now })
})
beforeEach(async () => {
  now = Date.UTC(2026, 10, 21)
  token = await tokenWith(emulator)
})

const send = (headers: Record<string, string>, method = 'GET') =>
  emulator.fetch(new Request(`${api}?api-version=7.2-preview.1`, { method, headers }))

describe('the organization in the path', () => {
  const ask = async (person: Person, at: string) =>
    call(emulator, await tokenWith(emulator, ['vso.pats'], person), { at })

  test.each([
    ['https://vssps.dev.azure.com/Contoso/_apis/Tokens/Pats', 200],
    ['http://127.0.0.1:8788/contoso/_APIS/Tokens/Pats', 200],
    ['https://vssps.dev.azure.com/contoso/_apis/tokens', 404],
    ['https://vssps.dev.azure.com/contoso/_apis/tokens/pats/1', 404],
    ['https://vssps.dev.azure.com/faults', 404],
    ['https://vssps.dev.azure.com/v1.0/me', 404],
    ['http://localhost:8788/contoso/_apis', 404],
    ['https://login.microsoftonline.com/contoso/_apis/tokens/pats', 404],
    ['https://graph.microsoft.com/contoso/_apis/tokens/pats', 400],
  ])('%s: %i', async (at, status) => {
    const response = await ask(adele, at)
    expect(response.status).toBe(status)
    if (status === 200) expect(response.headers.get('ActivityId')).toMatch(/^[0-9a-f-]{36}$/)
  })

  test('returns 404 with a page if it is unknown', async () => {
    const response = await ask(adele, 'https://vssps.dev.azure.com/tailwind/_apis/tokens/pats')
    expect([response.status, response.headers.get('Content-Type')]).toEqual([
      404,
      expect.stringContaining('text/html'),
    ])
  })

  test.each([
    ['a member of Contoso', adele, 'fabrikam', 401],
    ['a member of Fabrikam', megan, 'contoso', 401],
    ['a member of Fabrikam', megan, 'fabrikam', 200],
    ['a guest of Fabrikam', adeleInFabrikam, 'fabrikam', 200],
    ['a guest of Fabrikam', adeleInFabrikam, 'contoso', 401],
  ])('%s, %j, at %s: %i', async (_, person, organization, status) => {
    const response = await ask(person, `https://vssps.dev.azure.com/${organization}/_apis/tokens/pats`)
    expect(response.status).toBe(status)
    if (status === 401) expect(await response.text()).toContain('TF400813')
  })
})

describe('the token', () => {
  test.each([
    ['for Graph', async () => String((await tokensFor(emulator)).access_token)],
    ['of a personal account', () => tokenWith(emulator, undefined, casey)],
    ['signed with an unknown key', () => forgedToken(emulator, '499b84ac-1321-427f-aa17-267ca6975798')],
    ['that is malformed', async () => 'a.b.c'],
    ['that is missing', async () => ''],
  ])('%s redirects to sign-in', async (_, given) => {
    const response = await call(emulator, await given())
    expect(response.status).toBe(302)
    const location = new URL(response.headers.get('Location') ?? '')
    expect([location.host, location.pathname]).toEqual([
      expect.stringMatching(/\.vssps\.visualstudio\.com$/),
      '/_signin',
    ])
    expect(location.searchParams.get('realm')).toBe('vssps.dev.azure.com')
    expect(location.searchParams.get('reply_to')).toContain(api)
    expect(await response.text()).toContain('Object moved')
  })

  test('redirects to the same origin on localhost', async () => {
    const at = 'http://localhost:8788/contoso/_apis/tokens/pats'
    const response = await call(emulator, 'rubbish', { at })
    expect(new URL(response.headers.get('Location') ?? '').origin).toBe('http://localhost:8788')
  })

  test.each([
    ['GET', 203, 'text/html'],
    ['POST', 203, 'text/html'],
    ['PATCH', 401, 'application/json'],
    ['PUT', 401, 'application/json'],
    ['DELETE', 401, 'application/json'],
  ])('that has expired gets %s answered with %i', async (method, status, type) => {
    now += 3600 * 1000
    const response = await call(emulator, token, { method })
    expect([response.status, response.headers.get('Content-Type')]).toEqual([
      status,
      expect.stringContaining(type),
    ])
    const suppressed = { Authorization: `Bearer ${token}`, 'X-TFS-FedAuthRedirect': 'Suppress' }
    expect((await send(suppressed, method)).status).toBe(401)
  })

  test('cannot be a PAT', async () => {
    const response = await send({ Authorization: 'Basic OmEtcGF0' })
    expect([response.status, await response.json()]).toMatchObject([
      401,
      { typeKey: 'InvalidAccessException' },
    ])
  })
})

describe('the scopes', () => {
  const calls: Record<string, Call> = {
    list: {},
    get: { query: { authorizationId: seededPat } },
    create: { method: 'POST', body: newPat },
    update: { method: 'PUT', body: { authorizationId: seededPat, displayName: 'Another' } },
    revoke: { method: 'DELETE', query: { authorizationId: seededPat } },
  }
  beforeEach(() => emulator.clearFaults())

  async function allowedBy(scopes: string[]): Promise<string[]> {
    const limited = await tokenWith(emulator, scopes)
    const names: string[] = []
    for (const [name, each] of Object.entries(calls)) {
      const before = structuredClone(emulator.state.pats)
      const response = await call(emulator, limited, each)
      if (response.ok) names.push(name)
      else {
        expect(response.status).toBe(401)
        expect(await response.json()).toMatchObject({ typeKey: 'UnauthorizedRequestException' })
        expect(emulator.state.pats).toEqual(before)
      }
    }
    return names
  }

  test.each([
    [['vso.pats', 'vso.pats_manage'], Object.keys(calls)],
    [['vso.pats_manage'], ['list', 'get', 'update', 'revoke']],
    [['vso.pats'], ['list', 'get']],
    [['user_impersonation'], []],
    [['vso.tokens'], []],
  ])('%j allow %j', async (scopes, operations) => {
    expect(await allowedBy(scopes)).toEqual(operations)
  })

  test('user_impersonation allows everything in a tenant that does not know vso.pats', async () => {
    emulator.setFault('azure_devops_scopes_unknown')
    expect(await allowedBy(['user_impersonation'])).toEqual(Object.keys(calls))
    expect(await allowedBy(['vso.tokens'])).toEqual([])
  })
})

describe('the api-version', () => {
  test.each(['6.1', '7.0', '7.1', '7.2'])('%s is served as a preview', async (version) => {
    for (const preview of ['-preview', '-preview.1']) {
      expect((await call(emulator, token, { version: `${version}${preview}` })).status).toBe(200)
    }
  })

  test.each([
    ['', 'VssVersionNotSpecifiedException'],
    ['7.1', 'VssInvalidPreviewVersionException'],
    ['5.0-preview.1', 'VssVersionOutOfRangeException'],
    ['7.2-preview.2', 'VssVersionOutOfRangeException'],
    ['latest', 'VssVersionOutOfRangeException'],
  ])('%j is rejected with %s', async (version, typeKey) => {
    const response = await call(emulator, token, { version })
    expect([response.status, await response.json()]).toEqual([
      400,
      {
        $id: '1',
        innerException: null,
        message: expect.stringContaining('version'),
        typeName: expect.stringMatching(new RegExp(`^Microsoft\\..+\\.${typeKey}, Microsoft\\.`)),
        typeKey,
        errorCode: 0,
        eventId: 3000,
      },
    ])
  })
})

test.each(['PATCH', 'HEAD', 'OPTIONS'])('rejects the method %s', async (method) => {
  expect((await call(emulator, token, { method })).status).toBe(405)
})
