// The policies of an organization for PATs.
import { beforeEach, describe, expect, test } from 'vitest'
import { createEmulator, type Emulator } from '../../emulator/index.ts'
import { call, type Json, resultOf, tokenWith } from './azure-devops.ts'

let now = 0
let emulator: Emulator
let token: string
beforeEach(async () => {
  now = Date.UTC(2026, 10, 21)
  emulator = await createEmulator({ now: () => now })
  token = await tokenWith(emulator)
})

const create = (change: Json = {}, version = '7.2-preview.1') => {
  const body = { displayName: 'A name', scope: 'vso.code', validTo: '2027-02-19', ...change }
  return resultOf(call(emulator, token, { method: 'POST', version, body }))
}

async function createThenUpdate(change: Json, policy: () => void) {
  const { patToken } = await create({ validTo: '2026-11-28' })
  policy()
  const body = { authorizationId: patToken?.authorizationId, ...change }
  return resultOf(call(emulator, token, { method: 'PUT', body }))
}

const made = () => emulator.state.pats.size - 133

describe('a maximum lifespan of 30 days', () => {
  const policy = () => emulator.setFault('azure_devops_max_lifespan', { days: 30 })

  test('shortens a new one to 30 days from now', async () => {
    policy()
    expect((await create()).patToken?.validTo).toBe('2026-12-21T00:00:00Z')
    expect((await create({ validTo: '2026-12-20' })).patToken?.validTo).toBe('2026-12-20T00:00:00Z')
  })

  test('shortens an updated one to 30 days from its creation', async () => {
    const { patToken } = await create({ validTo: '2026-11-28' })
    now += 2 * 24 * 60 * 60 * 1000
    token = await tokenWith(emulator)
    policy()
    const body = { authorizationId: patToken?.authorizationId, validTo: '2027-02-19' }
    const updated = await resultOf(call(emulator, token, { method: 'PUT', body }))
    expect(updated.patToken?.validTo).toBe('2026-12-21T00:00:00Z')
  })

  test('leaves the expiration alone if an update omits it', async () => {
    const { patToken } = await create()
    policy()
    const body = { authorizationId: patToken?.authorizationId, displayName: 'Renamed' }
    const updated = await resultOf(call(emulator, token, { method: 'PUT', body }))
    expect(updated.patToken?.validTo).toBe('2027-02-19T00:00:00Z')
  })
})

describe('a maximum lifespan of 30 days, as it was before', () => {
  const policy = () => emulator.setFault('azure_devops_max_lifespan_refused', { days: 30 })

  test('rejects a longer one', async () => {
    policy()
    expect(await create()).toMatchObject({ patToken: null, patTokenError: 'patLifespanPolicyViolation' })
    expect((await create({ validTo: '2026-12-21' })).patTokenError).toBe('none')
    expect(made()).toBe(1)
  })

  test('rejects an extension', async () => {
    const { patTokenError } = await createThenUpdate({ validTo: '2026-12-22' }, policy)
    expect(patTokenError).toBe('patLifespanPolicyViolation')
  })
})

describe.each([
  ['azure_devops_no_full_scope', { scope: 'app_token' }, 'fullScopePatPolicyViolation'],
  ['azure_devops_no_global', { allOrgs: true }, 'globalPatPolicyViolation'],
] as const)('%s', (fault, change, patTokenError) => {
  const policy = () => emulator.setFault(fault)

  test('rejects creating it, and nothing else', async () => {
    policy()
    expect(await create(change)).toMatchObject({ patToken: null, patTokenError })
    expect(made()).toBe(0)
    expect((await create()).patTokenError).toBe('none')
  })

  test('rejects updating to it', async () => {
    expect((await createThenUpdate(change, policy)).patTokenError).toBe(patTokenError)
  })

  test('is off until it is set', async () => {
    expect((await create(change)).patTokenError).not.toBe(patTokenError)
  })
})

describe('creation off', () => {
  test('rejects creation, with each version’s message', async () => {
    emulator.setFault('azure_devops_creation_off')
    expect((await create()).patTokenError).toBe('disablePatCreationPolicyViolation')
    expect((await create({}, '7.1-preview.1')).patTokenError).toBe('accessDenied')
    expect(made()).toBe(0)
  })

  test('still allows updates', async () => {
    const policy = () => emulator.setFault('azure_devops_creation_off')
    expect((await createThenUpdate({ displayName: 'Renamed' }, policy)).patTokenError).toBe('none')
  })
})

test('a policy lasts until it is cleared', async () => {
  emulator.setFault('azure_devops_creation_off')
  for (let each = 0; each < 3; each++) {
    expect((await create()).patTokenError).toBe('disablePatCreationPolicyViolation')
  }
  emulator.clearFaults()
  expect((await create()).patTokenError).toBe('none')
})
