// What npm run register says where a person would not know on.
import { expect, test } from 'vitest'
import { contoso } from '../../emulator/seed.ts'
import { closedServer } from './doctor-patient.ts'
import { contosoRun, runRegister } from './register-run.ts'

test('shows the account to use and the app’s name next to the code', async () => {
  const { args } = await contosoRun()
  const { stdout } = await runRegister(args)
  expect(stdout).toMatch(
    /Enter [A-Z]{9}\n {2}As {4}an account of the tenant \S+\n {2}For {3}the app Microsoft Graph/,
  )
  expect(stdout).toContain(`of the tenant ${contoso.id}`)
})

test.each(['device_declined', 'device_expired'] as const)(
  '%s is said with the approval that Entra’s page may have asked for',
  async (fault) => {
    const { entra, args } = await contosoRun()
    entra.emulator.setFault(fault)
    const { exitCode, stdout } = await runRegister(args)
    expect(exitCode).toBe(3)
    expect(stdout).toContain('an administrator must approve the app')
    expect(stdout).toContain('GRAPH_TOKEN')
  },
)

test('a lost connection is explained', async () => {
  const { entra, args } = await contosoRun()
  entra.intercept = ({ url }) => (url.endsWith('/devicecode') ? 'gone' : null)
  const { exitCode, stdout } = await runRegister(args, { operator: null })
  expect([exitCode, stdout]).toEqual([
    5,
    expect.stringMatching(
      /localhost:\d+ could not be reached: the connection was lost\.\n.*Check the network\..* Then run this again\.\n/s,
    ),
  ])
})

test('ECONNREFUSED is explained', async () => {
  const { args } = await contosoRun()
  const at = args.with(args.indexOf('--authority') + 1, `${await closedServer()}/${contoso.id}`)
  const { stdout } = await runRegister(at, { operator: null })
  expect(stdout).toContain('could not be reached: nothing is listening there.')
  expect(stdout).toContain(
    'For the local Entra, run npm start in another terminal first. Then run this again.',
  )
})

test.each([
  {
    what: 'a redirect',
    answer: () => new Response(null, { status: 302, headers: { location: 'https://attacker.example/' } }),
    words: 'it redirects',
  },
  {
    what: 'a page',
    answer: () => new Response('<title>Sign in to the network</title>'),
    words: 'the response was not JSON',
  },
  {
    what: 'an answer of more than a megabyte',
    answer: () => new Response('x'.repeat(1024 * 1024 + 1)),
    words: 'its response was too large',
  },
])('$what in place of Entra is explained', async ({ answer, words }) => {
  const { entra, args } = await contosoRun()
  entra.intercept = ({ url }) => (url.endsWith('/devicecode') ? answer() : null)
  const { exitCode, stdout } = await runRegister(args, { operator: null })
  expect([exitCode, stdout]).toEqual([5, expect.stringContaining(`could not be reached: ${words}.`)])
})

test('a missing folder is to be created, not made writable', async () => {
  const { file, args } = await contosoRun()
  const { stdout } = await runRegister(args.with(args.indexOf(file), `${file}/none/.dev.vars`))
  expect(stdout).toContain('Create it, or choose another file')
})
