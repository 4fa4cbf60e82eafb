// What the doctor advises for each AADSTS number.
import { expect, test } from 'vitest'
import { contoso } from '../../emulator/seed.ts'
import { NOTHING_READ } from '../../tools/doctor/command-line/env-file.ts'
import { BY_NUMBER } from '../../tools/doctor/evidence/entra-numbers.ts'
import { refusal } from '../../tools/doctor/evidence/entra-refusal.ts'
import { GROUPS } from '../../tools/doctor/evidence/number-groups.ts'
import { WHOLE_SENTENCES } from './doctor-rows.ts'

const GIVEN_NOTHING = { ...NOTHING_READ, variables: {}, homeTenant: null, now: Date.now }
const NUMBERS = [...Object.keys(BY_NUMBER).map(Number), ...GROUPS.flatMap(([each]) => each), 123456]

test.each([
  'https://login.microsoftonline.us/organizations',
  'https://login.partner.microsoftonline.cn/organizations',
  'http://localhost:8400/organizations',
])('at %s, no advice sets AUTHORITY to a host of the public cloud', (AUTHORITY) => {
  // The tenant is in another cloud, which may be any: all are listed.
  const others = NUMBERS.filter(
    (each) => !GROUPS.find(([, [says]]) => /another cloud/.test(says))?.[0].includes(each),
  )
  const advice = others.map(
    (aadsts) =>
      refusal({ error: '', suberror: null, aadsts }, { ...GIVEN_NOTHING, variables: { AUTHORITY } })[1],
  )
  expect(advice.join(' ').replaceAll('https://login.microsoftonline.com/error?', '')).not.toMatch(
    /microsoftonline\.com|entra\.microsoft\.com/,
  )
  expect(advice).toContainEqual(
    expect.stringContaining(`Set AUTHORITY to ${new URL(AUTHORITY).origin}/{Directory (tenant) ID}, or run`),
  )
})

test('a tenant that --tenant names is filled in', () => {
  const given = { ...GIVEN_NOTHING, variables: { AUTHORITY: 'https://login.microsoftonline.us/common' } }
  const [, advice] = refusal(
    { error: '', suberror: null, aadsts: 50194 },
    { ...given, homeTenant: contoso.id },
  )
  expect(advice).toBe(
    `Set AUTHORITY to https://login.microsoftonline.us/${contoso.id}, or run npm run register -- --kind tenant, which does. To accept other tenants too, run npm run register -- --kind common, which changes the registration.`,
  )
})

test('an app of one tenant is never sent to an AUTHORITY of several without a change of its registration', () => {
  const asOrganization = {
    ...GIVEN_NOTHING,
    variables: { AUTHORITY: 'https://login.microsoftonline.com/consumers' },
  }
  for (const aadsts of NUMBERS)
    expect(refusal({ error: '', suberror: null, aadsts }, asOrganization)[1]).not.toMatch(
      /set AUTHORITY to (?:\S+\/)?(?:organizations|common)/i,
    )
})

test('the advice for every AADSTS number is in complete sentences', () => {
  const given = GIVEN_NOTHING
  for (const aadsts of NUMBERS) {
    const [sentence, whatToDo] = refusal({ error: '', suberror: null, aadsts }, given)
    expect(sentence).toMatch(WHOLE_SENTENCES)
    expect(whatToDo).toMatch(/^[A-Z].*\.\)?$/)
  }
})

test('every AADSTS number that the app can get has advice besides the link', () => {
  const given = GIVEN_NOTHING
  for (const aadsts of [50001, 500011, 65005, 650052, 650053, 70011, 90038, 90094, 7000216, 399266, 500213]) {
    expect(refusal({ error: '', suberror: null, aadsts }, given)[1]).not.toMatch(/^See https:/)
  }
})
