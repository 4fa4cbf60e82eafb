// docs/ci.md: every command in it is run, as far as that goes without a network, and every name in it exists.
import { spawnSync } from 'node:child_process'
import { appendFileSync, copyFileSync, existsSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, test, vi } from 'vitest'
import { contoso, nestor } from '../../emulator/seed.ts'
import { doctor } from '../../tools/doctor.ts'
import { readOptions } from '../../tools/register/command-line/options.ts'
import { ROOT, withAppCopy } from '../support/app-copy.ts'
import { operatorTokens } from '../support/operator.ts'
import {
  asPublicCloud,
  contosoRun,
  newFolder,
  registered,
  runForJson,
  serveEntra,
  variablesIn,
} from '../tools/register-run.ts'
import { argvOf, blocks, commands, TEXT, wranglerToml } from './ci-page.ts'

test('the page has workflows, shell and wrangler.toml', () => {
  expect([blocks('yaml').length, blocks('toml').length]).toEqual([3, 1])
  expect(commands('npm run').length).toBeGreaterThan(8)
})

test('every npm command is a script of package.json', () => {
  const { scripts } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as {
    scripts: Record<string, string>
  }
  const names = commands('npm').map((command) => /^npm (?:run )?([\w:]+)/.exec(command)?.[1] ?? '')
  for (const name of names) expect(['ci', ...Object.keys(scripts)]).toContain(name)
})

describe('npm run register', () => {
  test.each(commands('npm run register'))('%s', (command) => {
    const options = readOptions(argvOf(command))
    expect(options.help).toBe(false)
    expect(options.env).toMatch(/^(?:staging|production)$/)
  })

  test('the pages’ registrations are made, one for each environment', async () => {
    const { entra, args } = await contosoRun()
    const at = args.slice(0, 3)
    const registering = commands('npm run register').filter((each) => !/--deploy-secrets|--rotate/.test(each))
    expect(registering).toHaveLength(2)
    for (const command of registering) {
      const file = join(newFolder(), '.dev.vars')
      const { exitCode, stderr } = await runForJson([...at, '--dev-vars', file, ...argvOf(command)])
      expect(exitCode, stderr).toBe(0)
    }
    for (const name of ['Entryway (staging)', 'Entryway (production)'])
      expect(registered(entra, name)).toHaveLength(1)
  })

  test('the rotation adds a secret in a folder that remembers nothing, gives it to the Worker, and removes expired ones', async () => {
    const entra = await serveEntra()
    asPublicCloud(entra)
    const folder = newFolder()
    const given = join(folder, 'given.json')
    const wrangler: [string, ...string[]] = [
      process.execPath,
      '-e',
      `const fs = require('node:fs'); fs.writeFileSync(${JSON.stringify(given)}, JSON.stringify({ argv: process.argv.slice(1), input: JSON.parse(fs.readFileSync(0)) }))`,
      '--',
    ]
    const { access_token: token } = await operatorTokens(entra.emulator, nestor)
    const options = { operator: null, environment: { GRAPH_TOKEN: String(token) }, wrangler }
    const first = ['--yes', '--tenant', contoso.id, '--name', 'CI', '--dev-vars', join(folder, 'first')]
    expect(
      (await runForJson([...first, '--redirect-uri', 'https://app.example.com/callback'], options)).exitCode,
    ).toBe(0)
    const [app] = registered(entra, 'CI')
    const [former] = app?.secrets ?? []
    if (former) former.endsAt = Date.now() - 1000

    const [command = ''] = commands('npm run register').filter((each) => each.includes('--rotate'))
    const argv = argvOf(command)
    argv[argv.indexOf('--client-id') + 1] = app?.clientId ?? ''
    argv[argv.indexOf('--dev-vars') + 1] = join(folder, 'rotated.vars')
    const { exitCode, stderr } = await runForJson(argv, options)
    expect(exitCode, stderr).toBe(0)
    const rotated = variablesIn(join(folder, 'rotated.vars')).CLIENT_SECRET
    expect(app?.secrets.map(({ value }) => value)).toEqual([rotated])
    const told = JSON.parse(readFileSync(given, 'utf8')) as {
      argv: string[]
      input: Record<string, { text: string } | string>
    }
    expect(told.argv).toEqual(['secret', 'bulk', '--env', 'staging'])
    expect(JSON.stringify(told.input)).toContain(rotated)
    vi.unstubAllGlobals()
  })
})

