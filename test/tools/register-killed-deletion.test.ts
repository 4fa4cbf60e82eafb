// A deletion that is killed after any one of its calls to Graph, and run again: the app, its user flow and .dev.vars are gone.
import { existsSync, writeFileSync } from 'node:fs'
import { beforeEach, describe, expect, test } from 'vitest'
import { contoso, fourthCoffee, joni, nestor } from '../../emulator/seed.ts'
import { tokenRun } from './killed-run.ts'
import { APP_NAME, answerInstead, graphError, registered } from './register-run.ts'

/** `call`: those that change the directory. */
test.each([
  { tenant: contoso, operator: nestor, kind: 'tenant', call: 3 },
  ...[4, 5, 6].map((call) => ({ tenant: fourthCoffee, operator: joni, kind: 'customers', call })),
])('an app for $kind, killed after call $call', async ({ tenant, operator, kind, call }) => {
  const { entra, file, run, killed } = await tokenRun(tenant, operator)
  expect((await run('--kind', kind)).exitCode).toBe(0)
  const flows = entra.emulator.state.userFlows
  const own = flows.find(({ displayName }) => displayName.startsWith(APP_NAME))
  // None of them is what a killed deletion leaves: made by hand, of another name, or in use.
  const others = own
    ? [{ description: null }, { displayName: 'Other' }, { appIds: [crypto.randomUUID()] }].map((change) => ({
        ...{ ...own, appIds: [], id: crypto.randomUUID() },
        ...change,
      }))
    : []
  flows.unshift(...others)
  expect(await killed(call, '--delete')).toBe(call)
  expect(existsSync(file)).toBe(true)

  const { exitCode, report, stderr, waits } = await run('--delete')
  expect([exitCode, report.outcome, waits], stderr).toEqual([0, 'changed', []])
  expect([registered(entra), existsSync(file)]).toEqual([[], false])
  const isKnown = ({ id }: { id: string }) => id === own?.id || others.some((each) => each.id === id)
  expect(entra.emulator.state.userFlows.filter(isKnown)).toEqual(others)
})

describe('an app that was deleted already', () => {
  let prepared: Awaited<ReturnType<typeof tokenRun>>
  let clientId: string
  beforeEach(async () => {
    prepared = await tokenRun(contoso, nestor)
    await prepared.run()
    clientId = registered(prepared.entra)[0]?.clientId ?? ''
    await prepared.killed(3, '--delete')
  })

  test('is reported, and a dry run leaves .dev.vars in place', async () => {
    const { exitCode, stderr } = await prepared.run('--delete', '--dry-run')
    expect([exitCode, stderr]).toEqual([
      0,
      expect.stringMatching(new RegExp(`"${APP_NAME}" \\(${clientId}\\) was already deleted on \\d{4}-`)),
    ])
    expect(existsSync(prepared.file)).toBe(true)
  })

  test('by its ID, leaves the .dev.vars of another app', async () => {
    writeFileSync(prepared.file, `CLIENT_ID=${crypto.randomUUID()}\n`)
    const { exitCode, report } = await prepared.run('--delete', '--client-id', clientId)
    expect([exitCode, report.outcome, existsSync(prepared.file)]).toEqual([0, 'unchanged', true])
  })

  test('is not waited for by a run that registers', async () => {
    const { exitCode, report, waits } = await prepared.run()
    expect([exitCode, report.error?.message, waits]).toEqual([
      6,
      expect.stringContaining(`${clientId}, which was deleted`),
      [],
    ])
    const byId = await prepared.run('--client-id', clientId)
    expect([byId.exitCode, byId.report.error?.next]).toEqual([7, expect.stringContaining('restore it')])
  })

  test('that this account may not see is waited for, as one that is not listed yet', async () => {
    answerInstead(prepared.entra, 'GET', /\/deletedItems\//, graphError(403, 'Authorization_RequestDenied'))
    expect((await prepared.run('--delete')).exitCode).toBe(5)
  })
})
