// What the doctor advises for each AADSTS number.
import { expect, test } from 'vitest'
import { contoso } from '../../emulator/seed.ts'
import { NOTHING_READ } from '../../tools/doctor/command-line/env-file.ts'
import { BY_NUMBER } from '../../tools/doctor/evidence/entra-numbers.ts'
import { refusal } from '../../tools/doctor/evidence/entra-refusal.ts'
import { GROUPS } from '../../tools/doctor/evidence/number-groups.ts'
import { WHOLE_SENTENCES } from './doctor-rows.ts'

const NUMBERS = [...Object.keys(BY_NUMBER).map(Number), ...GROUPS.flatMap(([each]) => each), 123456]

const wordsAt = (aadsts: number, AUTHORITY?: string, homeTenant: string | null = null) =>
  refusal(
    { error: '', suberror: null, aadsts },
    { ...NOTHING_READ, variables: AUTHORITY ? { AUTHORITY } : {}, homeTenant, now: Date.now },
  )

test.each([
  'https://login.microsoftonline.us',
  'https://login.partner.microsoftonline.cn',
  'http://localhost:8400',
])('at %s, no advice sets AUTHORITY to a host of the public cloud', (origin) => {
  // A tenant in another cloud may be in any: all are listed.
  const others = NUMBERS.filter((each) => !/another cloud/.test(wordsAt(each)[0]))
  const advice = others.map((each) => wordsAt(each, `${origin}/organizations`)[1])
  expect(advice.join(' ').replaceAll('https://login.microsoftonline.com/error?', '')).not.toMatch(
    /microsoftonline\.com|entra\.microsoft\.com/,
  )
  expect(advice).toContainEqual(
    expect.stringContaining(`Set AUTHORITY to ${origin}/{Directory (tenant) ID}, or run`),
  )
})

test('a tenant that --tenant names, and the AUTHORITY of several tenants, are filled in', () => {
  const AUTHORITY = 'https://login.microsoftonline.us/common'
  expect(wordsAt(50194, AUTHORITY, contoso.id)[1]).toBe(
    `Set AUTHORITY to https://login.microsoftonline.us/${contoso.id}, or run npm run register -- --kind tenant, which does. To accept other tenants too, run npm run register -- --kind common, which changes the registration.`,
  )
})

test('only where the secret is at fault are its other values to be tried', () => {
  const given = { ...NOTHING_READ, variables: {}, homeTenant: null, now: Date.now }
  const file = { ...NOTHING_READ.file, setTwice: ['CLIENT_SECRET'] }
  const firstTry = NUMBERS.filter((aadsts) =>
    refusal({ error: '', suberror: null, aadsts }, { ...given, file })[1].includes('other values first'),
  )
  expect(firstTry).toEqual([7000215, 7000222])
})

test('an app of one tenant is never sent to an AUTHORITY of several without a change of its registration', () => {
  for (const aadsts of NUMBERS)
    expect(wordsAt(aadsts, 'https://login.microsoftonline.com/consumers')[1]).not.toMatch(
      /set AUTHORITY to (?:\S+\/)?(?:organizations|common)/i,
    )
})

test('the advice for every AADSTS number is in complete sentences', () => {
  for (const aadsts of NUMBERS) for (const each of wordsAt(aadsts)) expect(each).toMatch(WHOLE_SENTENCES)
})

test('every AADSTS number that the app can get has advice besides the link', () => {
  for (const aadsts of [50001, 500011, 65005, 650052, 650053, 70011, 90038, 90094, 7000216, 399266, 500213])
    expect(wordsAt(aadsts)[1]).not.toMatch(/^See https:/)
})
