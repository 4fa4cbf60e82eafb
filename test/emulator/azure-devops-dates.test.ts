// Dates of PATs: rounded to three-hundredths of a second, written with up to seven decimals, in UTC.
import { beforeAll, describe, expect, test } from 'vitest'
import { createEmulator, type Emulator } from '../../emulator/index.ts'
import { call, resultOf, tokenWith } from './azure-devops.ts'

const now = Date.UTC(2027, 2, 1, 12, 0, 0, 101)
let emulator: Emulator
let token: string
beforeAll(async () => {
  emulator = await createEmulator({ now: () => now })
  token = await tokenWith(emulator)
})

const create = (validTo: unknown) => {
  const body = { displayName: 'A name', scope: 'vso.code', validTo }
  return resultOf(call(emulator, token, { method: 'POST', body }))
}

test.each([
  ['2027-12-25T23:46:23.319Z', '2027-12-25T23:46:23.32Z'],
  ['2027-12-25T23:46:23.1033333Z', '2027-12-25T23:46:23.1033333Z'],
  ['2027-12-25T23:46:23.001Z', '2027-12-25T23:46:23Z'],
  ['2027-12-25T23:46:23.002Z', '2027-12-25T23:46:23.0033333Z'],
  ['2027-12-25T23:46:59.999Z', '2027-12-25T23:47:00Z'],
  ['2027-12-25T23:46:23.5Z', '2027-12-25T23:46:23.5Z'],
  ['2027-12-25T23:46:20Z', '2027-12-25T23:46:20Z'],
  ['2027-12-25T23:46Z', '2027-12-25T23:46:00Z'],
  ['2027-12-25', '2027-12-25T00:00:00Z'],
  ['2027-12-25T23:46:20', '2027-12-25T23:46:20Z'],
  ['2027-12-25T23:46:20+13:00', '2027-12-25T10:46:20Z'],
  ['2027-12-31T23:46:20-09:30', '2028-01-01T09:16:20Z'],
  ['2028-02-29T00:00:00Z', '2028-02-29T00:00:00Z'],
])('%s comes back as %s', async (asked, told) => {
  const { patToken } = await create(asked)
  expect(patToken?.validTo).toBe(told)
  expect(patToken?.validFrom).toBe('2027-03-01T12:00:00.1Z')
})

describe('refused is', () => {
  test.each([
    ['29 February of a year without', '2027-02-29'],
    ['31 April', '2027-04-31T00:00:00Z'],
    ['month 13', '2027-13-01'],
    ['hour 25', '2027-12-25T25:00:00Z'],
    ['a zone that there is not', '2027-12-25T10:00:00+99:00'],
    ['eight decimals', '2027-12-25T10:00:00.12345678Z'],
    ['words', 'next week'],
    ['another way to write it', '12/25/2027'],
    ['a number', 1829692800000],
    ['nothing', ''],
    ['the past', '2027-03-01T12:00:00Z'],
    ['now', '2027-03-01T12:00:00.101Z'],
    ['the year 9999', '9999-12-31'],
    ['367 days ahead', '2028-03-02T12:00:00.102Z'],
  ])('%s', async (_, validTo) => {
    expect(await create(validTo)).toMatchObject({ patToken: null, patTokenError: 'invalidValidTo' })
  })
})

test('a year ahead is the most', async () => {
  expect((await create('2028-03-01T12:00:00.101Z')).patTokenError).toBe('none')
})
