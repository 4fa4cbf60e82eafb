// What goes wrong with PATs on demand: faults of the service, every patTokenError, and an organization's policies.
import { beforeEach, describe, expect, test } from 'vitest'
import type { Emulator } from '../../emulator/index.ts'
import { patTokenErrors } from '../../emulator/state/pat-error.ts'
import { api, type Call, type Json, newPat, type PatApi, seededPat, startPats } from './azure-devops.ts'

const DAY_MS = 24 * 60 * 60 * 1000

let now: number
let pats: PatApi
let emulator: Emulator
beforeEach(async () => {
  now = Date.UTC(2026, 10, 21)
  pats = await startPats(() => now)
  emulator = pats.emulator
})

const calls = {
  list: {},
  get: { query: { authorizationId: seededPat } },
  create: { method: 'POST', body: newPat },
  update: { method: 'PUT', body: { authorizationId: seededPat, displayName: 'Another' } },
  revoke: { method: 'DELETE', query: { authorizationId: seededPat } },
} satisfies Record<string, Call>
type Operation = keyof typeof calls
const operations = Object.keys(calls) as Operation[]

const created = () => emulator.state.pats.size - 133

describe('a fault of the service', () => {
  test.each([
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
  ] as const)('%s returns %i once, and nothing is done', async (fault, status, type) => {
    for (const each of Object.values(calls)) {
      const before = structuredClone(emulator.state.pats)
      emulator.setFault(fault)
      const response = await pats.send(each)
      expect([response.status, response.headers.get('Content-Type')]).toEqual([
        status,
        expect.stringContaining(type),
      ])
      expect(response.headers.get('Retry-After')).toBe(status === 429 ? '7' : null)
      expect(response.headers.has('Location')).toBe(status === 302)
      if (fault === 'azure_devops_malformed') await expect(response.json()).rejects.toThrow(SyntaxError)
      expect(emulator.state.pats).toEqual(before)
    }
    expect((await pats.send({})).status).toBe(200)
  })

  test('has the service’s error envelope', async () => {
    emulator.setFault('azure_devops_error')
    const namespace = 'Microsoft.TeamFoundation.Framework.Server'
    expect(await (await pats.send({})).json()).toEqual({
      $id: '1',
      innerException: null,
      message: 'The requested operation is not allowed.',
      typeName: `${namespace}.InvalidAccessException, ${namespace}`,
      typeKey: 'InvalidAccessException',
      errorCode: 0,
      eventId: 3000,
    })
  })

  test('azure_devops_stall sends no response until the client gives up', async () => {
    emulator.setFault('azure_devops_stall')
    const client = new AbortController()
    const request = new Request(`${api}?api-version=7.2-preview.1`, { signal: client.signal })
    const answered = emulator.fetch(request)
    client.abort()
    await expect(answered).rejects.toThrow()
    expect((await pats.send({})).status).toBe(200)
  })

  test('azure_devops_revoke_fails rejects revocations only', async () => {
    emulator.setFault('azure_devops_revoke_fails')
    for (const name of operations.slice(0, 4)) expect((await pats.send(calls[name])).status).toBe(200)
    expect((await pats.revoke(seededPat)).status).toBe(500)
    expect(emulator.state.pats.get(seededPat)?.revoked).toBe(false)
    expect((await pats.revoke(seededPat)).status).toBe(204)
  })

  test('azure_devops_revoke_200 revokes with status 200', async () => {
    emulator.setFault('azure_devops_revoke_200')
    const response = await pats.revoke(seededPat)
    expect([response.status, await response.text()]).toEqual([200, ''])
    expect(emulator.state.pats.get(seededPat)?.revoked).toBe(true)
  })

  test.each<Parameters<Emulator['setFault']>>([
    ['azure_devops_max_lifespan'],
    ['azure_devops_max_lifespan', { days: 0 }],
    ['azure_devops_max_lifespan', { days: 1.5 }],
    ['azure_devops_max_lifespan_refused', { days: 367 }],
    ['azure_devops_401', { days: 30 }],
    ['azure_devops_pat_error'],
    ['azure_devops_pat_error', { patError: 'none' as 'invalidScope' }],
    ['azure_devops_pat_error', { patError: 'invalidScope', operation: 'revoke' }],
    ['azure_devops_401', { patError: 'invalidScope' }],
    ['azure_devops_401', { operation: 'delete' as 'revoke' }],
    ['azure_devops_revoke_fails', { operation: 'revoke' }],
    ['token_503', { operation: 'list' }],
    ['azure_devops_creation_off', { times: 1 }],
    ['azure_devops_scopes_unknown', { aadsts: 65001 }],
  ])('%s rejects options that do not fit: %j', (name, options) => {
    expect(() => emulator.setFault(name, options)).toThrow(RangeError)
    expect(emulator.state.faults.size).toBe(0)
  })
})

