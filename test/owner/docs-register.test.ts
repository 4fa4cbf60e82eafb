// docs/register.md: every command in it is run against the local Entra, and every setting in it is one that the app takes.
import { execFileSync } from 'node:child_process'
import { copyFileSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseEnv } from 'node:util'
import { expect, test, vi } from 'vitest'
import { contoso, nestor, secret } from '../../emulator/seed.ts'
import { fromEnv } from '../../src/entryway/protocol.ts'
import { doctor } from '../../tools/doctor.ts'
import { readOptions } from '../../tools/register/command-line/options.ts'
import { featureVariables } from '../../tools/settings/feature-variables.ts'
import { ROOT } from '../support/app-copy.ts'
import { operatorTokens } from '../support/operator.ts'
import {
  asPublicCloud,
  newFolder,
  type RunOptions,
  registered,
  runForJson,
  serveEntra,
  variablesIn,
} from '../tools/register-run.ts'

const TEXT = readFileSync(join(ROOT, 'docs', 'register.md'), 'utf8')
const BLOCKS = [...TEXT.matchAll(/^( *)```sh\n([\s\S]*?)^ *```$/gm)].map(([, , body = '']) =>
  body.replaceAll(/\\\n\s*/g, ''),
)
const COMMANDS = BLOCKS.flatMap((block) => block.split('\n'))
  .map((line) => line.trim().replace(/\s+#.*$/, ''))
  .filter((line) => /\bnpm run /.test(line))
const INLINE = [...TEXT.matchAll(/`(np[mx] [^`]+)`/g)].map(([, command = '']) => command)

/** The words of a shell, without the program. */
const words = (command: string) =>
  (command.replace(/^.*?npm run [\w:]+(?: -- )?/, '').match(/"[^"]*"|\S+/g) ?? []).map((word) =>
    word.replaceAll('"', ''),
  )

const FILLED: [RegExp, string][] = [
  [/\{(?:Application \(client\) ID|the API's client id)\}/g, '00000000-0000-4000-8000-0000000000a1'],
  [/\{(?:Directory \(tenant\) ID|tenant id)\}/g, contoso.id],
  [/\{the secret's Value\}/g, secret],
  [/\{your organization\}/g, 'contoso'],
]

test('the page has settings, and commands of every script that it is about', () => {
  expect(BLOCKS.length).toBeGreaterThan(8)
  for (const script of ['register', 'doctor', 'dev'])
    expect(COMMANDS.some((command) => command.includes(`npm run ${script}`))).toBe(true)
})

test.each(BLOCKS.filter((block) => /^[A-Z_]+=/.test(block)).map((block) => [block]))(
  'the app takes the settings %s',
  (block) => {
    const text = FILLED.reduce((each, [pattern, value]) => each.replaceAll(pattern, value), block)
    const env = {
      AUTHORITY: `https://login.microsoftonline.com/${contoso.id}`,
      CLIENT_ID: '00000000-0000-4000-8000-0000000000a1',
      CLIENT_SECRET: secret,
      REDIRECT_URI: 'http://localhost:8787/getAToken',
      ...parseEnv(text),
    }
    expect(fromEnv(env).problems).toEqual([])
    for (const [name, { parse }] of Object.entries(featureVariables)) {
      const value: string | undefined = (env as Record<string, string>)[name]
      expect(() => parse(value, fromEnv(env).settings)).not.toThrow()
    }
  },
)

test.each([...new Set([...COMMANDS, ...INLINE].filter((each) => each.includes('npm run register')))])(
  '%s has flags that exist',
  (command) => {
    expect(() => readOptions(words(command))).not.toThrow()
  },
)

