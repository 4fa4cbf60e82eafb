// Answers that are right each, and wrong together: said so before anything is changed.
import { expect, test } from 'vitest'
import { contoso, fourthCoffee, joni, nestor } from '../../emulator/seed.ts'
import { readOptions } from '../../tools/register/command-line/options.ts'
import { emptyDevVars } from '../../tools/register/dev-vars/dev-vars.ts'
import { answerOutline } from '../../tools/register/prompts/answers.ts'
import { contosoRun, registered, runForJson, runRegister, writes } from './register-run.ts'

const PRODUCTION = Array.from({ length: 101 }, (_, index) => [
  '--redirect-uri',
  `https://app.example.com/a${index}`,
])

test.each([
  [['--kind', 'consumers', '--azure-devops', 'contoso'], 'Azure DevOps does not accept personal accounts.'],
  [['--kind', 'consumers', '--admin-consent'], 'Personal accounts have no admin consent.'],
  [['--kind', 'tenant', '--deploy-secrets'], 'There is no redirect URI in production yet.'],
  [['--user-flow', 'Shared'], 'Only customers have a user flow.'],
])('%j', async (more, message) => {
  const { entra, args } = await contosoRun()
  const { exitCode, stdout } = await runRegister([...args, ...more])
  expect([exitCode, stdout]).toEqual([2, expect.stringContaining(message)])
  expect([writes(entra), registered(entra)]).toEqual([[], []])
})

test('rejects more redirect URIs than an app for personal accounts can have', async () => {
  const { entra, file, args } = await contosoRun()
  await runRegister([...args, '--kind', 'common'])
  // No flag says the kind: it is that of the registration.
  const before = writes(entra).length
  const { exitCode, stdout } = await runRegister([...args, ...PRODUCTION.flat()])
  expect([exitCode, stdout]).toEqual([2, expect.stringContaining('more than 100 times')])
  expect([writes(entra).length, file.length > 0]).toEqual([before, true])
})

test('rejects --azure-devops in a tenant without Azure DevOps', async () => {
  const { entra, args } = await contosoRun()
  entra.intercept = (request) =>
    request.url.includes('499b84ac')
      ? Response.json({ error: { code: 'Request_ResourceNotFound' } }, { status: 404 })
      : null
  const { exitCode, stdout } = await runRegister([...args, '--azure-devops', 'contoso'])
  expect([exitCode, stdout]).toEqual([5, expect.stringContaining('This tenant has no Azure DevOps.')])
  expect(writes(entra)).toEqual([])
})

test.each([
  ['a tenant for customers, not meant', fourthCoffee, joni, [], 'is a tenant for customers'],
  ['customers, in another tenant', contoso, nestor, ['--kind', 'customers'], 'is not a tenant for customers'],
])('%s', async (_, { id, displayName, kind }, operator, more, message) => {
  const { entra, args } = await contosoRun()
  // The kind of a tenant is told to tokens with Organization.Read.All only.
  const organization = {
    id,
    displayName,
    tenantType: kind === 'customers' ? 'CIAM' : 'AAD',
    verifiedDomains: [],
  }
  entra.intercept = (request) =>
    request.url.includes('/v1.0/organization') ? Response.json({ value: [organization] }) : null
  const at = args.with(args.indexOf('--authority') + 1, `${entra.url}/${id}`)
  const { exitCode, report } = await runForJson([...at, ...more], { operator })
  expect([exitCode, report.error?.message]).toEqual([2, expect.stringContaining(message)])
  expect(writes(entra)).toEqual([])
})

test('an authority at ciamlogin.com implies --kind customers', async () => {
  const options = readOptions(['--yes', '--authority', 'https://fourthcoffee.ciamlogin.com'])
  expect(await answerOutline(options, emptyDevVars('.dev.vars'), null)).toEqual({
    kind: 'customers',
    adminConsent: true,
  })
  const elsewhere = readOptions(['--yes', '--authority', 'https://login.microsoftonline.com/contoso.com'])
  expect((await answerOutline(elsewhere, emptyDevVars('.dev.vars'), null)).kind).toBeNull()
})
