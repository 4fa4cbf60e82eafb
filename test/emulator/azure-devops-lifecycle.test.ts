// The life of a PAT: created, read, changed, revoked.
import { beforeEach, expect, test } from 'vitest'
import { createEmulator, type Emulator } from '../../emulator/index.ts'
import { contosoOrganization } from '../../emulator/seed.ts'
import { tokensFor } from '../support/entra-client.ts'
import { bothScopes, call, listed, resultOf, tokenWith } from './azure-devops.ts'

const now = Date.UTC(2026, 10, 21, 12)
const asked = {
  displayName: 'A new one',
  scope: 'vso.code vso.work_write',
  validTo: '2026-12-01T00:00:00.000Z',
  allOrgs: false,
}

let emulator: Emulator
let token: string
beforeEach(async () => {
  emulator = await createEmulator({ now: () => now })
  token = await tokenWith(emulator)
})

const create = (change: object = {}) =>
  resultOf(call(emulator, token, { method: 'POST', body: { ...asked, ...change } }))
const get = (authorizationId: string) => resultOf(call(emulator, token, { query: { authorizationId } }))

test('a token from a real sign-in works', async () => {
  const { access_token, scope } = await tokensFor(emulator, { scope: `openid ${bothScopes}` })
  expect(scope).toBe(bothScopes)
  expect((await listed(emulator, String(access_token))).patTokens).toHaveLength(65)
})

test('creating a PAT returns its value', async () => {
  const { patToken, patTokenError, patTokenErrorMessage } = await create()
  expect([patTokenError, patTokenErrorMessage]).toEqual(['none', null])
  expect(patToken).toEqual({
    displayName: 'A new one',
    validTo: '2026-12-01T00:00:00Z',
    scope: 'vso.code vso.work_write',
    targetAccounts: [contosoOrganization.id],
    validFrom: '2026-11-21T12:00:00Z',
    authorizationId: expect.stringMatching(/^[0-9a-f-]{36}$/),
    token: expect.stringMatching(/^LocalEntra[A-Za-z0-9]{66}AZDO[A-Za-z0-9]{4}$/),
  })
})

test('the value is returned once, and is always different', async () => {
  const [first, second] = [await create(), await create()]
  expect(first.patToken?.token).not.toBe(second.patToken?.token)
  const { patToken } = await get(first.patToken?.authorizationId ?? '')
  expect(patToken).toEqual({ ...first.patToken, token: null })
  expect(JSON.stringify([...emulator.state.pats.values()])).not.toContain('LocalEntra')
})

test('an update changes only the named fields', async () => {
  const { patToken } = await create()
  const authorizationId = patToken?.authorizationId
  const update = (body: object) =>
    resultOf(call(emulator, token, { method: 'PUT', body: { authorizationId, ...body } }))
  expect((await update({ displayName: 'Renamed' })).patToken).toEqual({
    ...patToken,
    displayName: 'Renamed',
    token: null,
  })
  const rest = { scope: 'vso.wiki', validTo: '2026-12-24T18:00:00Z' }
  expect((await update(rest)).patToken).toMatchObject({
    displayName: 'Renamed',
    scope: 'vso.wiki',
    validTo: '2026-12-24T18:00:00Z',
    targetAccounts: [contosoOrganization.id],
  })
})

test('a revoked PAT is listed as revoked', async () => {
  const authorizationId = (await create()).patToken?.authorizationId ?? ''
  const revoke = () => call(emulator, token, { method: 'DELETE', query: { authorizationId } })
  const idsOf = async (displayFilterOption: string) => {
    const { patTokens } = await listed(emulator, token, { displayFilterOption })
    return patTokens.map((each) => each.authorizationId)
  }
  expect(await idsOf('active')).toContain(authorizationId)
  const response = await revoke()
  expect([response.status, await response.text()]).toEqual([204, ''])
  expect(await idsOf('active')).not.toContain(authorizationId)
  expect(await idsOf('revoked')).toContain(authorizationId)
  expect((await revoke()).status).toBe(204)
})

test('emulators do not share PATs', async () => {
  const authorizationId = (await create()).patToken?.authorizationId ?? ''
  const other = await createEmulator({ now: () => now })
  const query = { authorizationId }
  const { patTokenError } = await resultOf(call(other, await tokenWith(other), { query }))
  expect(patTokenError).toBe('authorizationNotFound')
})
