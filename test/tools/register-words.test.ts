// What npm run register says where a person would not know on.
import { expect, test } from 'vitest'
import { contoso } from '../../emulator/seed.ts'
import { contosoRun, runRegister } from './register-run.ts'

test('beside the code stand the account to use and the app that the page asks about', async () => {
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
    expect(stdout).toContain('an administrator has to approve the app')
    expect(stdout).toContain('GRAPH_TOKEN')
  },
)
