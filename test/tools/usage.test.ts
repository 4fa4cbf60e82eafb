// --help and wrong arguments of every command: what it is for, each flag, its exit codes, and no secret.
import { spawnSync } from 'node:child_process'
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { PassThrough } from 'node:stream'
import { text } from 'node:stream/consumers'
import { expect, onTestFinished, test } from 'vitest'
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

/** As a user who is not the administrator. */
async function withoutRights<T>(run: () => Promise<T> | T): Promise<T> {
  if (process.getuid?.() !== 0) return run()
  process.seteuid?.(65_534)
  try {
    return await run()
  } finally {
    process.seteuid?.(0)
  }
}

test.each<
  [name: string, what: 'folder' | 'file', exitCode: number, run: (locked: string) => Promise<Ended> | Ended]
>([
  ['register', 'folder', 6, (locked) => run('register', '--yes', '--dev-vars', join(locked, '.dev.vars'))],
  ['doctor', 'file', 1, (locked) => run('doctor', '--variables-from-environment', '--config', locked)],
  [
    'sessions',
    'file',
    1,
    (wranglerPath) =>
      sessions(['list', '--all', '--env', 'staging'], { columns: null, wranglerPath, keysAt }),
  ],
  ['certificate', 'folder', 1, (locked) => run('certificate', '--folder', locked)],
  ['entra --seed', 'file', 1, (locked) => run('entra', '--seed', locked)],
  ['entra --state', 'file', 1, (locked) => run('entra', '--state', locked)],
])('%s says in one line which %s it may not use', async (_, what, exitCode, command) => {
  const folder = mkdtempSync(join(tmpdir(), 'entryway-locked-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  chmodSync(folder, 0o755)
  const locked = join(folder, 'locked')
  if (what === 'folder') mkdirSync(locked)
  else writeFileSync(locked, '{}')
  chmodSync(locked, 0)
  const ended = await withoutRights(() => command(locked))
  expect(ended.exitCode).toBe(exitCode)
  expect((ended.output + ended.error).split('\n').filter((line) => line.includes('EACCES'))).toEqual([
    expect.stringMatching(/^(?:Error: )?\S+locked\S* cannot be used \(EACCES\)\. Check its permissions/),
  ])
  expect(ended.output + ended.error).not.toMatch(/^ +at |bug/m)
})

test('the doctor’s own failure shows where, and not the message, which may have a secret in it', async () => {
  const environment = {
    get GRAPH_TOKEN(): string {
      throw new Error('s3cret')
    },
  }
  const paper = { columns: null, colors: false }
  const ended = await doctor(['--variables-from-environment'], { environment, paper, now: Date.now })
  expect(ended).toMatchObject({ exitCode: 1, output: '' })
  expect(ended.error).toMatch(/^The doctor itself failed\. Please report this:\n(?: +at .*\n?)+$/)
  expect(ended.error).not.toContain('s3cret')
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
