// Each fault of Azure DevOps breaks what it says, as often as it says.
import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { createEmulator, type Emulator } from '../../emulator/index.ts'
import { api, type Call, call, tokenWith } from './azure-devops.ts'

const authorizationId = '9a70ade1-0000-4000-8000-000000000020'

let emulator: Emulator
let token: string
beforeAll(async () => {
  emulator = await createEmulator({ now: () => Date.UTC(2026, 10, 21) })
  token = await tokenWith(emulator)
})
beforeEach(() => emulator.clearFaults())

const calls: Record<string, Call> = {
  list: {},
  get: { query: { authorizationId } },
  create: { method: 'POST', body: { displayName: 'A name', scope: 'vso.code', validTo: '2026-12-01' } },
  update: { method: 'PUT', body: { authorizationId, displayName: 'Another' } },
  revoke: { method: 'DELETE', query: { authorizationId } },
}

const answers = [
  ['azure_devops_401', 401, 'application/json'],
  ['azure_devops_403', 403, 'application/json'],
  ['azure_devops_404', 404, 'application/json'],
  ['azure_devops_429', 429, 'application/json'],
  ['azure_devops_500', 500, 'application/json'],
  ['azure_devops_503', 503, 'text/plain'],
  ['azure_devops_error', 400, 'application/json'],
  ['azure_devops_sign_in_203', 203, 'text/html'],
  ['azure_devops_sign_in_302', 302, 'text/html'],
  ['azure_devops_html', 200, 'text/html'],
  ['azure_devops_malformed', 200, 'application/json'],
] as const

test.each(answers)('%s: %i, once, and nothing is done', async (fault, status, type) => {
  for (const each of Object.values(calls)) {
    const before = structuredClone(emulator.state.pats)
    emulator.setFault(fault)
    const response = await call(emulator, token, each)
    expect(response.status).toBe(status)
    expect(response.headers.get('Content-Type')).toContain(type)
    expect(response.headers.get('Retry-After')).toBe(status === 429 ? '7' : null)
    expect(response.headers.has('Location')).toBe(status === 302)
    expect(emulator.state.pats).toEqual(before)
  }
  expect((await call(emulator, token)).status).toBe(200)
})

test('uses the service’s error envelope', async () => {
  emulator.setFault('azure_devops_error')
  expect(await (await call(emulator, token)).json()).toEqual({
    $id: '1',
    innerException: null,
    message: 'The requested operation is not allowed.',
    typeName:
      'Microsoft.TeamFoundation.Framework.Server.InvalidAccessException, Microsoft.TeamFoundation.Framework.Server',
    typeKey: 'InvalidAccessException',
    errorCode: 0,
    eventId: 3000,
  })
})

test('returns broken JSON', async () => {
  emulator.setFault('azure_devops_malformed')
  await expect((await call(emulator, token)).json()).rejects.toThrow(SyntaxError)
})

test('azure_devops_stall: no response until the client gives up', async () => {
  emulator.setFault('azure_devops_stall')
  const client = new AbortController()
  const request = new Request(`${api}?api-version=7.2-preview.1`, { signal: client.signal })
  const answered = emulator.fetch(request)
  client.abort()
  await expect(answered).rejects.toThrow()
  expect((await call(emulator, token)).status).toBe(200)
})

test.each(Object.keys(calls))('limited to %s, a fault waits for it', async (operation) => {
  emulator.setFault('azure_devops_error', { operation: operation as 'list' })
  const others = Object.keys(calls).filter((name) => name !== operation)
  for (const name of others) expect((await call(emulator, token, calls[name])).ok).toBe(true)
  expect((await call(emulator, token, calls[operation])).status).toBe(400)
  expect((await call(emulator, token, calls[operation])).ok).toBe(true)
})

describe('a revocation', () => {
  const isRevoked = (id: string) => emulator.state.pats.get(id)?.revoked
  const revoke = (id: string) => call(emulator, token, { method: 'DELETE', query: { authorizationId: id } })

  test('azure_devops_revoke_fails: only the revocation fails, and the token stays', async () => {
    const id = '9a70ade1-0000-4000-8000-000000000021'
    emulator.setFault('azure_devops_revoke_fails')
    for (const name of ['list', 'get', 'create', 'update']) {
      expect((await call(emulator, token, calls[name])).status).toBe(200)
    }
    expect((await revoke(id)).status).toBe(500)
    expect(isRevoked(id)).toBe(false)
    expect((await revoke(id)).status).toBe(204)
    expect(isRevoked(id)).toBe(true)
  })

  test('azure_devops_revoke_200: succeeds with 200', async () => {
    const id = '9a70ade1-0000-4000-8000-000000000022'
    emulator.setFault('azure_devops_revoke_200')
    const response = await revoke(id)
    expect([response.status, await response.text()]).toEqual([200, ''])
    expect(isRevoked(id)).toBe(true)
  })
})

test('rejects options that do not fit the fault', () => {
  const set = (...[name, options]: Parameters<Emulator['setFault']>) =>
    expect(() => emulator.setFault(name, options))
  set('azure_devops_max_lifespan').toThrow(RangeError)
  set('azure_devops_max_lifespan', { days: 0 }).toThrow(RangeError)
  set('azure_devops_max_lifespan', { days: 1.5 }).toThrow(RangeError)
  set('azure_devops_max_lifespan_refused', { days: 367 }).toThrow(RangeError)
  set('azure_devops_401', { days: 30 }).toThrow(RangeError)
  set('azure_devops_pat_error').toThrow(RangeError)
  set('azure_devops_pat_error', { patError: 'none' as 'invalidScope' }).toThrow(RangeError)
  set('azure_devops_pat_error', { patError: 'invalidScope', operation: 'revoke' }).toThrow(RangeError)
  set('azure_devops_401', { patError: 'invalidScope' }).toThrow(RangeError)
  set('azure_devops_401', { operation: 'delete' as 'revoke' }).toThrow(RangeError)
  set('azure_devops_revoke_fails', { operation: 'revoke' }).toThrow(RangeError)
  set('token_503', { operation: 'list' }).toThrow(RangeError)
  set('azure_devops_creation_off', { times: 1 }).toThrow(RangeError)
  set('azure_devops_scopes_unknown', { aadsts: 65001 }).toThrow(RangeError)
  expect(emulator.state.faults.size).toBe(0)
})
