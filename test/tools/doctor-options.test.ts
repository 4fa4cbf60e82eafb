// Which variables are checked, and what counts.
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { contoso, expiredSecret, secret } from '../../emulator/seed.ts'
import { doctor } from '../../tools/doctor.ts'
import { asEnvFile, file, healthyPatient } from './doctor-patient.ts'

const ROOT = join(import.meta.dirname, '..', '..')

const run = (args: string[], environment: NodeJS.ProcessEnv = {}, paper = { columns: 80, colors: false }) =>
  doctor(args, { environment, paper, now: Date.now })

const LIKE_ENTRAS = 'Fn88Q~0000000000000000000000000000000000'
const RANDOM = 'kJ8sDf93kLs02mNbQw'

test.each([
  [['--color'], 'There is no such flag: --color.'],
  [['--color=red'], 'There is no such flag: --color.'],
  [['--CLIENT_ID', 'x'], 'There is no such flag: --CLIENT_ID. Did you mean --client-id?'],
  [[`--${LIKE_ENTRAS}`], 'There is no such flag: (not shown, as it may be a secret).'],
  [['--env-file'], '--env-file is missing its value.'],
  [['--env-file', '--json'], '--env-file is missing its value: --json follows it.'],
  [['--json=yes'], '--json accepts no value, but has one: yes.'],
  [['--strict', 'staging'], 'Argument 2 belongs to no flag: staging. A value stands behind its flag'],
  [[LIKE_ENTRAS], 'Argument 1 belongs to no flag: (not shown, as it may be a secret).'],
  [[RANDOM], 'Argument 1 belongs to no flag: (not shown, as it may be a secret).'],
  [['--env-file', '/nowhere/.dev.vars'], '--env-file /nowhere/.dev.vars does not exist.'],
  [['--env-file', '/tmp'], '--env-file /tmp is a folder.'],
  [['--env-file', '/dev/null'], '--env-file /dev/null is a device.'],
  [
    ['--env-file', 'x', '--variables-from-environment'],
    '--env-file x and --variables-from-environment cannot',
  ],
  [['--variables-from-environment', '--tenant', 'common'], 'one tenant, but is common.'],
  [['--variables-from-environment', '--tenant', LIKE_ENTRAS], 'one tenant, but is (not shown'],
  [['--variables-from-environment', '--env', 'a.b'], 'such as staging, but is a.b.'],
])('%j: the error shows the argument unless it may be a secret', async (args, says) => {
  const { error, output, exitCode } = await run(args)
  const [sentence, ...others] = error.split('\n')
  expect([exitCode, output, sentence]).toEqual([2, '', expect.stringContaining(says)])
  // Its whole usage would push the error out of sight.
  expect(others).toEqual(['See npm run doctor -- --help for all flags.'])
  expect(error).not.toContain(LIKE_ENTRAS)
  expect(error).not.toContain(RANDOM)
})

test('--help prints the usage', async () => {
  const { exitCode, output } = await run(['--help'])
  expect(exitCode).toBe(0)
  expect(output).toContain('--variables-from-environment')
})

test('a warning fails only with --strict', async () => {
  const { variables } = await healthyPatient()
  const path = asEnvFile({ ...variables, ALOWED_TENANTS: contoso.id })
  expect((await run(['--env-file', path])).exitCode).toBe(0)
  expect((await run(['--env-file', path, '--strict'])).exitCode).toBe(1)
})

