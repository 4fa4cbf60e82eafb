// Every patTokenError on demand, in the words of each version of the API.
import { beforeEach, describe, expect, test } from 'vitest'
import { createEmulator, type Emulator } from '../../emulator/index.ts'
import { patTokenErrors } from '../../emulator/state/pat-error.ts'
import { type Call, call, listed, resultOf, tokenWith } from './azure-devops.ts'

const authorizationId = '9a70ade1-0000-4000-8000-000000000020'
const pat = { displayName: 'A name', scope: 'vso.code', validTo: '2026-12-01' }

let emulator: Emulator
let token: string
beforeEach(async () => {
  emulator = await createEmulator({ now: () => Date.UTC(2026, 10, 21) })
  token = await tokenWith(emulator)
})

const create = (version: string) => resultOf(call(emulator, token, { method: 'POST', version, body: pat }))

test.each(patTokenErrors)('%s, and nothing is made', async (patError) => {
  emulator.setFault('azure_devops_pat_error', { patError })
  expect(await create('7.2-preview.1')).toEqual({
    patToken: null,
    patTokenError: patError,
    patTokenErrorMessage: expect.stringContaining('refused'),
  })
  expect(emulator.state.pats.size).toBe(133)
  expect((await create('7.2-preview.1')).patTokenError).toBe('none')
})

describe('an older version', () => {
  test.each([
    ['failedToReadOrgPolicy', '7.2-preview.1', 'failedToReadOrgPolicy'],
    ['failedToReadOrgPolicy', '7.1-preview.1', 'failedToReadTenantPolicy'],
    ['globalPATCreationBlocked', '6.1-preview', 'globalPatPolicyViolation'],
    ['expiredPatCannotBeExtended', '7.0-preview.1', 'invalidValidTo'],
    ['disablePatCreationPolicyViolation', '7.0-preview.1', 'accessDenied'],
    ['invalidAudience', '7.1-preview.1', 'invalidAudience'],
    ['invalidAudience', '7.0-preview.1', 'invalidTargetAccounts'],
    ['invalidSubject', '6.1-preview.1', 'invalidUserId'],
    ['invalidTokenType', '7.0-preview', 'invalidClientType'],
    ['deploymentHostNotSupported', '6.1-preview', 'sourceNotSupported'],
    ['patLifespanPolicyViolation', '6.1-preview', 'patLifespanPolicyViolation'],
  ] as const)('%s in %s is %s', async (patError, version, patTokenError) => {
    emulator.setFault('azure_devops_pat_error', { patError })
    expect((await create(version)).patTokenError).toBe(patTokenError)
  })

  test.each(['6.1-preview', '7.0-preview.1', '7.1-preview.1'])('%s has no message', async (version) => {
    emulator.setFault('azure_devops_pat_error', { patError: 'invalidScope' })
    expect(await create(version)).toEqual({ patToken: null, patTokenError: 'invalidScope' })
    expect(Object.keys(await create(version)).sort()).toEqual(['patToken', 'patTokenError'])
  })
})

describe('for one operation', () => {
  const calls: Record<string, Call> = {
    get: { query: { authorizationId } },
    create: { method: 'POST', body: pat },
    update: { method: 'PUT', body: { authorizationId, displayName: 'Another' } },
  }

  test.each(['get', 'create', 'update'] as const)('%s alone is refused', async (operation) => {
    emulator.setFault('azure_devops_pat_error', { patError: 'duplicateHash', operation })
    const others = Object.keys(calls).filter((name) => name !== operation)
    for (const name of [...others, operation]) {
      const { patTokenError } = await resultOf(call(emulator, token, calls[name]))
      expect([name, patTokenError]).toEqual([name, name === operation ? 'duplicateHash' : 'none'])
    }
  })

  test('a list and a revocation never return one', async () => {
    emulator.setFault('azure_devops_pat_error', { patError: 'duplicateHash' })
    expect((await listed(emulator, token)).patTokens).toHaveLength(65)
    const query = { authorizationId }
    expect((await call(emulator, token, { method: 'DELETE', query })).status).toBe(204)
    expect((await create('7.2-preview.1')).patTokenError).toBe('duplicateHash')
  })
})
