// --help and wrong arguments of every command: what it is for, each flag, its exit codes, and no secret.
import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { PassThrough } from 'node:stream'
import { text } from 'node:stream/consumers'
import { expect, test } from 'vitest'
import { entraCommand } from '../../emulator/command-line/entra.ts'
import { closest } from '../../emulator/command-line/wrong-argument.ts'
import { certificate } from '../../tools/certificate.ts'
import { doctor } from '../../tools/doctor.ts'
import { keysAt } from '../../tools/sessions/keys.ts'
import { sessions } from '../../tools/sessions.ts'
import { readOptions } from '../../tools/start/options.ts'
import { usage } from '../../tools/start/usage.ts'
import { runRegister } from './register-run.ts'

type Ended = { exitCode: number | null; output: string; error: string }

const COMMANDS: Record<string, (args: string[]) => Promise<Ended> | Ended> = {
  async register(args) {
    const { exitCode, stdout, stderr } = await runRegister(args, { operator: null })
    return { exitCode, output: stdout, error: stderr }
  },
  doctor: (args) => doctor(args, { environment: {}, paper: { columns: null, colors: false }, now: Date.now }),
  sessions: (args) => sessions(args, { columns: null, wranglerPath: 'wrangler.toml', keysAt }),
  certificate: (args) => certificate(args, null),
  start(args) {
    try {
      return { exitCode: 0, output: readOptions(args) === null ? usage(null) : '', error: '' }
    } catch (error) {
      return { exitCode: 2, output: '', error: String(error) }
    }
  },
  async entra(args) {
    const [out, errors] = [new PassThrough(), new PassThrough()]
    const exitCode = await entraCommand(args, 'npm run entra --', {
      print: (line) => out.write(line),
      printError: (line) => errors.write(line),
      onStop() {},
    })
    return { exitCode, output: await text(out.end()), error: await text(errors.end()) }
  },
}
const names = Object.keys(COMMANDS)
const run = async (name: string, ...args: string[]): Promise<Ended> => {
  const command = COMMANDS[name]
  if (!command) throw new Error(`there is no command ${name}`)
  return command(args)
}

test.each([
  ['register', 'tools/register/command-line/options.ts'],
  ['doctor', 'tools/doctor/command-line/options.ts'],
  ['sessions', 'tools/sessions/options.ts'],
  ['certificate', 'tools/certificate.ts'],
  ['start', 'tools/start/options.ts'],
  ['entra', 'emulator/command-line/options.ts'],
])('%s --help names every flag that it takes, in lines that fit', async (name, options) => {
  const { output, exitCode } = await run(name, '--help')
  expect(exitCode).toBe(0)
  expect(output).toMatch(new RegExp(`^Usage: npm (?:run )?${name} -- `))
  expect(Math.max(...output.split('\n').map(({ length }) => length))).toBeLessThanOrEqual(100)
  const source = readFileSync(options, 'utf8')
  const flags = [...source.matchAll(/^\s+'?([a-z][a-z-]+)'?: \{ type: '(?:string|boolean)'/gm)].map(
    ([, flag]) => `--${flag}`,
  )
  expect(flags.length).toBeGreaterThan(3)
  for (const flag of flags) expect(output).toContain(flag)
})

test.each(names)('%s --help names the exit codes', async (name) => {
  const { output } = await run(name, '--help')
  expect(output.split('Exit codes')[1]).toMatch(/^\n +0 .*\n(?:.*\n)* *1 .*\n(?:.*\n)* *2 /)
})

test.each([
  [['--days', 'many'], '--days "many"'],
  [['--days', '731'], '--days "731"'],
  [['--days', '0'], '--days "0"'],
  [['--days', ''], '--days ""'],
  [['--name', ' '], '--name is empty'],
  [['--folder', ''], '--folder is empty'],
  [['--size', '1'], '--size'],
])('npm run certificate reports the invalid argument in %j', async (args, says) => {
  const { exitCode, error } = await run('certificate', ...args)
  expect([exitCode, error]).toEqual([2, expect.stringContaining(says)])
  // All the flags would move what is wrong out of sight.
  expect(error.split('\n')[1]).toBe('See npm run certificate -- --help for all flags.')
})

test('npm run certificate reports a folder that cannot be created', async () => {
  expect(await run('certificate', '--folder', 'package.json/certificate')).toEqual({
    ...{ exitCode: 1, output: '' },
    error: expect.stringMatching(/^The folder package.json\/certificate cannot be created: ENOTDIR.*$/),
  })
})

test.each(names)(
  'tools/%s.ts says of a misspelled flag what was given, what may be meant, and where the help is',
  (name) => {
    const { stdout, stderr, status } = spawnSync(process.execPath, [`tools/${name}.ts`, '--hlep'], {
      encoding: 'utf8',
    })
    expect(status).toBe(2)
    expect(stdout + stderr).toMatch(/There is no such flag: --hlep\.\s+Did you mean --help\?/)
    expect(stdout + stderr).toMatch(/--help (?:for all| +show this text)/)
  },
)

test.each(names)('%s does not repeat what may be a secret', async (name) => {
  const { exitCode, output, error } = await run(name, 'Fn88Q~0000000000000000000000000000000000')
  expect([exitCode, output + error]).toEqual([
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
