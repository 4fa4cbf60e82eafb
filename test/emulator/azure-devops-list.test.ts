// The list of PATs: filtered by status, sorted three ways.
import { beforeAll, describe, expect, test } from 'vitest'
import { createEmulator, type Emulator } from '../../emulator/index.ts'
import { adele, alex, megan, type Person } from '../../emulator/seed.ts'
import { call, listed, type PatToken, tokenWith } from './azure-devops.ts'

let now = Date.UTC(2026, 10, 21)
let emulator: Emulator
let token: string
beforeAll(async () => {
  emulator = await createEmulator({ now: () => now })
  token = await tokenWith(emulator, ['vso.pats'], alex)
})

const names = (patTokens: PatToken[]) => patTokens.map(({ displayName }) => displayName)

describe('a filter', () => {
  test.each([
    ['active', ['Campaign board']],
    ['expired', ['Old campaign board']],
    ['revoked', ['Lost laptop']],
    ['all', ['Campaign board', 'Lost laptop', 'Old campaign board']],
  ])('%s', async (displayFilterOption, expected) => {
    expect(names((await listed(emulator, token, { displayFilterOption })).patTokens)).toEqual(expected)
  })

  test('defaults to active', async () => {
    expect(names((await listed(emulator, token)).patTokens)).toEqual(['Campaign board'])
  })

  test('follows the clock', async () => {
    const then = now
    now += 365 * 24 * 60 * 60 * 1000
    const late = await tokenWith(emulator, ['vso.pats'], alex)
    const { patTokens } = await listed(emulator, late, { displayFilterOption: 'expired' })
    now = then
    expect(names(patTokens)).toEqual(['Campaign board', 'Old campaign board'])
  })
})

describe('a sort', () => {
  test.each([
    ['displayName', ['Campaign board', 'Lost laptop', 'Old campaign board']],
    ['displayDate', ['Old campaign board', 'Campaign board', 'Lost laptop']],
    ['status', ['Campaign board', 'Old campaign board', 'Lost laptop']],
  ])('by %s, both ways', async (sortByOption, expected) => {
    const query = { displayFilterOption: 'all', sortByOption }
    const sorted = async (isSortAscending: string) =>
      names((await listed(emulator, token, { ...query, isSortAscending })).patTokens)
    expect(await sorted('true')).toEqual(expected)
    expect(await sorted('false')).toEqual(expected.toReversed())
  })
})

test('a list shows only the user’s own PATs, without their values', async () => {
  const of = async (person: Person) => {
    const own = await tokenWith(emulator, ['vso.pats'], person)
    return (await listed(emulator, own, { displayFilterOption: 'all' })).patTokens
  }
  const [adeles, alexes] = [await of(adele), await of(alex)]
  const ids = adeles.map(({ authorizationId }) => authorizationId)
  expect(alexes.some(({ authorizationId }) => ids.includes(authorizationId))).toBe(false)
  expect([...adeles, ...alexes].every((pat) => pat.token === null)).toBe(true)
})

test('a user without PATs gets an empty list', async () => {
  const at = 'https://vssps.dev.azure.com/fabrikam/_apis/tokens/pats'
  const response = await call(emulator, await tokenWith(emulator, ['vso.pats'], megan), { at })
  expect(await response.json()).toEqual({ continuationToken: '', patTokens: [] })
})

test.each([
  ['displayFilterOption', 'lost'],
  ['sortByOption', 'scope'],
  ['isSortAscending', 'yes'],
])('%s may not be %s', async (name, value) => {
  const response = await call(emulator, token, { query: { [name]: value } })
  expect(response.status).toBe(400)
  expect(await response.json()).toMatchObject({ message: expect.stringContaining(name) })
})
