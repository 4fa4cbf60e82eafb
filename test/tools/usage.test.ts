// --help of every command: what it is for, each flag, and its exit codes, in lines that fit.
import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { closest } from '../../emulator/command-line/wrong-argument.ts'

const help = (script: string, ...args: string[]) =>
  spawnSync(process.execPath, [script, ...args], { encoding: 'utf8', timeout: 60_000 })

test.each([
  ['register', 'tools/register.ts'],
  ['doctor', 'tools/doctor.ts'],
  ['certificate', 'tools/certificate.ts'],
])('npm run %s -- --help names every flag that it takes, and its exit codes', (name, script) => {
  const { stdout, status } = help(script, '--help')
  expect(status).toBe(0)
  expect(stdout).toContain(`Usage: npm run ${name} -- [flags]`)
  expect(stdout).toContain('Exit codes')
  expect(Math.max(...stdout.split('\n').map(({ length }) => length))).toBeLessThanOrEqual(100)
  const source = readFileSync(
    name === 'certificate' ? script : `tools/${name}/command-line/options.ts`,
    'utf8',
  )
  const flags = [...source.matchAll(/^\s+'?([a-z][a-z-]+)'?: \{ type: '(?:string|boolean)'/gm)].map(
    ([, flag]) => `--${flag}`,
  )
  expect(flags.length).toBeGreaterThan(3)
  for (const flag of flags) expect(stdout).toContain(flag)
})

test.each(['start', 'entra'])('tools/%s.ts --help names the exit codes', (name) => {
  const { stdout, status } = help(`tools/${name}.ts`, '--help')
  expect(status).toBe(0)
  expect(stdout.split('Exit codes')[1]).toMatch(/^\n +0 .*\n +1 .*\n +2 /)
  expect(help(`tools/${name}.ts`, '--no-such-flag').status).toBe(2)
})

test.each([
  [['--days', 'many'], '--days "many"'],
  [['--days', '731'], '--days "731"'],
  [['--days', ''], '--days ""'],
  [['--name', ' '], '--name is empty'],
  [['--folder', ''], '--folder is empty'],
  [['--size', '1'], '--size'],
])('npm run certificate reports the invalid argument in %j', (args, says) => {
  const { stderr, status } = help('tools/certificate.ts', ...args)
  expect([status, stderr]).toEqual([2, expect.stringContaining(says)])
  // All the flags would move what is wrong out of sight.
  expect(stderr.trimEnd().split('\n')[1]).toBe('See npm run certificate -- --help for all flags.')
})

test('npm run certificate reports a folder that cannot be created', () => {
  const { stderr, status } = help('tools/certificate.ts', '--folder', 'package.json/certificate')
  expect([status, stderr]).toEqual([
    1,
    expect.stringMatching(/^The folder package.json\/certificate cannot be created: ENOTDIR.*\n$/),
  ])
})

const COMMANDS = ['register', 'doctor', 'sessions', 'certificate', 'start', 'entra']

test.each(COMMANDS)(
  'tools/%s.ts says of a misspelled flag what was given, what may be meant, and where the help is',
  (name) => {
    const { stdout, stderr, status } = help(`tools/${name}.ts`, '--hlep')
    expect(status).toBe(2)
    expect(stdout + stderr).toMatch(/There is no such flag: --hlep\.\s+Did you mean --help\?/)
    expect(stdout + stderr).toMatch(/--help (?:for all| +show this text)/)
  },
)

test.each(COMMANDS)('tools/%s.ts does not repeat what may be a secret', (name) => {
  const secret = 'Fn88Q~0000000000000000000000000000000000'
  const { stdout, stderr, status } = help(`tools/${name}.ts`, secret)
  expect([status, stdout + stderr]).toEqual([
    2,
    expect.stringContaining('(not shown, as it may be a secret)'),
  ])
})

test.each([
  ['nmae', 'name'],
  ['redirect-ur', 'redirect-uri'],
  ['CLIENT_ID', 'client-id'],
  ['speed', null],
  ['x', null],
])('--%s may mean %j', (given, meant) => {
  expect(closest(given, ['name', 'redirect-uri', 'client-id', 'env'])).toBe(meant)
})
