import { execFileSync } from 'node:child_process'
import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseEnv } from 'node:util'
import { expect, onTestFinished, test } from 'vitest'
import {
  contoso,
  entryway,
  entrywayCustomers,
  entrywayEverywhere,
  entrywayFabrikam,
  fabrikam,
  fourthCoffee,
  secret,
} from '../../emulator/seed.ts'
import { VARIABLES } from '../../tools/settings/variable-names.ts'
import { localAuthorityNames } from '../../tools/start/local-authority.ts'
import { readOptions } from '../../tools/start/options.ts'
import { localSettings, writeSettingsFile } from '../../tools/start/settings.ts'
import { StartError } from '../../tools/start/start-error.ts'
import { usage } from '../../tools/start/usage.ts'
import { ANY_PORTS } from '../support/npm-start.ts'
import { takePort } from '../support/port.ts'
import { projectCopy } from '../support/project-copy.ts'
import { startForTest } from './start-for-test.ts'

const ROOT = join(import.meta.dirname, '..', '..')

test('without options: Contoso, ports 8787 and 8788, and the folder that wrangler dev uses too', () => {
  expect(readOptions([])).toMatchObject({
    authority: { name: 'contoso', path: contoso.id },
    allowedTenants: [],
    port: 8787,
    entraPort: 8788,
    inspectorPort: 0,
    state: join(ROOT, '.wrangler', 'state'),
    overrides: {},
  })
})

test.each([
  [['--port', 'x'], '--port "x" is not a port. Use a number from 1 to 65535, or 0 for any free port.'],
  [['--port='], '--port "" is not a port.'],
  [['--port=-1'], '--port "-1" is not a port.'],
  [['--entra-port', '65536'], '--entra-port "65536" is not a port.'],
  [['--inspector-port', 'on'], '--inspector-port "on" is not a port.'],
  [['--port', '9000', '--entra-port', '9000'], '--port and --entra-port are both 9000.'],
  [
    ['--prot', '1'],
    'There is no such flag: --prot. Did you mean --port?\nSee npm start -- --help for all flags.',
  ],
  [['--port'], '--port is missing its value.'],
  [['--base-path', '/auth/'], '--base-path "/auth/" is not a base path, such as /auth.'],
  [['customers'], 'Argument 1 belongs to no flag: customers.'],
  [['--var', 'SIGN_UP'], '--var "SIGN_UP" is not of the form NAME=VALUE.'],
  [
    ['--var', 'SIGN_UP=on', '--var', 'SESION_MAX_HOURS=1'],
    'The app has no setting SESION_MAX_HOURS. .dev.vars.example lists them.',
  ],
  [
    ['--authority', 'everybody'],
    '"everybody" is not an authority. Choose one of: contoso, fabrikam, common, organizations, consumers, customers',
  ],
  [
    ['--allowed-tenants', 'contoso,adatum'],
    '"adatum" is not a tenant. Choose from: contoso, fabrikam, fourthcoffee, outlook',
  ],
])('%j is rejected with a message that says what to use instead', (args, sentence) => {
  expect(() => readOptions(args)).toThrow(StartError)
  expect(() => readOptions(args)).toThrow(sentence)
})

test('an invalid argument prints two lines, and exits with 2', async () => {
  const started = startForTest(['--authority', 'everybody'])
  expect(await started.exitCode).toBe(2)
  expect(started.output().trim().split('\n')).toHaveLength(2)
})

test.each(['--port', '--entra-port'])(
  'a busy %s prints one line that suggests another port',
  async (flag) => {
    const busy = await takePort()
    onTestFinished(busy.release)
    const other = flag === '--port' ? '--entra-port' : '--port'
    const started = startForTest([flag, String(busy.port), other, '0'])
    expect(await started.exitCode).toBe(1)
    expect(started.output().trim()).toMatch(
      new RegExp(`^Port ${busy.port} is in use\\. Choose another: ${flag} \\d+$`),
    )
  },
)

test('a file that cannot be written is named in one line', async () => {
  const folder = projectCopy()
  writeFileSync(join(folder, '.wrangler'), '')
  const started = startForTest(ANY_PORTS, folder)
  expect(await started.exitCode).toBe(1)
  expect(started.output()).toMatch(/^\S+\.wrangler cannot be used \(\w+\)\. Check its permissions .*\n$/)
})

test('--help explains every authority and tenant, with examples that can be run', () => {
  const help = execFileSync(process.execPath, ['tools/start.ts', '--help'], { cwd: ROOT, encoding: 'utf8' })
  expect(help.trim()).toBe(usage(null))
  for (const name of [...localAuthorityNames, 'fourthcoffee', 'outlook']) expect(help).toContain(name)
  const examples = help.split('Examples\n')[1]?.trim().split('\n') ?? []
  expect(examples.length).toBeGreaterThan(3)
  for (const example of examples) {
    const [command, options = ''] = example.trim().split(/ -- |$/)
    expect(command).toBe('npm start')
    const args = (options.match(/'[^']*'|\S+/g) ?? []).map((each) => each.replaceAll("'", ''))
    expect(readOptions(args)).not.toBeNull()
  }
})

test.each([
  ['contoso', contoso.id, entryway, 'contoso', 'off'],
  ['fabrikam', fabrikam.id, entrywayFabrikam, 'fabrikam', 'off'],
  ['common', 'common', entrywayEverywhere, 'contoso', 'off'],
  ['organizations', 'organizations', entrywayEverywhere, 'contoso', 'off'],
  ['consumers', 'consumers', entrywayEverywhere, undefined, 'off'],
  ['customers', fourthCoffee.id, entrywayCustomers, undefined, 'on'],
])('%s: its authority, registration and organization', (name, path, app, organization, signUp) => {
  const options = readOptions(['--authority', name, '--allowed-tenants', 'contoso,fabrikam'])
  if (!options) throw new Error('no options')
  expect(options.authority.path).toBe(path)
  const { authority, allowedTenants } = options
  const settings = localSettings({
    port: 8787,
    authorityUrl: `http://localhost:8788/${path}`,
    authority,
    allowedTenants,
  })
  expect(settings).toEqual({
    AUTHORITY: `http://localhost:8788/${path}`,
    ALLOWED_TENANTS: `${contoso.id} ${fabrikam.id}`,
    CLIENT_ID: app.clientId,
    CLIENT_SECRET: secret,
    REDIRECT_URI: 'http://localhost:8787/getAToken',
    SIGN_UP: signUp,
    ...(organization &&
      VARIABLES.includes('AZURE_DEVOPS_URL') && {
        AZURE_DEVOPS_URL: `http://localhost:8788/${organization}`,
      }),
  })
})

test('the file for npm run doctor has every value as it was given', () => {
  const port = 65_535
  onTestFinished(() => rmSync(join(ROOT, '.wrangler', `emulator-${port}.vars`), { force: true }))
  const settings = {
    REDIRECT_URI: 'https://app.example/back?$select=id&$top=1#part',
    SCOPE: ' two  words ',
    CLIENT_SECRET: `it's "q\\uoted`,
    SIGN_UP: '',
  }
  writeSettingsFile(port, settings)
  expect(parseEnv(readFileSync(join(ROOT, '.wrangler', `emulator-${port}.vars`), 'utf8'))).toEqual(settings)
})
