// The commands to run next: of the file that was written, at the address that stands in it.
import { expect, test } from 'vitest'
import { contoso } from '../../emulator/seed.ts'
import { commandsToTry, deployCommands } from '../../tools/register/dev-vars/next-commands.ts'
import { withRegisterFlags } from '../../tools/terminal/npm-run.ts'
import { contosoRun, runForJson, runRegister } from './register-run.ts'

const LOCAL = 'http://localhost:8787/getAToken'

test.each([
  ['.dev.vars', LOCAL, '', ''],
  [`${process.cwd()}/.dev.vars`, LOCAL, '', ''],
  ['/tmp/try.vars', LOCAL, ' -- --env-file /tmp/try.vars', ' -- --env-file /tmp/try.vars'],
  ["it's mine.vars", LOCAL, ` -- --env-file 'it'\\''s mine.vars'`, ` -- --env-file 'it'\\''s mine.vars'`],
  ['.dev.vars', 'http://localhost:8789/getAToken', '', ' -- --port 8789'],
  ['.dev.vars', 'http://localhost/getAToken', '', ' -- --port 80'],
  ['.dev.vars', 'https://app.example.com/callback', '', ''],
  ['a.vars', 'http://localhost:8789/getAToken', ' -- --env-file a.vars', ' -- --port 8789 --env-file a.vars'],
])('%s with %s', (path, redirectUri, check, run) => {
  expect(commandsToTry(path, { REDIRECT_URI: redirectUri }, null, contoso.id)).toEqual({
    check: `npm run doctor${check}`,
    run: `npm run dev${run}`,
  })
})

test('a run ends with the commands for its own file', async () => {
  const { file, args } = await contosoRun()
  const { stdout } = await runRegister([...args, '--redirect-uri', 'http://localhost:8789/getAToken'])
  expect(stdout).toContain(
    `Next, check it and run it\n  npm run doctor -- --env-file ${file}\n  npm run dev -- --port 8789 --env-file ${file}\nDone.\n`,
  )
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

test('the doctor command has --tenant if AUTHORITY names no tenant', async () => {
  const { args } = await contosoRun()
  const { stdout } = await runRegister([...args, '--kind', 'organizations'])
  expect(stdout).toMatch(new RegExp(`npm run doctor -- --env-file \\S+ --tenant ${contoso.id}\n`))
})

test('follow-up commands repeat the flags that identify the app', async () => {
  const { args, file } = await contosoRun()
  const own = ['--env', 'staging', '--kind', 'tenant', '--lifetime', '20', '--device-code']
  const uris = [
    '--redirect-uri',
    'http://localhost:8787/getAToken',
    '--redirect-uri',
    'https://app.example.com/callback',
  ]
  const first = await runForJson([...args, ...own, ...uris])
  expect(first.exitCode, first.stderr).toBe(0)
  const rotated = await runForJson([...args, ...own, ...uris, '--rotate'])
  const again = await runForJson([...args, ...own, ...uris])
  const commands = [rotated, again].flatMap(({ stderr }) => stderr.match(/npm run register -- .*/g) ?? [])
  expect(commands.length).toBeGreaterThan(1)
  for (const command of commands) {
    expect(command).toContain(`--env staging --dev-vars ${file} --authority `)
    expect(command).toContain('--device-code --kind tenant --redirect-uri http://localhost:8787/getAToken ')
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
