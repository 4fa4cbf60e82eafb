// --dry-run: the calls that it prints are those that are then made.
import { existsSync } from 'node:fs'
import { expect, test } from 'vitest'
import { joni, nestor } from '../../emulator/seed.ts'
import { contosoRun, runForJson, runRegister, writes } from './register-run.ts'

const cases = [
  { what: 'a tenant', more: ['--admin-consent', '--azure-devops', 'contoso'], operator: nestor },
  { what: 'customers', more: ['--kind', 'customers', '--certificate'], operator: joni },
]

test.each(cases)(
  'for $what, the calls that are printed are those that are made',
  async ({ more, operator }) => {
    const { entra, file, args } = await contosoRun()
    const at = args.with(args.indexOf('--authority') + 1, `${entra.url}/${operator.tenantId}`)
    const { exitCode, report } = await runForJson([...at, ...more, '--dry-run'], { operator })
    expect([exitCode, report.outcome, report.error]).toEqual([0, 'dry_run', null])
    expect([writes(entra), existsSync(file)]).toEqual([[], false])

    const made: { call: string; body: unknown }[] = []
    const ids = new Map<string, string>()
    entra.intercept = async (request) => {
      const { pathname } = new URL(request.url)
      if (request.method === 'GET' || !pathname.startsWith('/v1.0/')) return null
      const body: unknown = await request.clone().json()
      const answer = await entra.emulator.fetch(request)
      const json = (await answer
        .clone()
        .json()
        .catch(() => ({}))) as Record<string, string>
      if (pathname.endsWith('/applications')) {
        ids.set(json.id ?? '', '{application id}')
        ids.set(json.appId ?? '', '{client id}')
      }
      if (pathname.endsWith('/servicePrincipals')) ids.set(json.id ?? '', '{service principal id}')
      if (pathname.endsWith('/authenticationEventsFlows')) ids.set(json.id ?? '', '{user flow id}')
      made.push({ call: `${request.method} ${pathname.slice('/v1.0'.length)}`, body })
      return answer
    }
    expect((await runRegister([...at, ...more], { operator })).exitCode).toBe(0)

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
  },
)

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
  const address = 'https://app.example.com/callback'
  const { stdout } = await runRegister([...args, '--kind', 'common', '--redirect-uri', address, '--dry-run'])
  expect(stdout).toContain('supported account types: none -> AzureADandPersonalMicrosoftAccount')
  expect(stdout).toContain(`redirect URI ${address}: missing -> registered`)
  expect(stdout).toContain('front-channel logout URL: none -> https://app.example.com/logout/front-channel')
  expect(stdout).toContain('access token version: not set -> 2')
  expect(stdout).toContain('implicit grant: not set -> off')
  for (const claim of ['sid', 'login_hint', 'xms_edov'])
    expect(stdout).toContain(`optional claim ${claim}: missing -> in ID tokens`)
  expect(stdout).toContain('Microsoft Graph permission User.Read: missing -> added')
  expect(stdout).toMatch(/tag EntrywayRegister\b.*: missing -> set/)
})
