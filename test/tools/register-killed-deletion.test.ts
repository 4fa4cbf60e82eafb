// A deletion that is killed after any one of its calls to Graph, and run again: the app, its user flow and .dev.vars are gone.
import { existsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { contoso, fourthCoffee, joni, nestor } from '../../emulator/seed.ts'
import { operatorTokens } from '../support/operator.ts'
import { runUntil } from './killed-run.ts'
import { APP_NAME, newFolder, type Operator, registered, runForJson, serveEntra } from './register-run.ts'

type Case = { what: string; operator: Operator; tenant: { id: string }; first: string[]; writes: number[] }

/** `writes`: the calls that change the directory. */
const CASES: Case[] = [
  { what: 'an app of a tenant', operator: nestor, tenant: contoso, first: [], writes: [3] },
  {
    what: 'an app for customers',
    operator: joni,
    tenant: fourthCoffee,
    first: ['--kind', 'customers'],
    writes: [4, 5, 6],
  },
]

async function prepare({ operator, tenant, first }: Case) {
  const entra = await serveEntra()
  const file = join(newFolder(), '.dev.vars')
  const args = ['--yes', '--authority', `${entra.url}/${tenant.id}`, '--dev-vars', file]
  const token = String((await operatorTokens(entra.emulator, operator)).access_token)
  const run = (...more: string[]) =>
    runForJson([...args, ...more], { operator: null, environment: { GRAPH_TOKEN: token } })
  expect((await run('--name', APP_NAME, ...first)).exitCode).toBe(0)
  const deleting = [...args, '--delete']
  return { entra, file, run, killed: (call: number) => runUntil(entra, deleting, token, call) }
}

describe.each(CASES)('$what', (each) => {
  test.each(each.writes)('killed after call %i', async (call) => {
    const { entra, file, run, killed } = await prepare(each)
    expect(await killed(call)).toBe(call)
    expect(existsSync(file)).toBe(true)

    const { exitCode, report, stderr, waits } = await run('--delete')
    expect([exitCode, report.outcome, waits], stderr).toEqual([0, 'changed', []])
    expect([registered(entra), existsSync(file)]).toEqual([[], false])
    const own = entra.emulator.state.userFlows.filter(({ displayName }) => displayName.startsWith(APP_NAME))
    expect(own).toEqual([])
  })
})

describe('an app that was deleted already', () => {
  const [ofTenant] = CASES as [Case, ...Case[]]
  const deleted = async () => {
    const prepared = await prepare(ofTenant)
    const clientId = registered(prepared.entra)[0]?.clientId ?? ''
    await prepared.killed(3)
    return { ...prepared, clientId }
  }

  test('is reported, and a dry run leaves .dev.vars in place', async () => {
    const { file, run, clientId } = await deleted()
    const { exitCode, stderr } = await run('--delete', '--dry-run')
    expect([exitCode, stderr]).toEqual([
      0,
      expect.stringMatching(new RegExp(`"${APP_NAME}" \\(${clientId}\\) was already deleted on \\d{4}-`)),
    ])
    expect(existsSync(file)).toBe(true)
  })

  test('by its ID, leaves the .dev.vars of another app', async () => {
    const { file, run, clientId } = await deleted()
    writeFileSync(file, `CLIENT_ID=${crypto.randomUUID()}\n`)
    const { exitCode, report } = await run('--delete', '--client-id', clientId)
    expect([exitCode, report.outcome, existsSync(file)]).toEqual([0, 'unchanged', true])
  })

  test('is not waited for by a run that registers', async () => {
    const { run, clientId } = await deleted()
    const { exitCode, report, waits } = await run()
    expect([exitCode, report.error?.message, waits]).toEqual([
      6,
      expect.stringContaining(`${clientId}, which was deleted`),
      [],
    ])
    const byId = await run('--client-id', clientId)
    expect([byId.exitCode, byId.report.error?.next]).toEqual([7, expect.stringContaining('restore it')])
  })

  test('that this account may not see is waited for, as one that is not listed yet', async () => {
    const { entra, run } = await deleted()
    entra.intercept = (request) =>
      request.url.includes('/deletedItems/')
        ? Response.json({ error: { code: 'Authorization_RequestDenied' } }, { status: 403 })
        : null
    expect((await run('--delete')).exitCode).toBe(5)
  })
})
