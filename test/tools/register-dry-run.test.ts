// --dry-run: the calls that it prints are those that are then made.
import { existsSync } from 'node:fs'
import { expect, test } from 'vitest'
import { contoso, fourthCoffee, joni, nestor } from '../../emulator/seed.ts'
import { contosoRun, newRun, runForJson, runRegister, writes } from './register-run.ts'

test.each([
  {
    what: 'a tenant',
    tenant: contoso,
    operator: nestor,
    more: ['--admin-consent', '--azure-devops', 'contoso'],
  },
  { what: 'customers', tenant: fourthCoffee, operator: joni, more: ['--kind', 'customers', '--certificate'] },
])('for $what, the calls that are printed are those that are made', async ({ tenant, operator, more }) => {
  const { entra, file, args } = await newRun(tenant)
  args.push(...more)
  const { exitCode, report } = await runForJson([...args, '--dry-run'], { operator })
  expect([exitCode, report.outcome, report.error]).toEqual([0, 'dry_run', null])
  expect([writes(entra), existsSync(file)]).toEqual([[], false])

  const made: { call: string; body: unknown }[] = []
  const ids = new Map<string, string>()
  const created: Record<string, string> = {
    '/applications': '{application id}',
    '/servicePrincipals': '{service principal id}',
    '/identity/authenticationEventsFlows': '{user flow id}',
  }
  entra.intercept = async (request) => {
    const [, path] = /^\/v1\.0(\/.*)/.exec(new URL(request.url).pathname) ?? []
    if (request.method === 'GET' || path === undefined) return null
    made.push({ call: `${request.method} ${path}`, body: await request.clone().json() })
    const answer = await entra.emulator.fetch(request)
    const name = created[path]
    if (name) {
      const { id, appId } = (await answer.clone().json()) as Record<string, string>
      ids.set(id ?? '', name)
      if (path === '/applications') ids.set(appId ?? '', '{client id}')
    }
    return answer
  }
  expect((await runRegister(args, { operator })).exitCode).toBe(0)

  const unfilled = (value: unknown): unknown =>
    JSON.parse([...ids].reduce((text, [id, name]) => text.replaceAll(id, name), JSON.stringify(value)))
  // What is new each time: the certificate, the application's own tag, and the second in which a credential is made.
  const settled = (value: unknown) =>
    JSON.parse(
      JSON.stringify(value)
        .replace(/"key":"[^"]+"/, '"key":""')
        .replace(/"EntrywayRegister-[0-9a-f]{8}"/, '""')
        .replaceAll(/\d{4}-\d\d-\d\dT[\d:.]+Z(?:, [0-9a-f]{4})?/g, ''),
    )
  const printed = report.steps.flatMap(({ call }) =>
    call ? [{ call: `${call.method} ${call.path}`, body: call.body }] : [],
  )
  expect(printed.length).toBeGreaterThan(4)
  expect(settled(printed)).toEqual(settled(unfilled(made)))
})

test('the terminal output shortens the certificate', async () => {
  const { entra, args } = await contosoRun()
  const { stdout } = await runRegister([...args, '--certificate', '--dry-run'])
  expect(stdout).toContain(`GET ${entra.url}/v1.0/organization`)
  expect(stdout).toContain(`POST ${entra.url}/v1.0/applications\n`)
  expect(stdout).toContain(`PATCH ${entra.url}/v1.0/applications/{application id}`)
  expect(stdout).toMatch(/"key": "\S{24} \.\.\. \(\d+ characters\)"/)
  expect(stdout).toContain('This was a dry run. Nothing was changed.')
})

test('every change is shown beforehand', async () => {
  const { args } = await contosoRun()
  const uri = 'https://app.example.com/callback'
  const { stdout } = await runRegister([
    ...args,
    '--kind',
    'common',
    '--redirect-uri',
    uri,
    '--base-path',
    '/auth',
    '--dry-run',
  ])
  for (const difference of [
    'supported account types: none -> AzureADandPersonalMicrosoftAccount',
    `redirect URI ${uri}: missing -> registered`,
    'front-channel logout URL: none -> https://app.example.com/auth/logout/front-channel',
    'access token version: not set -> 2',
    'implicit grant: not set -> off',
    ...['sid', 'login_hint', 'xms_edov'].map((claim) => `optional claim ${claim}: missing -> in ID tokens`),
    'Microsoft Graph permission User.Read: missing -> added',
  ])
    expect(stdout).toContain(difference)
  expect(stdout).toMatch(/tag EntrywayRegister\b.*: missing -> set/)
})
