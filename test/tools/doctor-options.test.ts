// The command line of npm run doctor: which variables it checks, what counts as healthy, and how it prints that.
import { describe, expect, test } from 'vitest'
import { contoso, expiredSecret, secret } from '../../emulator/seed.ts'
import { asEnvFile, examine, examineWith, file, healthyPatient, run } from './doctor-patient.ts'
import { hidden } from './doctor-rows.ts'

const LIKE_ENTRAS = 'Fn88Q~0000000000000000000000000000000000'
const RANDOM = 'kJ8sDf93kLs02mNbQw'

test.each([
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
  [
    ['--env', '../secrets'],
    '--env must be the name of an environment in wrangler.toml, such as staging, but is',
  ],
])('%j: the error shows the argument unless it may be a secret', async (args, says) => {
  const { error, output, exitCode } = await run(args)
  const [sentence, ...others] = error.split('\n')
  expect([exitCode, output, sentence]).toEqual([2, '', expect.stringContaining(says)])
  // Its whole usage would push the error out of sight.
  expect(others).toEqual(['See npm run doctor -- --help for all flags.'])
  for (const each of [LIKE_ENTRAS, RANDOM]) expect(error).not.toContain(each)
})

describe('the variables are', () => {
  test('those of the environment with --variables-from-environment, without checking its other names', async () => {
    const { variables } = await healthyPatient()
    const environment = { ...variables, ALOWED_TENANTS: contoso.id }
    const { exitCode, output } = await run(['--variables-from-environment', '--strict'], environment)
    expect([exitCode, output]).toEqual([0, expect.stringContaining('Checked: the environment')])
  })

  test('those of the command line rather than those of the file', async () => {
    const { variables } = await healthyPatient()
    const path = asEnvFile({ ...variables, CLIENT_SECRET: expiredSecret })
    expect((await run(['--env-file', path])).exitCode).toBe(1)
    expect((await run(['--env-file', path, '--client-secret', secret])).exitCode).toBe(0)
  })

  test('those of the file rather than those of wrangler.toml', async () => {
    const patient = await healthyPatient()
    patient.args.push('--config', file('wrangler.toml', 'vars = { SESSION_IDLE_MINUTES = 4 }\n'))
    const problems = async () =>
      (await examine(patient)).faults
        .filter(({ check }) => check === 'variables')
        .map((each) => each.sentence)
    expect(await problems()).toEqual(['SESSION_IDLE_MINUTES is out of range.'])
    patient.variables.SESSION_IDLE_MINUTES = '5'
    expect(await problems()).toEqual([])
  })
})

describe('with --strict', () => {
  const exitCodes = async (variables: Parameters<typeof asEnvFile>[0]) => {
    const path = asEnvFile(variables)
    return [
      (await run(['--env-file', path])).exitCode,
      (await run(['--env-file', path, '--strict'])).exitCode,
    ]
  }

  test('a warning is a failure', async () => {
    const { variables } = await healthyPatient()
    expect(await exitCodes({ ...variables, ALOWED_TENANTS: contoso.id })).toEqual([0, 1])
  })

  test('a check that a setting or flag would allow is a warning, and one that nothing allows is not', async () => {
    const patient = await healthyPatient()
    hidden(patient)
    expect(await exitCodes(patient.variables)).toEqual([0, 1])
    expect(await exitCodes({ ...patient.variables, CLIENT_SECRET_EXPIRES: '2099-01-01' })).toEqual([0, 0])
    const { variables } = await healthyPatient('common')
    expect(await exitCodes({ ...variables, CLIENT_SECRET_EXPIRES: '2099-01-01' })).toEqual([0, 1])
  })
})

