// Tokens for all organizations: made until 15 March 2026, and good until 1 December 2026.
import { beforeEach, expect, test } from 'vitest'
import { createEmulator, type Emulator } from '../../emulator/index.ts'
import { call, listed, resultOf, tokenWith } from './azure-devops.ts'

const DAY_MS = 24 * 60 * 60 * 1000
const ENDS_MS = Date.UTC(2026, 11, 1)

let now: number
let emulator: Emulator
beforeEach(async () => {
  now = Date.UTC(2026, 2, 14)
  emulator = await createEmulator({ now: () => now })
})

async function send(method: string, body: object, version = '7.2-preview.1') {
  const token = await tokenWith(emulator)
  return resultOf(call(emulator, token, { method, body, version }))
}

const create = (version?: string) => {
  const validTo = new Date(now + 300 * DAY_MS).toISOString()
  return send('POST', { displayName: 'Everywhere', scope: 'vso.code', validTo, allOrgs: true }, version)
}

test('one is made, names no organization, and can be text that says so', async () => {
  expect((await create()).patToken?.targetAccounts).toBeNull()
  const validTo = new Date(now + DAY_MS).toISOString()
  const asked = { displayName: 'In words', scope: 'vso.code', validTo, allOrgs: 'True' }
  expect((await send('POST', asked)).patToken?.targetAccounts).toBeNull()
})

test.each([
  ['7.2-preview.1', 'globalPATCreationBlocked'],
  ['7.1-preview.1', 'globalPatPolicyViolation'],
])('in version %s none is made any more: %s', async (version, patTokenError) => {
  now = Date.UTC(2026, 2, 15)
  expect(await create(version)).toMatchObject({ patToken: null, patTokenError })
})

test('it can be blocked earlier, until cleared', async () => {
  emulator.setFault('azure_devops_global_retired')
  for (const _ of [1, 2]) expect((await create()).patTokenError).toBe('globalPATCreationBlocked')
  emulator.clearFaults()
  expect((await create()).patTokenError).toBe('none')
})

test('those that exist are not renewed, end, and are listed as expired', async () => {
  const authorizationId = (await create()).patToken?.authorizationId
  const idsOf = async (displayFilterOption: string) => {
    const query = { displayFilterOption, sortByOption: 'displayDate' }
    return (await listed(emulator, await tokenWith(emulator), query)).patTokens.map(
      (pat) => pat.authorizationId,
    )
  }
  now = ENDS_MS - 1
  expect(await idsOf('active')).toContain(authorizationId)
  const renewed = await send('PUT', { authorizationId, validTo: new Date(now + DAY_MS).toISOString() })
  expect(renewed.patTokenError).toBe('globalPATCreationBlocked')
  now = ENDS_MS
  expect(await idsOf('active')).not.toContain(authorizationId)
  expect(await idsOf('expired')).toContain(authorizationId)
})
