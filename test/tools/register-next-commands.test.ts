// The commands to run next: of the file that was written, at the address that stands in it, and with the flags of the run.
import { beforeEach, expect, test } from 'vitest'
import { contoso } from '../../emulator/seed.ts'
import { commandsToTry, deployCommands } from '../../tools/register/dev-vars/next-commands.ts'
import { withRegisterFlags } from '../../tools/terminal/npm-run.ts'
import { contosoRun, type Entra, registered, runForJson, runRegister } from './register-run.ts'

const LOCAL = 'http://localhost:8787/getAToken'
const ON_8789 = 'http://localhost:8789/getAToken'

test.each([
  ['.dev.vars', LOCAL, '', ''],
  [`${process.cwd()}/.dev.vars`, LOCAL, '', ''],
  ["it's mine.vars", LOCAL, ` -- --env-file 'it'\\''s mine.vars'`, ` -- --env-file 'it'\\''s mine.vars'`],
  ['.dev.vars', ON_8789, '', ' -- --port 8789'],
  ['.dev.vars', 'http://localhost/getAToken', '', ' -- --port 80'],
  ['.dev.vars', 'https://app.example.com/callback', '', ''],
  ['a.vars', ON_8789, ' -- --env-file a.vars', ' -- --port 8789 --env-file a.vars'],
])('%s with %s', (path, redirectUri, check, run) => {
  expect(commandsToTry(path, { REDIRECT_URI: redirectUri }, null, contoso.id)).toEqual({
    check: `npm run doctor${check}`,
    run: `npm run dev${run}`,
  })
})

test('the commands for the deployed Worker contain no secret', () => {
  const secrets = { CLIENT_SECRET: 'its-value', CLIENT_CERTIFICATE_KEY: 'its-key', CLIENT_CERTIFICATE: null }
  expect(deployCommands({ AUTHORITY: 'https://login.microsoftonline.com/common', ...secrets })).toEqual([
    "echo 'https://login.microsoftonline.com/common' | npx wrangler secret put AUTHORITY",
    'npx wrangler secret put CLIENT_SECRET',
    'npx wrangler secret put CLIENT_CERTIFICATE_KEY',
    'npx wrangler secret delete CLIENT_CERTIFICATE',
  ])
})

let entra: Entra
let file: string
let args: string[]
beforeEach(async () => {
  ;({ entra, file, args } = await contosoRun())
})

test('a run ends with the commands for its own file', async () => {
  const { stdout } = await runRegister([...args, '--redirect-uri', ON_8789])
  expect(stdout).toContain(
    `Next, check it and run it\n  npm run doctor -- --env-file ${file}\n  npm run dev -- --port 8789 --env-file ${file}\nDone.\n`,
  )
})

test('the doctor command has --tenant if AUTHORITY names no tenant', async () => {
  const { stdout } = await runRegister([...args, '--kind', 'organizations'])
  expect(stdout).toMatch(new RegExp(`npm run doctor -- --env-file \\S+ --tenant ${contoso.id}\n`))
})

test('--env has a registration and a file of its own, and commands for it', async () => {
  const staging = [...args.slice(0, -2), '--env', 'staging']
  const { exitCode, stderr } = await runForJson(staging)
  expect([exitCode, registered(entra, 'Entryway (staging)').length]).toEqual([0, 1])
  expect(stderr).toMatch(/npm run doctor -- --env staging[\s\S]*npm run dev -- --env staging/)
  expect((await runForJson(staging)).report.outcome).toBe('unchanged')
  const tenant = `https://login.microsoftonline.com/${contoso.id}`
  expect(commandsToTry('.dev.vars.staging', { AUTHORITY: tenant }, 'staging', contoso.id)).toEqual({
    check: 'npm run doctor -- --env staging',
    run: 'npm run dev -- --env staging',
  })
})

test('follow-up commands repeat the flags that identify the app', async () => {
  args.push('--env', 'staging', '--kind', 'tenant', '--lifetime', '20', '--device-code')
  args.push('--redirect-uri', LOCAL, '--redirect-uri', 'https://app.example.com/callback')
  const first = await runForJson(args)
  expect(first.exitCode, first.stderr).toBe(0)
  const rotated = await runForJson([...args, '--rotate'])
  const again = await runForJson(args)
  const commands = [rotated, again].flatMap(({ stderr }) => stderr.match(/npm run register -- .*/g) ?? [])
  expect(commands.length).toBeGreaterThan(1)
  for (const command of commands) {
    expect(command).toContain(`--env staging --dev-vars ${file} --authority `)
    expect(command).toContain(`--device-code --kind tenant --redirect-uri ${LOCAL} `)
    expect(command).toContain('--lifetime 20')
    expect(command).not.toMatch(/--yes|--json|--name/)
  }
  expect(again.report.warnings).toContainEqual(expect.stringMatching(/Replace it: .* --rotate$/))
})

test.each([
  ['Run npm run register, which adds it.', 'Run npm run register -- --env a, which adds it.'],
  ['npm run register -- --rotate', 'npm run register -- --env a --rotate'],
  ['npm run registered and npm run doctor', 'npm run registered and npm run doctor'],
])('%s with --env a', (text, expected) => {
  expect(withRegisterFlags(text, ['--env', 'a'])).toBe(expected)
  expect(withRegisterFlags(text, [])).toBe(text)
})