describe('a patTokenError', () => {
  test('of every kind can be set, and creates nothing', async () => {
    for (const patError of patTokenErrors) {
      emulator.setFault('azure_devops_pat_error', { patError })
      expect(await pats.create()).toEqual({
        patToken: null,
        patTokenError: patError,
        patTokenErrorMessage: expect.stringContaining('refused'),
      })
    }
    expect(created()).toBe(0)
    expect((await pats.create()).patTokenError).toBe('none')
  })

  test.each([
    ['failedToReadOrgPolicy', '7.1-preview.1', 'failedToReadTenantPolicy'],
    ['globalPATCreationBlocked', '6.1-preview', 'globalPatPolicyViolation'],
    ['expiredPatCannotBeExtended', '7.0-preview.1', 'invalidValidTo'],
    ['disablePatCreationPolicyViolation', '7.0-preview.1', 'accessDenied'],
    ['invalidAudience', '7.1-preview.1', 'invalidAudience'],
    ['invalidAudience', '7.0-preview.1', 'invalidTargetAccounts'],
    ['invalidSubject', '6.1-preview.1', 'invalidUserId'],
    ['invalidTokenType', '7.0-preview', 'invalidClientType'],
    ['deploymentHostNotSupported', '6.1-preview', 'sourceNotSupported'],
  ] as const)('%s in %s is %s, without a message', async (patError, version, patTokenError) => {
    emulator.setFault('azure_devops_pat_error', { patError })
    const result = await pats.create({}, version)
    expect(result).toEqual({ patToken: null, patTokenError })
    expect(result).not.toHaveProperty('patTokenErrorMessage')
  })

  test.each(['get', 'create', 'update'] as const)('can be limited to %s', async (operation) => {
    emulator.setFault('azure_devops_pat_error', { patError: 'duplicateHash', operation })
    const errorOf = async (name: Operation) =>
      ((await (await pats.send(calls[name])).json()) as Json).patTokenError
    for (const name of (['get', 'create', 'update'] as const).filter((each) => each !== operation)) {
      expect([name, await errorOf(name)]).toEqual([name, 'none'])
    }
    expect(await errorOf(operation)).toBe('duplicateHash')
  })
})

/** Creates a PAT, turns the policy on, then updates the PAT. */
async function createThenUpdate(change: Json, policy: () => void) {
  const { patToken } = await pats.create({ validTo: '2026-11-28' })
  policy()
  return pats.update({ authorizationId: patToken?.authorizationId, ...change })
}

describe('a maximum lifespan of 30 days', () => {
  const policy = () => emulator.setFault('azure_devops_max_lifespan', { days: 30 })

  test('shortens a new PAT’s to 30 days from now', async () => {
    policy()
    expect((await pats.create({ validTo: '2027-02-19' })).patToken?.validTo).toBe('2026-12-21T00:00:00Z')
    expect((await pats.create({ validTo: '2026-12-20' })).patToken?.validTo).toBe('2026-12-20T00:00:00Z')
  })

  test('shortens an updated PAT’s to 30 days from its creation', async () => {
    const later = () => {
      policy()
      now += 2 * DAY_MS
    }
    const { patToken } = await createThenUpdate({ validTo: '2027-02-19' }, later)
    expect(patToken?.validTo).toBe('2026-12-21T00:00:00Z')
  })

  test('rejects what is longer, as it was before', async () => {
    const older = () => emulator.setFault('azure_devops_max_lifespan_refused', { days: 30 })
    const rejected = { patToken: null, patTokenError: 'patLifespanPolicyViolation' }
    expect(await createThenUpdate({ validTo: '2026-12-22' }, older)).toMatchObject(rejected)
    expect(await pats.create({ validTo: '2026-12-22' })).toMatchObject(rejected)
    expect((await pats.create({ validTo: '2026-12-21' })).patTokenError).toBe('none')
    expect(created()).toBe(2)
  })
})

test.each([
  ['azure_devops_no_full_scope', { scope: 'app_token' }, 'fullScopePatPolicyViolation'],
  ['azure_devops_no_global', { allOrgs: true }, 'globalPatPolicyViolation'],
] as const)('%s rejects %j in a new PAT and an update', async (fault, change, patTokenError) => {
  expect((await pats.create(change)).patTokenError).not.toBe(patTokenError)
  const policy = () => emulator.setFault(fault)
  expect(await createThenUpdate(change, policy)).toMatchObject({ patToken: null, patTokenError })
  const before = created()
  expect(await pats.create(change)).toMatchObject({ patToken: null, patTokenError })
  expect(created()).toBe(before)
  expect((await pats.create()).patTokenError).toBe('none')
})

/** Created until 15 March 2026, and valid until 1 December 2026. */
describe('PATs for all organizations', () => {
  beforeEach(() => {
    now = Date.UTC(2026, 2, 14)
  })
  const create = (version?: string, allOrgs: unknown = true) =>
    pats.create({ validTo: new Date(now + 300 * DAY_MS).toISOString(), allOrgs }, version)

  test.each([true, 'True'])('name no organization: %j', async (allOrgs) => {
    expect((await create(undefined, allOrgs)).patToken?.targetAccounts).toBeNull()
  })

  test.each([
    ['7.2-preview.1', 'globalPATCreationBlocked'],
    ['7.1-preview.1', 'globalPatPolicyViolation'],
  ])('are no longer created, in version %s: %s', async (version, patTokenError) => {
    now = Date.UTC(2026, 2, 15)
    expect(await create(version)).toMatchObject({ patToken: null, patTokenError })
  })

  test('can be blocked earlier, until cleared', async () => {
    emulator.setFault('azure_devops_global_retired')
    for (const _ of [1, 2]) expect((await create()).patTokenError).toBe('globalPATCreationBlocked')
    emulator.clearFaults()
    expect((await create()).patTokenError).toBe('none')
  })

  test('are not extended, then expire', async () => {
    const authorizationId = (await create()).patToken?.authorizationId
    now = Date.UTC(2026, 11, 1) - 1
    expect(await pats.idsOf('active')).toContain(authorizationId)
    const validTo = new Date(now + DAY_MS).toISOString()
    const extended = await pats.update({ authorizationId, validTo })
    expect(extended.patTokenError).toBe('globalPATCreationBlocked')
    now += 1
    expect(await pats.idsOf('active')).not.toContain(authorizationId)
    expect(await pats.idsOf('expired')).toContain(authorizationId)
  })
})
