// An app for personal accounts only: no tenant judges its credential, and none is asked for.
import { expect, test } from 'vitest'
import { contoso, entrywayEverywhere } from '../../emulator/seed.ts'
import { appOf, examine, faultsOf, healthyPatient } from './doctor-patient.ts'

async function personal(audience: string, args: string[]) {
  const patient = await healthyPatient('common')
  patient.variables.AUTHORITY = `${patient.origin}/consumers`
  Object.assign(appOf(patient), { signInAudience: audience })
  patient.args = args
  const examined = await examine(patient)
  const credentials = examined.lines.find(({ check }) => check === 'credentials')
  return {
    ...examined,
    credentials,
    asked: patient.emulator.requests.filter(({ method }) => method === 'POST'),
  }
}

test.each([
  ['without --tenant', []],
  ['with the tenant of the registration', ['--tenant', contoso.id]],
])('%s its credential cannot be told, and that is no fault', async (_, args) => {
  const { exitCode, lines, credentials } = await personal('PersonalMicrosoftAccount', args)
  expect([exitCode, faultsOf({ lines })]).toEqual([0, []])
  expect(credentials).toMatchObject({ status: 'skipped', whatToDo: null })
  expect(credentials?.sentence).toContain('only at a sign-in')
})

test('one that takes organizations too is judged at its tenant', async () => {
  const audience = entrywayEverywhere.signInAudience
  const { credentials } = await personal(audience, ['--tenant', contoso.id])
  expect(credentials).toMatchObject({ status: 'pass' })
})

test('without a tenant nothing is asked with the credential', async () => {
  expect((await personal('PersonalMicrosoftAccount', [])).asked).toEqual([])
})
