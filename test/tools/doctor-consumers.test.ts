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
])('%s the credential check is skipped, which is not a failure', async (_, args) => {
  const { exitCode, lines, credentials } = await personal('PersonalMicrosoftAccount', args)
  expect([exitCode, faultsOf({ lines })]).toEqual([0, []])
  expect(credentials).toMatchObject({ status: 'skipped', whatToDo: null })
  expect(credentials?.sentence).toContain('only at a sign-in')
})

test('an app that also accepts organizations is checked at its tenant', async () => {
  const audience = entrywayEverywhere.signInAudience
  const { credentials } = await personal(audience, ['--tenant', contoso.id])
  expect(credentials).toMatchObject({ status: 'pass' })
})

test('without a tenant, the credential is never sent', async () => {
  expect((await personal('PersonalMicrosoftAccount', [])).asked).toEqual([])
})
