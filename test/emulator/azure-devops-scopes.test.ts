// Which scopes of the access token open which operation.
import { beforeEach, describe, expect, test } from 'vitest'
import { createEmulator, type Emulator } from '../../emulator/index.ts'
import { type Call, call, tokenWith } from './azure-devops.ts'

const authorizationId = '9a70ade1-0000-4000-8000-000000000020'
const pat = { displayName: 'A name', scope: 'vso.code', validTo: '2026-12-01' }

const calls: Record<string, Call> = {
  list: {},
  get: { query: { authorizationId } },
  create: { method: 'POST', body: pat },
  update: { method: 'PUT', body: { authorizationId, displayName: 'Another' } },
  revoke: { method: 'DELETE', query: { authorizationId } },
}

let emulator: Emulator
beforeEach(async () => {
  emulator = await createEmulator({ now: () => Date.UTC(2026, 10, 21) })
})

const opened = async (scopes: string[]) => {
  const token = await tokenWith(emulator, scopes)
  const names: string[] = []
  for (const [name, each] of Object.entries(calls)) {
    const response = await call(emulator, token, each)
    if (response.ok) names.push(name)
    else
      expect([response.status, await response.json()]).toMatchObject([
        401,
        { typeKey: 'UnauthorizedRequestException' },
      ])
  }
  return names
}

test.each([
  [
    ['vso.pats', 'vso.pats_manage'],
    ['list', 'get', 'create', 'update', 'revoke'],
  ],
  [['vso.pats_manage'], ['list', 'get', 'update', 'revoke']],
  [['vso.pats'], ['list', 'get']],
  [['user_impersonation'], []],
  [['vso.tokens'], []],
])('%j opens %j', async (scopes, operations) => {
  expect(await opened(scopes)).toEqual(operations)
})

describe('where the tenant does not know vso.pats', () => {
  beforeEach(() => emulator.setFault('azure_devops_scopes_unknown'))

  test('user_impersonation allows everything', async () => {
    expect(await opened(['user_impersonation'])).toEqual(Object.keys(calls))
  })

  test('another API’s scope allows nothing', async () => {
    expect(await opened(['vso.tokens'])).toEqual([])
  })
})

test('a rejected request changes nothing', async () => {
  const before = structuredClone(emulator.state.pats)
  await opened(['vso.pats'])
  expect(emulator.state.pats).toEqual(before)
})
