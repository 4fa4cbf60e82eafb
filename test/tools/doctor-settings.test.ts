// Settings and a wrangler.toml with one thing wrong: the doctor names it, says what to do, and blames nothing else.
import { expect, test } from 'vitest'
import { contoso } from '../../emulator/seed.ts'
import { newCertificate } from '../../tools/certificate/key-pair.ts'
import { examine, file, healthyPatient, useCertificate } from './doctor-patient.ts'
import { namesEach, type Row, type Spoil, set } from './doctor-rows.ts'

const wrangler =
  (content: string): Spoil =>
  ({ args }) =>
    args.push('--config', file('wrangler.toml', content))

const WRANGLER = `name = "x"\ncompatibility_date = "2026-11-01"\nmain = ${JSON.stringify(`${process.cwd()}/test/workerd/small-app.tsx`)}\n`
const ASSETS = `[assets]\ndirectory = ${JSON.stringify(`${process.cwd()}/public`)}\n`
const LIMIT =
  '[[env.staging.ratelimits]]\nname = "SIGN_OUT_LIMIT"\nnamespace_id = "1"\nsimple = { limit = 60, period = 60 }\n'
const SESSIONS = '[[kv_namespaces]]\nbinding = "SESSIONS"\n'

const variables: Row[] = [
  ['no authority', set('AUTHORITY', undefined), 'variables', /^AUTHORITY is missing/],
  [
    'an authority of nobody',
    set('AUTHORITY', 'https://login.evil.example/x'),
    'variables',
    /^AUTHORITY is not an/,
  ],
  ['a client id that is none', set('CLIENT_ID', 'entryway'), 'variables', /^CLIENT_ID is not a GUID/],
  [
    'the secret’s id for its value',
    set('CLIENT_SECRET', contoso.id),
    'variables',
    /^CLIENT_SECRET looks like/,
  ],
  ['no credential', set('CLIENT_SECRET', ''), 'variables', /^CLIENT_SECRET is missing/],
  [
    'a redirect URI that is no URL',
    set('REDIRECT_URI', '/callback'),
    'variables',
    /^REDIRECT_URI is not a URL/,
  ],
  ['scopes of two APIs', set('SCOPE', 'User.Read api://x/y'), 'variables', /^SCOPE names more than one API/],
  [
    'a local Entra behind a public address',
    set('REDIRECT_URI', 'https://app.example.com/callback'),
    'variables',
    /^AUTHORITY is on localhost although REDIRECT_URI is not/,
  ],
  [
    'no time for sessions',
    set('SESSION_IDLE_MINUTES', '4'),
    'variables',
    /^SESSION_IDLE_MINUTES is out of range/,
  ],
  [
    'a misspelt name',
    set('ALOWED_TENANTS', contoso.id),
    'variables',
    /^ALOWED_TENANTS is not one of/,
    'warn',
  ],
  [
    'a certificate that is over',
    async (patient) => {
      await useCertificate(patient)
      const { certificate, key } = await newCertificate('Entryway', 1, Date.now() - 3 * 86_400_000)
      Object.assign(patient.variables, { CLIENT_CERTIFICATE: certificate, CLIENT_CERTIFICATE_KEY: key })
    },
    'variables',
    /^CLIENT_CERTIFICATE expired on \d{4}-/,
  ],
  [
    'the key of another certificate',
    async (patient) => {
      await useCertificate(patient)
      patient.variables.CLIENT_CERTIFICATE_KEY = (await newCertificate('Other', 9, Date.now())).key
    },
    'variables',
    /^CLIENT_CERTIFICATE_KEY does not belong to/,
  ],
]

const inEnvironment =
  (content: string): Spoil =>
  (patient) => {
    wrangler(content)(patient)
    patient.args.push('--env', 'staging')
  }

const bindings: Row[] = [
  [
    'an environment that there is not',
    inEnvironment(`${WRANGLER}${SESSIONS}${ASSETS}[env.production]\n`),
    'wrangler.toml',
    /has no \[env\.staging\], only production/,
  ],
  [
    'an environment without a store of its own',
    inEnvironment(`${WRANGLER}${SESSIONS}${ASSETS}[env.staging]\n${LIMIT}`),
    'wrangler.toml',
    /^\[env\.staging\], which inherits no bindings, binds no KV namespace/,
  ],
  [
    'an environment without a limit of its own',
    inEnvironment(
      `${WRANGLER}${SESSIONS}${ASSETS}[env.staging]\n[[env.staging.kv_namespaces]]\nbinding = "SESSIONS"\n`,
    ),
    'wrangler.toml',
    /has no rate limit/,
    'warn',
  ],
  [
    'no wrangler.toml',
    ({ args }) => args.push('--config', '/nowhere/wrangler.toml'),
    'wrangler.toml',
    /does not exist/,
  ],
  ['a wrangler.toml that is none', wrangler('main = ['), 'wrangler.toml', /cannot be read/],
  [
    'no program',
    wrangler(`name = "x"\ncompatibility_date = "2026-11-01"\n${SESSIONS}${ASSETS}`),
    'wrangler.toml',
    /main names a file that does not exist/,
  ],
  ['no store for sessions', wrangler(`${WRANGLER}${ASSETS}`), 'wrangler.toml', /no KV namespace as SESSIONS/],
  ['no files', wrangler(`${WRANGLER}${SESSIONS}`), 'wrangler.toml', /assets do not exist/],
  [
    'a secret that is committed',
    wrangler(`${WRANGLER}${SESSIONS}${ASSETS}[vars]\nCLIENT_SECRET = "committed-for-all-to-read"\n`),
    'wrangler.toml',
    /^It contains CLIENT_SECRET/,
    'warn',
  ],
]

namesEach([...variables, ...bindings])

test('all invalid variables are reported at once, and dependent checks are skipped', async () => {
  const patient = await healthyPatient()
  Object.assign(patient.variables, { CLIENT_ID: 'x', CLIENT_SECRET: undefined, REDIRECT_URI: 'y' })
  const { lines } = await examine(patient)
  const status = (wanted: string) => lines.filter((line) => line.status === wanted).map(({ check }) => check)
  expect(status('fail')).toEqual(['variables', 'variables', 'variables'])
  expect(status('pass')).toEqual(['wrangler.toml', 'metadata', 'signing keys', 'clock'])
  expect(lines.find(({ check }) => check === 'client id')?.sentence).toBe(
    'The variables must be valid first.',
  )
})
