// A tenant whose kind Graph does not tell: what is said of it, and where a refusal may only mean the other kind.
import { join } from 'node:path'
import { expect, onTestFinished, test, vi } from 'vitest'
import { adele, contoso, fourthCoffee, joni, nestor } from '../../emulator/seed.ts'
import {
  APP_NAME,
  newFolder,
  type Operator,
  registered,
  runForJson,
  serveEntra,
  variablesIn,
} from './register-run.ts'

async function runIn(tenantId: string, more: string[], operator: Operator) {
  const entra = await serveEntra()
  const file = join(newFolder(), '.dev.vars')
  const args = ['--yes', '--authority', `${entra.url}/${tenantId}`, '--dev-vars', file, '--name', APP_NAME]
  return { entra, file, ...(await runForJson([...args, ...more], { operator })) }
}

test.each([
  ['an administrator', nestor],
  ['somebody without a role', adele],
])('--kind customers where %s of an organization signs in names --kind tenant', async (_, operator) => {
  const { exitCode, report, entra } = await runIn(contoso.id, ['--kind', 'customers'], operator)
  expect(exitCode).not.toBe(0)
  expect(report.error?.next).toContain('--kind tenant')
  expect(registered(entra)).toEqual([])
})

test.each(['organizations', 'common'])(
  '--kind %s in a tenant for customers names --kind customers',
  async (kind) => {
    const { exitCode, report, entra } = await runIn(fourthCoffee.id, ['--kind', kind], joni)
    expect([exitCode, report.error?.next]).toEqual([5, expect.stringContaining('--kind customers')])
    expect(registered(entra)).toEqual([])
  },
)

test.each([
  ['tenant', contoso.id, nestor, '--kind customers'],
  ['customers', fourthCoffee.id, joni, '--kind tenant'],
])('--kind %s: says that the tenant type is unknown', async (kind, tenantId, operator, other) => {
  const { stderr } = await runIn(tenantId, ['--kind', kind, '--dry-run'], operator)
  expect(stderr).toMatch(
    new RegExp(
      `Could not determine whether this is a tenant for customers .External ID.: Graph did not show.*${other}`,
    ),
  )
})

test('in a national cloud, it says so without asking ciamlogin.com', async () => {
  const entra = await serveEntra()
  const asked: string[] = []
  const elsewhere = globalThis.fetch
  const origin = 'https://login.microsoftonline.us'
  vi.stubGlobal('fetch', async (input: string | URL | Request, init?: RequestInit) => {
    const request = new Request(input, init)
    const { host } = new URL(request.url)
    asked.push(host)
    if (['login.microsoftonline.us', 'graph.microsoft.us'].includes(host))
      return entra.emulator.fetch(request)
    return elsewhere(request)
  })
  onTestFinished(() => void vi.unstubAllGlobals())
  const file = join(newFolder(), '.dev.vars')
  const { stderr } = await runForJson(
    ['--yes', '--dry-run', '--authority', `${origin}/${contoso.id}`, '--dev-vars', file, '--name', APP_NAME],
    { operator: nestor },
  )
  expect(stderr).toMatch(
    /Could not determine whether this is a tenant for customers \(External ID\): ciamlogin\.com.*login\.microsoftonline\.us/,
  )
  expect(asked.filter((host) => host.includes('ciamlogin'))).toEqual([])
})

test('with Organization.Read.All, the tenant type is known', async () => {
  const entra = await serveEntra()
  entra.intercept = async (request) => {
    if (!new URL(request.url).pathname.endsWith('/organization')) return null
    const answer = (await (await entra.emulator.fetch(request)).json()) as {
      value: Record<string, unknown>[]
    }
    return Response.json({ value: answer.value.map((each) => ({ ...each, tenantType: 'CIAM' })) })
  }
  const file = join(newFolder(), '.dev.vars')
  const { exitCode, stderr } = await runForJson(
    ['--yes', '--authority', `${entra.url}/${fourthCoffee.id}`, '--dev-vars', file, '--name', APP_NAME],
    { operator: joni },
  )
  expect([exitCode, stderr]).toEqual([2, expect.stringContaining('--kind customers')])
  expect(stderr).not.toContain('Could not determine whether this is a tenant')
})

test('an explicit --kind is not questioned', async () => {
  const { exitCode, file } = await runIn(fourthCoffee.id, ['--kind', 'customers'], joni)
  expect([exitCode, variablesIn(file).AUTHORITY]).toEqual([0, expect.stringContaining(fourthCoffee.id)])
})
