// The authorization id: one's own, an unknown one, somebody else's, or none at all.
import { beforeEach, describe, expect, test } from 'vitest'
import { createEmulator, type Emulator } from '../../emulator/index.ts'
import { call, resultOf, tokenWith } from './azure-devops.ts'

const own = '9a70ade1-0000-4000-8000-000000000020'
const alexes = '9a70a1e0-0000-4000-8000-000000000000'
const unknown = '00000000-0000-4000-8000-000000000000'

let emulator: Emulator
let token: string
beforeEach(async () => {
  emulator = await createEmulator()
  token = await tokenWith(emulator)
})

const get = (authorizationId: string) => resultOf(call(emulator, token, { query: { authorizationId } }))
const update = (authorizationId: unknown) =>
  resultOf(call(emulator, token, { method: 'PUT', body: { authorizationId, displayName: 'Mine' } }))
const revoke = (query: Record<string, string>) => call(emulator, token, { method: 'DELETE', query })

test('one’s own is found, in any letter case', async () => {
  expect((await get(own)).patToken?.authorizationId).toBe(own)
  expect((await get(own.toUpperCase())).patToken?.authorizationId).toBe(own)
  expect((await update(own)).patToken?.displayName).toBe('Mine')
  expect((await revoke({ authorizationId: own })).status).toBe(204)
})

const strangers: [unknown, string][] = [
  ['not-a-guid', 'invalidAuthorizationId'],
  ['', 'invalidAuthorizationId'],
  [`${own}0`, 'invalidAuthorizationId'],
  ['__proto__', 'invalidAuthorizationId'],
  [unknown, 'authorizationNotFound'],
  [alexes, 'accessDenied'],
]

test.each(strangers)('%j is not read: %s', async (id, patTokenError) => {
  expect(await get(String(id))).toMatchObject({ patToken: null, patTokenError })
})

test.each([...strangers, [undefined, 'invalidAuthorizationId'], [7, 'invalidAuthorizationId']])(
  '%j is not changed: %s',
  async (id, patTokenError) => {
    const before = structuredClone(emulator.state.pats)
    expect(await update(id)).toMatchObject({ patToken: null, patTokenError })
    expect(emulator.state.pats).toEqual(before)
  },
)

describe('not revoked, as there is no place for a patTokenError,', () => {
  test.each([
    [{ authorizationId: 'not-a-guid' }, 400, 'VssPropertyValidationException'],
    [{}, 400, 'VssPropertyValidationException'],
    [{ authorizationId: unknown }, 404, 'SessionTokenNotFoundException'],
    [{ authorizationId: alexes }, 403, 'InvalidAccessException'],
  ])('is %j: %i', async (query: Record<string, string>, status, typeKey) => {
    const before = structuredClone(emulator.state.pats)
    const response = await revoke(query)
    expect([response.status, await response.json()]).toMatchObject([status, { typeKey }])
    expect(emulator.state.pats).toEqual(before)
  })
})