describe('npm run doctor', () => {
  test.each(commands('npm run doctor'))('%s', async (command) => {
    const entra = await serveEntra()
    const app = entra.emulator.state.apps.find(({ displayName }) => displayName === 'Entryway')
    const { access_token: token } = await operatorTokens(entra.emulator, nestor)
    const variables = {
      AUTHORITY: `${entra.url}/${contoso.id}`,
      CLIENT_ID: app?.clientId ?? '',
      REDIRECT_URI: 'http://localhost:8787/getAToken',
    }
    const config = join(newFolder(), 'wrangler.toml')
    writeFileSync(config, wranglerToml(ROOT))
    const argv = argvOf(command)
    const file = argv.includes('--variables-from-environment') ? [] : ['--env-file', envFile(variables)]
    const given = file.length > 0 ? ['--without-credential'] : []
    const { output, error, exitCode } = await doctor([...argv, '--config', config, ...file, ...given], {
      environment: { ...variables, GRAPH_TOKEN: String(token) },
      paper: { columns: 100, colors: false },
      now: Date.now,
    })
    expect([exitCode, error], output).toEqual([0, ''])
    expect(output).toMatch(/pass {2}wrangler\.toml/)
  })
})

const envFile = (variables: Record<string, string>) => {
  const path = join(newFolder(), '.dev.vars')
  writeFileSync(
    path,
    Object.entries(variables)
      .map(([name, value]) => `${name}=${value}\n`)
      .join(''),
  )
  return path
}

describe('wrangler', () => {
  const wrangler = (cwd: string, args: string[]) =>
    spawnSync(process.execPath, [join(ROOT, 'node_modules/wrangler/bin/wrangler.js'), ...args], {
      cwd,
      encoding: 'utf8',
      timeout: 120_000,
      env: { ...process.env, WRANGLER_SEND_METRICS: 'false', CI: '1' },
    })

  test('deploys each environment with a store of its own', { timeout: 240_000 }, async () => {
    await withAppCopy(async (folder) => {
      for (const file of ['wrangler.toml', 'package.json', 'tsconfig.json'])
        copyFileSync(join(ROOT, file), join(folder, file))
      symlinkSync(join(ROOT, 'node_modules'), join(folder, 'node_modules'))
      appendFileSync(join(folder, 'wrangler.toml'), `\n${blocks('toml').join('\n')}`)
      const deploying = commands('npm run deploy').map(argvOf)
      expect(deploying.length).toBeGreaterThan(1)
      const environments = new Set(deploying.map((argv) => argv[argv.indexOf('--env') + 1] ?? ''))
      for (const environment of environments) {
        const { stdout, stderr, status } = wrangler(folder, [
          'deploy',
          '--dry-run',
          '--env',
          environment,
          '--outdir',
          'out',
        ])
        expect([status, stderr.includes('ERROR')], stdout + stderr).toEqual([0, false])
        expect(stdout).toMatch(/env\.SESSIONS/)
      }
      expect(existsSync(join(folder, 'out'))).toBe(true)
    })
  })

  test.each(commands('npx wrangler'))(
    '%s has commands and flags that exist',
    { timeout: 120_000 },
    (command) => {
      const words = command.replace(/^npx wrangler /, '').match(/"[^"]*"|\S+/g) ?? []
      const named = words.slice(
        0,
        words.findIndex((word) => word.startsWith('-')),
      )
      const flags = words.filter((word) => word.startsWith('--'))
      const { stdout, status } = wrangler(ROOT, [...named, '--help'])
      expect(status).toBe(0)
      for (const flag of flags) expect(stdout).toContain(flag)
    },
  )
})

test('a token that Azure CLI does not get ends the step: a failure inside export would go unnoticed', () => {
  expect(blocks('yaml').join('')).not.toMatch(/export \w+=\$\(/)
  expect(
    blocks('yaml')
      .join('')
      .match(/^ *GRAPH_TOKEN=\$\(az .*\n *export GRAPH_TOKEN$/gm),
  ).toHaveLength(2)
})

test('the permission in the command is Application.ReadWrite.OwnedBy by its real id', () => {
  // Source: Microsoft Graph permissions reference, application permission.
  expect(TEXT).toContain('18a4783c-866b-4cc7-a460-3d5e5662c884=Role')
})

beforeAll(() => {
  expect(existsSync(join(ROOT, 'docs', 'ci.md'))).toBe(true)
})
