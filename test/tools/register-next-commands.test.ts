// The commands to run next: of the file that was written, at the address that stands in it.
import { expect, test } from 'vitest'
import { commandsToTry, deployCommands } from '../../tools/register/dev-vars/next-commands.ts'
import { contosoRun, runRegister } from './register-run.ts'

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
  expect(commandsToTry(path, redirectUri)).toEqual({
    check: `npm run doctor${check}`,
    run: `npm run dev${run}`,
  })
})

test('a run ends with those of its own file', async () => {
  const { file, args } = await contosoRun()
  const { stdout } = await runRegister([...args, '--redirect-uri', 'http://localhost:8789/getAToken'])
  expect(stdout).toContain(
    `Check it, and try it\n  npm run doctor -- --env-file ${file}\n  npm run dev -- --port 8789 --env-file ${file}\nDone.\n`,
  )
})

test('those for the deployed Worker have no secret in them', () => {
  const secrets = { CLIENT_SECRET: 'its-value', CLIENT_CERTIFICATE_KEY: 'its-key', CLIENT_CERTIFICATE: null }
  expect(deployCommands({ AUTHORITY: 'https://login.microsoftonline.com/common', ...secrets })).toEqual([
    "echo 'https://login.microsoftonline.com/common' | npx wrangler secret put AUTHORITY",
    'npx wrangler secret put CLIENT_SECRET',
    'npx wrangler secret put CLIENT_CERTIFICATE_KEY',
    'npx wrangler secret delete CLIENT_CERTIFICATE',
  ])
})
