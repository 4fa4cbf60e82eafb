// PATs that have ended: expired ones, and revoked ones.
import { beforeEach, describe, expect, test } from 'vitest'
import { createEmulator, type Emulator } from '../../emulator/index.ts'
import { alex } from '../../emulator/seed.ts'
import { call, type Json, listed, resultOf, tokenWith } from './azure-devops.ts'

const expired = '9a70a1e0-0000-4000-8000-000000000001'
const revoked = '9a70a1e0-0000-4000-8000-000000000002'

let emulator: Emulator
let token: string
beforeEach(async () => {
  emulator = await createEmulator({ now: () => Date.UTC(2026, 10, 21) })
  token = await tokenWith(emulator, ['vso.pats', 'vso.pats_manage'], alex)
})

const update = (version: string, body: Json) =>
  resultOf(call(emulator, token, { method: 'PUT', version, body }))

test('both can be read, and neither reports that it has ended', async () => {
  for (const authorizationId of [expired, revoked]) {
    const { patToken } = await resultOf(call(emulator, token, { query: { authorizationId } }))
    expect(Object.keys(patToken ?? {}).sort()).toEqual([
      'authorizationId',
      'displayName',
      'scope',
      'targetAccounts',
      'token',
      'validFrom',
      'validTo',
    ])
  }
})

describe('an expired one', () => {
  const extended = { authorizationId: expired, validTo: '2026-12-01' }

  test('cannot be extended in version 7.2', async () => {
    const result = await update('7.2-preview.1', extended)
    expect(result).toMatchObject({ patToken: null, patTokenError: 'expiredPatCannotBeExtended' })
  })

  test.each(['6.1-preview', '7.0-preview.1', '7.1-preview.1'])(
    'is extended in %s, and active again',
    async (version) => {
      expect((await update(version, extended)).patToken?.validTo).toBe('2026-12-01T00:00:00Z')
      const { patTokens } = await listed(emulator, token)
      expect(patTokens.map(({ authorizationId }) => authorizationId)).toContain(expired)
    },
  )

  test('can be renamed', async () => {
    const { patToken } = await update('7.2-preview.1', { authorizationId: expired, displayName: 'Renamed' })
    expect(patToken?.displayName).toBe('Renamed')
  })
})

test('a revoked one cannot be updated', async () => {
  for (const version of ['6.1-preview', '7.2-preview.1']) {
    const result = await update(version, { authorizationId: revoked, displayName: 'Renamed' })
    expect(result).toMatchObject({ patToken: null, patTokenError: 'invalidToken' })
  }
  expect(emulator.state.pats.get(revoked)?.displayName).toBe('Lost laptop')
})
