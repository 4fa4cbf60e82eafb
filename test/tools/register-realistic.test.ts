// npm run register against a local directory that refuses, and lags, as Microsoft's does.
import { beforeEach, describe, expect, test } from 'vitest'
import { operatorRefusals } from '../../emulator/state/directory-faults.ts'
import { doctor } from '../../tools/doctor.ts'
import {
  contosoRun,
  type Entra,
  type RunOptions,
  registered,
  runForJson,
  runRegister,
  variablesIn,
  writes,
} from './register-run.ts'

type Fault = Parameters<Entra['emulator']['setFault']>

let entra: Entra
let file: string
let args: string[]
/** The directory's clock goes on with what is waited for. */
let waited: number
beforeEach(async () => {
  ;({ entra, file, args } = await contosoRun())
  waited = 0
  entra.emulator.state.now = () => Date.now() + waited * 1000
})

const now = () => Date.now() + waited * 1000
const options: RunOptions = {
  now,
  during: (seconds) => {
    waited += seconds
  },
}

describe('a directory that lags for three minutes', () => {
  test('is waited for: one app, complete, and its secret accepted', async () => {
    entra.emulator.setFault('directory_lag')
    const { exitCode, stdout } = await runRegister([...args, '--admin-consent'], options)
    expect(exitCode, stdout).toBe(0)
    expect(stdout).toContain('waiting for the directory to catch up')
    expect(stdout).toContain('Entra accepts the new credential')
    expect(waited).toBeGreaterThanOrEqual(3 * 60)
    expect(registered(entra)).toHaveLength(1)
  })

  test('gets no second app from a second run', async () => {
    entra.emulator.setFault('directory_lag')
    entra.intercept = ({ method, url }) => (method === 'POST' && url.endsWith('/addPassword') ? 'gone' : null)
    expect((await runRegister(args, options)).exitCode).toBe(5)
    entra.intercept = () => null
    const { exitCode, stderr } = await runForJson(args, options)
    expect(exitCode, stderr).toBe(0)
    expect(registered(entra)).toHaveLength(1)
    expect(registered(entra)[0]?.secrets.map(({ value }) => value)).toEqual([variablesIn(file).CLIENT_SECRET])
  })

  test('is recognized by the doctor, and not reported as a mistake', async () => {
    expect((await runRegister(args, options)).exitCode).toBe(0)
    // Entra's token servers have forgotten what they have just been told.
    entra.emulator.setFault('credential_replication', { times: 0 })
    const examine = async () =>
      (await doctor(['--env-file', file], { environment: {}, paper: { columns: 100, colors: false }, now }))
        .output
    expect((await examine()).replaceAll(/\s+/g, ' ')).toMatch(
      /Entra may not know it yet: the credential was added/,
    )
    waited += 20 * 60
    expect(await examine()).not.toContain('may not know it yet')
  })
})

const everywhere = { times: 0 }

describe.each<[fault: Fault[0], options: Fault[1], more: string[], exitCode: number, says: RegExp]>([
  ['directory_quota', everywhere, [], 5, /Directory_QuotaExceeded.*250|250.*Directory_QuotaExceeded/],
  ['directory_tenant_quota', everywhere, [], 5, /The tenant has reached its limit of directory objects/],
  ['directory_no_secrets', {}, ['--secret'], 5, /--certificate/],
  ['directory_secret_lifetime', { days: 30 }, ['--lifetime', '180'], 5, /--lifetime/],
  ['directory_no_personal_accounts', {}, ['--kind', 'common'], 5, /--kind/],
  ['directory_denied', everywhere, [], 4, /Authorization_RequestDenied.*Privileged Identity/s],
  ['directory_permission_missing', everywhere, [], 4, /permission Application\.ReadWrite\.All/],
  ['directory_access_policy', everywhere, [], 3, /Conditional Access.*GRAPH_TOKEN/s],
  ['directory_no_license', everywhere, [], 5, /license.*--client-id/s],
  ['directory_service_tree', {}, [], 5, /--service-management-reference.*--client-id/s],
])('%s', (fault, faultOptions, more, exitCode, says) => {
  test('is reported with Graph’s own code and advice', async () => {
    entra.emulator.setFault(fault, faultOptions)
    const run = await runRegister([...args, ...more], options)
    expect(run.exitCode, run.stdout).toBe(exitCode)
    expect(run.stdout).toMatch(says)
    expect(run.stdout).toMatch(/Graph returned 40[013] \w+/)
    entra.emulator.clearFaults()
    const again = await runForJson([...args, ...more], options)
    expect([again.exitCode, registered(entra).length], again.stderr).toEqual([0, 1])
  })
})