test('the commands of "With one command" do what stands beside them, one after the other', async () => {
  const entra = await serveEntra()
  asPublicCloud(entra)
  const { access_token: token } = await operatorTokens(entra.emulator, nestor)
  const environment = { GRAPH_TOKEN: String(token) }
  const folder = newFolder()
  const fileOf = (command: string) =>
    join(folder, command.includes('--env staging') ? '.dev.vars.staging' : '.dev.vars')
  const wrangler: RunOptions['wrangler'] = [process.execPath, '-e', 'process.stdin.resume()']
  const run = async (command: string, more: string[] = []) => {
    const at = ['--yes', '--tenant', contoso.id, '--dev-vars', fileOf(command), ...more]
    const options = { wrangler, environment, operator: null }
    const { exitCode, report, stderr } = await runForJson([...at, ...words(command)], options)
    expect(exitCode, `${command}\n${stderr}`).toBe(0)
    return report
  }
  const block = BLOCKS.find((each) => each.includes('--dry-run')) ?? ''
  const commands = block.split('\n').map((line) => line.replace(/\s+#.*$/, ''))
  const [dryRun = '', again = '', rotate = '', staging = '', deploy = '', remove = ''] = commands
  expect(commands.filter(Boolean)).toHaveLength(6)
  const own = ['--name', 'Ours', '--redirect-uri', 'http://localhost:8787/getAToken']
  const both = [...own, '--redirect-uri', 'https://app.example.com/callback']

  expect((await run(dryRun, both)).outcome).toBe('dry_run')
  expect(registered(entra, 'Ours')).toEqual([])
  expect((await run(again, both)).outcome).toBe('changed')
  expect((await run(again)).outcome).toBe('unchanged')
  const before = variablesIn(fileOf(again)).CLIENT_SECRET
  expect((await run(rotate)).outcome).toBe('changed')
  expect(variablesIn(fileOf(again)).CLIENT_SECRET).not.toBe(before)
  expect((await run(staging)).outcome).toBe('changed')
  expect(registered(entra, 'Entryway (staging)')).toHaveLength(1)
  expect((await run(deploy)).steps.at(-1)).toMatchObject({ done: true })
  expect((await run(remove)).outcome).toBe('changed')
  expect(registered(entra, 'Ours')).toEqual([])
  vi.unstubAllGlobals()
})

test('the command for scripts registers with a token from elsewhere', async () => {
  const entra = await serveEntra()
  asPublicCloud(entra)
  const { access_token: token } = await operatorTokens(entra.emulator, nestor)
  const [command = ''] = COMMANDS.filter((each) => each.includes('GRAPH_TOKEN='))
  const argv = words(command)
  // The local tenant has no domain of Microsoft's that Entra resolves.
  argv[argv.indexOf('--tenant') + 1] = contoso.id
  const file = join(newFolder(), '.dev.vars')
  const environment = { GRAPH_TOKEN: String(token) }
  const { exitCode, stderr } = await runForJson([...argv, '--dev-vars', file, '--name', 'Script'], {
    operator: null,
    environment,
  })
  expect(exitCode, stderr).toBe(0)
  expect(variablesIn(file).CLIENT_CERTIFICATE).toContain('BEGIN CERTIFICATE')
  vi.unstubAllGlobals()
})

test('"Without a tenant": what is registered is found in order by the doctor', async () => {
  const entra = await serveEntra()
  const block = BLOCKS.find((each) => each.includes('contoso.example')) ?? ''
  const [register = '', check = '', dev = ''] = block.split('\n')
  const file = join(newFolder(), 'try.vars')
  const here = (command: string) =>
    words(command).map((word) =>
      word.replace('http://localhost:8788', entra.url).replace('/tmp/try.vars', file),
    )
  const { exitCode, stderr } = await runForJson([...here(register), '--yes'])
  expect(exitCode, stderr).toBe(0)
  const { output } = await doctor(here(check), {
    environment: {},
    paper: { columns: 100, colors: false },
    now: Date.now,
  })
  expect(output).toContain('No problems')
  const help = execFileSync(process.execPath, ['node_modules/wrangler/bin/wrangler.js', 'dev', '--help'], {
    cwd: ROOT,
    encoding: 'utf8',
  })
  for (const flag of words(dev).filter((word) => word.startsWith('--'))) expect(help).toContain(flag)
})

test('settings of a sample, copied as the page says, are read', async () => {
  const folder = newFolder()
  const [command = ''] = BLOCKS.filter((block) => block.startsWith('cp '))
  expect(command.trim().split(' ')).toEqual(['cp', '../the-sample/.env', '.dev.vars'])
  const sample = 'AUTHORITY=https://login.microsoftonline.com/common\nCLIENT_ID=x\nSCOPE=User.Read\n'
  writeFileSync(join(folder, '.env'), sample)
  copyFileSync(join(folder, '.env'), join(folder, '.dev.vars'))
  const { output } = await doctor(['--env-file', join(folder, '.dev.vars'), '--json'], {
    environment: {},
    paper: { columns: null, colors: false },
    now: Date.now,
  })
  expect(output).not.toContain('AUTHORITY is')
  expect(output).toContain('CLIENT_SECRET is missing')
})

test.each([...new Set(INLINE.filter((each) => /^npx wrangler|^npm run (?!register)/.test(each)))])(
  '%s exists',
  { timeout: 120_000 },
  (command) => {
    const [, , name = '', ...rest] = command.split(' ')
    const { scripts } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as {
      scripts: Record<string, string>
    }
    if (command.startsWith('npm')) return expect(Object.keys(scripts)).toContain(name)
    const named = [name, ...rest].filter((word) => /^[a-z]+$/.test(word))
    const wrangler = ['node_modules/wrangler/bin/wrangler.js', ...named, '--help']
    expect(execFileSync(process.execPath, wrangler, { cwd: ROOT, encoding: 'utf8' })).toContain(
      named.join(' '),
    )
  },
)