test('with --strict, a check that could have run counts as a warning, and the summary lists it', async () => {
  const { variables, emulator } = await healthyPatient()
  emulator.state.applicationPermissions.clear()
  const path = asEnvFile(variables)
  const lenient = await run(['--env-file', path])
  expect(lenient.exitCode).toBe(0)
  const verdict = (output: string) => output.trim().split('\n\n').at(-1)?.replaceAll(/\s+/g, ' ').trim()
  expect(verdict(lenient.output)).toBe('No problems. Not checked: registration, platform, secret lifetime.')
  const strict = await run(['--env-file', path, '--strict'])
  expect(strict.exitCode).toBe(1)
  expect(verdict(strict.output)).toBe('No problems, 1 warning. Not checked: registration, platform.')
  expect(strict.output).toContain('warn  secret lifetime')
  // Its twin, of which nothing is left to find out.
  const expires = new Date(Date.now() + 90 * 86_400_000).toISOString()
  const told = asEnvFile({ ...variables, CLIENT_SECRET_EXPIRES: expires })
  expect((await run(['--env-file', told, '--strict'])).exitCode).toBe(0)
})

test('with --strict, a credential that could be checked with --tenant is a warning', async () => {
  const { variables } = await healthyPatient('common')
  const path = asEnvFile({ ...variables, CLIENT_SECRET_EXPIRES: '2099-01-01' })
  expect((await run(['--env-file', path])).exitCode).toBe(0)
  const { exitCode, output } = await run(['--env-file', path, '--strict'])
  expect([exitCode, output]).toEqual([1, expect.stringContaining('warn  credentials')])
})

test('in a terminal, marks are colored, and lines fit its width', async () => {
  const { variables } = await healthyPatient()
  const path = asEnvFile({ ...variables, SCOPE: 'User.Reed' })
  const { output } = await run(['--env-file', path], {}, { columns: 60, colors: true })
  expect(output).toContain('\u001b[32mpass\u001b[39m')
  expect(output).toContain('\u001b[31mFAIL\u001b[39m')
  const plain = (await run(['--env-file', path], {}, { columns: 60, colors: false })).output
  expect(plain).not.toContain('\u001b')
  // A word that is longer than the line is not torn, so that it can be copied.
  const tooWide = plain.split('\n').filter((line) => line.length > 60)
  expect(tooWide.filter((line) => line.trim().includes(' ') && !line.includes('http'))).toEqual([])
})

describe('the variables are', () => {
  test('those of the environment with --variables-from-environment, without checking its other names', async () => {
    const { variables } = await healthyPatient()
    const environment = { ...variables, ALOWED_TENANTS: contoso.id }
    const { exitCode, output } = await run(['--variables-from-environment', '--strict'], environment)
    expect(output).toContain('Checked: the environment')
    expect(exitCode).toBe(0)
  })

  test('those of the command line rather than those of the file', async () => {
    const { variables } = await healthyPatient()
    const path = asEnvFile({ ...variables, CLIENT_SECRET: expiredSecret })
    expect((await run(['--env-file', path])).exitCode).toBe(1)
    expect((await run(['--env-file', path, '--client-secret', secret])).exitCode).toBe(0)
  })

  test('those of the file rather than those of wrangler.toml', async () => {
    const { variables } = await healthyPatient()
    const config = file(
      'wrangler.toml',
      `name = "x"
main = ${JSON.stringify(join(ROOT, 'src', 'index.tsx'))}
compatibility_date = "2026-11-01"
vars = { SESSION_IDLE_MINUTES = 4 }
assets = { directory = ${JSON.stringify(join(ROOT, 'public'))} }
[[kv_namespaces]]
binding = "SESSIONS"
`,
    )
    const without = await run(['--env-file', asEnvFile(variables), '--config', config])
    expect(without.output).toContain('SESSION_IDLE_MINUTES is out of range')
    const path = asEnvFile({ ...variables, SESSION_IDLE_MINUTES: '5' })
    expect((await run(['--env-file', path, '--config', config])).exitCode).toBe(0)
  })
})

test('in a narrow terminal, the text is below the names', async () => {
  const { variables } = await healthyPatient()
  const at = (columns: number) =>
    run(['--env-file', asEnvFile(variables)], {}, { columns, colors: false }).then(({ output }) => output)
  expect(await at(60)).toContain('  pass  variables\n        All are set and valid.\n')
  expect(await at(80)).toContain('  pass  variables             All are set and valid.\n')
})