describe('printed for a person', () => {
  test('each line has its mark, sentence and advice; the summary counts, and lists what was not checked', async () => {
    const patient = await healthyPatient()
    hidden(patient)
    const variables = { ...patient.variables, ALOWED_TENANTS: contoso.id, SCOPE: 'User.Reed' }
    const { output } = await run(['--env-file', asEnvFile(variables)])
    const text = output.replaceAll(/\s+/g, ' ')
    expect(text).toContain(
      'warn variables ALOWED_TENANTS is not one of the app’s variables, and has no effect. > Did',
    )
    expect(text).toContain('skip registration The app has no permission to read it, and needs none.')
    expect(text).toMatch(
      / FAIL sign-in request Entra returned an error: .* > Correct it in SCOPE, or leave it out\. /,
    )
    expect(text).toMatch(
      / 1 to fix, 1 warning\. Not checked: PKCE, registration, platform, secret lifetime\. $/,
    )
  })

  test('in a terminal, marks are colored, and lines fit its width', async () => {
    const { variables } = await healthyPatient()
    const args = ['--env-file', asEnvFile({ ...variables, SCOPE: 'User.Reed' })]
    const { output } = await run(args, {}, 60, true)
    expect(output).toContain('\u001b[32mpass\u001b[39m')
    expect(output).toContain('\u001b[31mFAIL\u001b[39m')
    const plain = (await run(args, {}, 60)).output
    expect(plain).not.toContain('\u001b')
    // A word that is longer than the line is not torn, so that it can be copied.
    const tooWide = plain.split('\n').filter((line) => line.length > 60)
    expect(tooWide.filter((line) => line.trim().includes(' ') && !line.includes('http'))).toEqual([])
  })

  test.each([
    [80, '  pass  variables             All are set and valid.\n'],
    [60, '  pass  variables\n        All are set and valid.\n'],
  ])('in %i columns, the text has its place', async (columns, line) => {
    const { variables } = await healthyPatient()
    expect((await run(['--env-file', asEnvFile(variables)], {}, columns)).output).toContain(line)
  })
})

describe('--env', () => {
  const wranglerFile = (...names: string[]) =>
    file('wrangler.toml', names.map((name) => `[env.${name}]\n`).join(''))

  test('reports the missing file, and the command that creates it', async () => {
    const { exitCode, error } = await run(['--env', 'prod', '--config', wranglerFile('prod')])
    expect(exitCode).toBe(2)
    expect(error).toMatch(/^\.dev\.vars\.prod does not exist yet\..* run npm run register -- --env prod\.\n/)
  })

  test('that is misspelled is reported first, with the existing names', async () => {
    const { exitCode, error } = await run([
      '--env',
      'prod',
      '--config',
      wranglerFile('staging', 'production'),
    ])
    expect(exitCode).toBe(2)
    expect(error).toMatch(
      /^wrangler\.toml has no \[env\.prod\], only staging, production\. \.dev\.vars\.prod does not exist/,
    )
  })
})

describe('every npm run register that is suggested names the same app', () => {
  test('with --env, the file is the one that was checked', async () => {
    const { variables } = await healthyPatient()
    const path = asEnvFile({ ...variables, CLIENT_SECRET: 'wrong' })
    const config = file('wrangler.toml', '[env.prod]\n')
    const more = ['--env', 'prod', '--config', config, '--redirect-uri', 'http://localhost:1/x']
    const { lines } = await examineWith(['--env-file', path, ...more])
    const commands = lines.flatMap(({ whatToDo }) => whatToDo?.match(/npm run register.{0,200}/g) ?? [])
    expect(commands.length).toBeGreaterThan(1)
    for (const command of commands)
      expect(command).toContain(`npm run register -- --env prod --dev-vars ${path}`)
  })

  test('in CI, where there is no file, the app is the one of the variables', async () => {
    const { variables } = await healthyPatient()
    const environment = { ...variables, CLIENT_SECRET: 'wrong' }
    const { faults } = await examineWith(['--variables-from-environment'], environment)
    expect(faults[0]?.whatToDo).toContain(
      `npm run register -- --authority ${variables.AUTHORITY} --client-id ${variables.CLIENT_ID} --rotate`,
    )
  })

  test('with an AUTHORITY of several tenants, it is the one in --tenant, at the same host', async () => {
    const patient = await healthyPatient('common')
    patient.variables.CLIENT_SECRET = 'wrong'
    expect((await examine(patient)).faults[0]?.whatToDo).toMatch(
      new RegExp(`npm run register -- --dev-vars \\S+ --authority ${patient.origin}/${contoso.id} --rotate`),
    )
  })
})