test.each<[...Fault]>([
  ['directory_replication', { times: 3 }],
  ['directory_replication_403', { times: 3 }],
  ['directory_busy', { times: 2 }],
  ['directory_conflict', { times: 1 }],
  ['directory_grants_unlisted', { times: 2 }],
  ['app_replication', { times: 3 }],
  ['credential_replication', { times: 3 }],
  ['directory_throttled', { times: 2 }],
  ['directory_null_scope'],
])('%s does not stop it', async (fault, faultOptions) => {
  entra.emulator.setFault(fault, faultOptions)
  const { exitCode, stderr } = await runForJson(
    [...args, '--admin-consent', '--azure-devops', 'contoso'],
    options,
  )
  expect(exitCode, stderr).toBe(0)
  expect(registered(entra)).toHaveLength(1)
})

test('consent that Graph has but never lists counts as granted, with a warning', async () => {
  await runForJson([...args, '--admin-consent'], options)
  entra.emulator.setFault('directory_grants_unlisted', everywhere)
  const { exitCode, report, stderr } = await runForJson([...args, '--admin-consent'], options)
  expect(exitCode, stderr).toBe(0)
  expect(report.warnings).toEqual([
    expect.stringMatching(/^Graph reports that this already exists.* Permissions/),
  ])
})

test('a very long Retry-After is reported instead of waited for', async () => {
  let asked = 0
  entra.intercept = ({ url }) => {
    if (!url.includes('/v1.0/organization')) return null
    asked += 1
    const error = { code: 'TooManyRequests', message: 'Too many requests.' }
    return Response.json({ error }, { status: 429, headers: { 'Retry-After': '3600' } })
  }
  const { exitCode, report } = await runForJson(args, options)
  expect([exitCode, asked]).toEqual([5, 1])
  expect(report.error?.next).toContain('60 minutes')
})

test('a tenant without secrets gets a certificate', async () => {
  entra.emulator.setFault('directory_no_secrets')
  expect((await runForJson(args, options)).exitCode).toBe(0)
  expect([registered(entra)[0]?.secrets, registered(entra)[0]?.certificates.length]).toEqual([[], 1])
})

test('a tenant that forbids both secrets and certificates gets no circular advice', async () => {
  entra.emulator.setFault('directory_no_secrets')
  const error = {
    code: 'CredentialTypeNotAllowedAsPerAppPolicy',
    message: 'Credential type not allowed as per assigned policy.',
  }
  entra.intercept = async (request) =>
    request.method === 'PATCH' && (await request.clone().text()).includes('keyCredentials')
      ? Response.json({ error }, { status: 400 })
      : null
  const { exitCode, report } = await runForJson(args, options)
  expect([exitCode, report.error?.message]).toEqual([5, expect.stringContaining(error.code)])
  expect(report.error?.next).toContain('exempt')
  expect(report.error?.next).not.toMatch(/--secret|--certificate/)
})

test.each([
  ['Directory_ObjectNotFound', 'Unable to read the company information from the directory.', /is busy/],
  ['Request_ResourceNotFound', 'Resource does not exist.', /Request_ResourceNotFound/],
])('404 %s about the tenant is shown in Graph’s own words', async (code, message, says) => {
  entra.intercept = ({ url }) =>
    url.includes('/v1.0/organization') ? Response.json({ error: { code, message } }, { status: 404 }) : null
  const { exitCode, report } = await runForJson(args, options)
  expect([exitCode, report.error?.message]).toEqual([5, expect.stringContaining(`${code}: ${message}`)])
  expect(report.error?.message).toMatch(says)
  expect(report.error?.next).toContain('in a few minutes')
})

describe('a tenant that refuses the sign-in of tools', () => {
  test.each(operatorRefusals)('with AADSTS%i', async (aadsts) => {
    entra.emulator.setFault('operator_refused', { aadsts, times: 0 })
    const { exitCode, stdout } = await runRegister(args, options)
    expect(exitCode, stdout).toBe(3)
    expect(stdout).toContain(`AADSTS${aadsts}`)
    expect(stdout).toMatch(/GRAPH_TOKEN|--tenant|--authority|--device-code|sign in again/)
    expect(stdout).not.toContain('sign-in log for more')
    expect(writes(entra)).toEqual([])
  })

  test('429 while polling is waited out', async () => {
    entra.emulator.setFault('device_throttled', { times: 2 })
    expect((await runRegister(args, options)).exitCode).toBe(0)
  })
})
