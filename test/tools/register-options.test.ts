// The flags of npm run register, and its answer to each that is wrong.
import { expect, test } from 'vitest'
import { readOptions } from '../../tools/register/command-line/options.ts'
import { EXIT_CODES } from '../../tools/register/command-line/refusal.ts'
import { runRegister } from './register-run.ts'

const uri = (value: string) => ['--redirect-uri', value]
const LONGEST_URI = 'https://app.example.com/'.padEnd(256, 'a')

const wrong: [args: string[], message: RegExp][] = [
  [['--color'], /There is no such flag: --color\./],
  [['positional'], /Argument 1 belongs to no flag: positional/],
  [['--kind', 'everybody'], /--kind "everybody" is not valid/],
  [['--tenant', 'not a tenant'], /--tenant/],
  [['--tenant', 'common'], /--tenant/],
  [['--authority', 'https://example.com/'], /--authority/],
  [['--graph-url', 'http://graph.example/'], /--graph-url/],
  [['--graph-url', 'https://graph.microsoft.com/v1.0'], /--graph-url/],
  [['--sign-in-client', 'abc'], /--sign-in-client/],
  [['--client-id', 'abc'], /--client-id/],
  [['--name', ' '], /--name is empty/],
  [['--name', 'Front\u202edoor'], /--name contains invisible characters/],
  [['--secret', '--certificate'], /cannot be used together/],
  [['--rotate', '--delete'], /cannot be used together/],
  [['--lifetime', '0'], /--lifetime/],
  [['--lifetime', '731'], /--lifetime/],
  [['--lifetime', '1.5'], /--lifetime "1.5" is not a number of days/],
  [['--azure-devops', 'contoso sales'], /--azure-devops/],
  [['--azure-devops', 'https://kim:s3cret@dev.azure.com/contoso'], /contains a password or token/],
  [['--base-path', 'auth'], /--base-path/],
  [['--sign-up', 'magic'], /--sign-up/],
  [['--attributes', 'displayName,shoeSize'], /--attributes/],
  [['--kind', 'tenant', '--sign-up', 'password'], /has no user flow/],
  [uri('nonsense'), /is not a URL/],
  [uri(`${LONGEST_URI}a`), /longer than 256/],
  [uri('http://app.example.com/callback'), /begins with neither https:\/\/ nor http:\/\/localhost/],
  [uri('https://app.example.com/'), /has no path/],
  [uri('https://app.example.com/login'), /a path that the app itself uses/],
  [uri('https://app.example.com/a?b=c'), /more than an origin and a path/],
  [uri('https://*.example.com/callback'), /wildcard|normalized form|not a URL/],
  [uri('https://app.example.com/(callback)'), /a character in its path/],
  [uri('https://APP.example.com/callback'), /normalized form/],
  [uri('http://[::1]:8787/callback'), /\[::1\]/],
  [[...uri('http://localhost:1/callback'), ...uri('http://localhost:2/callback')], /is listed twice/],
]

test.each(wrong)('%j is rejected with a message, without a request to Entra', async (args, message) => {
  const { exitCode, stdout } = await runRegister([...args, '--yes'], { operator: null })
  expect([exitCode, stdout]).toEqual([EXIT_CODES.usage, expect.stringMatching(message)])
})

test.each([
  [[], 256],
  [['--kind', 'common'], 100],
])('%j takes at most %i redirect URIs', (args, most) => {
  const uris = Array.from({ length: most }, (_, index) => uri(`https://app.example.com/a${index}`)).flat()
  expect(readOptions([...args, ...uris]).redirectUris).toHaveLength(most)
  expect(() => readOptions([...args, ...uris, ...uri('https://app.example.com/b')])).toThrow(/more than/)
})

test('valid options are read', () => {
  expect(
    readOptions([
      ...['--tenant', 'contoso.example', '--kind', 'customers', '--name', ' Front door ', '--lifetime', '30'],
      ...['--attributes', 'displayName, city', '--azure-devops', 'contoso', '--certificate', '--json'],
      ...uri('http://localhost:8787/getAToken'),
      ...uri(LONGEST_URI),
    ]),
  ).toMatchObject({
    tenant: 'contoso.example',
    kind: 'customers',
    name: 'Front door',
    lifetimeDays: 30,
    attributes: ['displayName', 'city'],
    azureDevOpsUrl: 'https://vssps.dev.azure.com/contoso',
    credential: 'certificate',
    yes: true,
    redirectUris: ['http://localhost:8787/getAToken', LONGEST_URI],
  })
})

test('--help names every exit code, whatever the environment has', async () => {
  const { exitCode, stdout } = await runRegister(['--help'], { environment: { GRAPH_TOKEN: '' } })
  expect(exitCode).toBe(0)
  for (const code of Object.values(EXIT_CODES))
    expect(stdout).toMatch(new RegExp(`^ {2}${code} {2,}[.\\w]`, 'm'))
})

test('without a terminal and --yes, it fails instead of asking', async () => {
  const { exitCode, stdout } = await runRegister([], { operator: null })
  expect([exitCode, stdout]).toEqual([2, expect.stringContaining('There is no terminal to ask questions in')])
})

test('--json also reports invalid flags as JSON', async () => {
  const { exitCode, stdout } = await runRegister(['--json', '--color'], { operator: null })
  expect(exitCode).toBe(2)
  expect(JSON.parse(stdout)).toMatchObject({ outcome: 'refused', exitCode: 2, error: { kind: 'usage' } })
})

test.each(['http://localhost:8788', 'http://127.0.0.1:8788', 'http://[::1]:8788'])(
  '--graph-url may be local, %s',
  (url) => {
    expect(readOptions(['--graph-url', url]).graphUrl).toBe(url)
  },
)

test.each([
  ['--azure-devops', 'https://kim:s3cret@dev.azure.com/contoso'],
  ['--azure-devops', 'https://s3cret@example.com/contoso'],
  ['--authority', 'https://kim:s3cret@example.com/'],
  ['--graph-url', 'https://kim:s3cret@graph.example/v1.0'],
  ['--redirect-uri', 'https://kim:s3cret@app.example.com/callback'],
])('%s does not print a password', async (flag, value) => {
  const { stdout } = await runRegister([flag, value, '--yes'], { operator: null })
  expect(stdout).toContain(flag)
  expect(stdout).not.toContain('s3cret')
})
