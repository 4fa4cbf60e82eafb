// Answers that are right each, and wrong together or for this tenant: said so before anything is changed.
import { beforeEach, expect, test } from 'vitest'
import { readOptions } from '../../tools/register/command-line/options.ts'
import { ofText } from '../../tools/register/dev-vars/dev-vars.ts'
import { answerOutline } from '../../tools/register/prompts/answers.ts'
import {
  answerInstead,
  contosoRun,
  type Entra,
  graphError,
  runForJson,
  runRegister,
  writes,
} from './register-run.ts'

let entra: Entra
let args: string[]
beforeEach(async () => {
  ;({ entra, args } = await contosoRun())
})

test.each([
  [['--kind', 'consumers', '--azure-devops', 'contoso'], 'Azure DevOps does not accept personal accounts.'],
  [['--kind', 'consumers', '--admin-consent'], 'Personal accounts have no admin consent.'],
  [['--user-flow', 'Shared'], 'Only customers have a user flow.'],
])('%j', async (more, message) => {
  const { exitCode, stdout } = await runRegister([...args, ...more])
  expect([exitCode, stdout, writes(entra)]).toEqual([2, expect.stringContaining(message), []])
})

test('rejects more redirect URIs than the registered app for personal accounts can have', async () => {
  await runRegister([...args, '--kind', 'common'])
  const before = writes(entra).length
  const uris = Array.from({ length: 101 }, (_, index) => `https://app.example.com/a${index}`)
  const { exitCode, stdout } = await runRegister([...args, ...uris.flatMap((uri) => ['--redirect-uri', uri])])
  expect([exitCode, stdout]).toEqual([2, expect.stringContaining('more than 100 times')])
  expect(writes(entra)).toHaveLength(before)
})

test('rejects --azure-devops in a tenant without Azure DevOps', async () => {
  answerInstead(entra, 'GET', /499b84ac/, graphError(404, 'Request_ResourceNotFound'))
  const { exitCode, stdout } = await runRegister([...args, '--azure-devops', 'contoso'])
  expect([exitCode, stdout]).toEqual([5, expect.stringContaining('This tenant has no Azure DevOps.')])
  expect(writes(entra)).toEqual([])
})

test('rejects an --env that wrangler.toml does not have, unless it is to be deleted', async () => {
  args.push('--env', 'stagin')
  const { exitCode, report } = await runForJson(args, { operator: null })
  expect([exitCode, report.error]).toMatchObject([
    2,
    {
      message: 'wrangler.toml has no [env.stagin], only staging, production.',
      next: expect.stringContaining('--env'),
    },
  ])
  expect(entra.emulator.requests).toEqual([])
  const deletion = await runForJson([...args, '--delete'])
  expect(deletion.report.error?.message).toContain('does not exist in')
})

test.each([
  ['https://fourthcoffee.ciamlogin.com', { kind: 'customers', adminConsent: true }],
  ['https://login.microsoftonline.com/contoso.com', { kind: null, adminConsent: false }],
])('--authority %s means %j', async (authority, outline) => {
  const options = readOptions(['--yes', '--authority', authority])
  expect(await answerOutline(options, ofText('.dev.vars', null), null)).toEqual(outline)
})
