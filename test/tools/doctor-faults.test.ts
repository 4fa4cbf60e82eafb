// Configurations with one thing wrong: the doctor names it, says what to do, and blames nothing else.
import { expect, test } from 'vitest'
import {
  contoso,
  entrywayEverywhere,
  entrywayFabrikam,
  expiredSecret,
  fabrikam,
  secret,
} from '../../emulator/seed.ts'
import { newCertificate } from '../../tools/certificate/key-pair.ts'
import { NOTHING_READ } from '../../tools/doctor/command-line/env-file.ts'
import { BY_NUMBER } from '../../tools/doctor/evidence/entra-numbers.ts'
import { refusal } from '../../tools/doctor/evidence/entra-refusal.ts'
import { GROUPS } from '../../tools/doctor/evidence/number-groups.ts'
import {
  appOf,
  closedServer,
  examine,
  examineOnce,
  faultsOf,
  file,
  healthyPatient,
  type Patient,
  useCertificate,
} from './doctor-patient.ts'
import { namesEach, type Row, type Spoil, set, WHOLE_SENTENCES } from './doctor-rows.ts'

/** Answers in Entra's place where the path ends so. */
const answer =
  (end: string, make: (patient: Patient, request: Request) => Response | Promise<Response>): Spoil =>
  (patient) => {
    patient.intercept = (request) =>
      new URL(request.url).pathname.endsWith(end) ? make(patient, request) : null
  }

const METADATA = '/openid-configuration'
const KEYS = '/discovery/v2.0/keys'
const AUTHORIZE = '/authorize'
const TOKEN = '/oauth2/v2.0/token'

const fault =
  (...[name, options]: Parameters<Patient['emulator']['setFault']>): Spoil =>
  ({ emulator }) =>
    emulator.setFault(name, { times: 0, ...options })

/** Entra's own answer, with another time of day. */
const clockAhead = (seconds: number) =>
  answer(METADATA, async ({ emulator }, request) => {
    const { status, headers, body } = await emulator.fetch(request)
    const date = new Date(Date.now() + seconds * 1000).toUTCString()
    return new Response(body, { status, headers: { ...Object.fromEntries(headers), date } })
  })

const changedMetadata = (change: Record<string, string>) =>
  answer(METADATA, async ({ emulator }, request) =>
    Response.json({ ...((await (await emulator.fetch(request)).json()) as object), ...change }),
  )

const entraSays = (number: number, sentence: string) =>
  answer(METADATA, () =>
    Response.json(
      {
        error: 'invalid_request',
        error_description: `AADSTS${number}: ${sentence}\r\nTrace ID: x`,
        error_codes: [number],
      },
      { status: 400 },
    ),
  )

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

const authority: Row[] = [
  [
    'a tenant that does not exist',
    (patient) => {
      patient.variables.AUTHORITY = `${patient.origin}/00000000-0000-4000-8000-000000000000`
    },
    'metadata',
    /^The tenant .* does not exist at localhost:\d+\. Entra returned invalid_tenant, AADSTS90002: Tenant '0{8}\S+' not found\.$/,
  ],
  [
    'a tenant by a name that is none',
    entraSays(
      900023,
      "Specified tenant identifier 'x' is neither a valid DNS name, nor a valid external domain.",
    ),
    'metadata',
    /^“\S+” is neither the ID of a tenant nor one of its domains\. Entra returned invalid_request, AADSTS900023: Specified/,
  ],
  [
    'metadata that Entra refuses for another reason',
    entraSays(90051, 'Invalid national Cloud ID.'),
    'metadata',
    /does not return the metadata of .* AADSTS90051: Invalid national Cloud ID\.$/,
  ],
  [
    'a proxy that forbids it',
    answer(METADATA, () => new Response('<h1>Blocked by policy</h1>', { status: 403 })),
    'metadata',
    /^localhost:\d+ returned 403, but not in Entra’s form\.$/,
  ],
  [
    'a page that is not found',
    answer(METADATA, () => new Response('Not Found', { status: 404 })),
    'metadata',
    /returned 404, but not in Entra’s form/,
  ],
  [
    'a proxy that sends on to its own sign-in',
    answer(METADATA, () => Response.redirect('https://proxy.contoso.example/sign-in?to=x', 302)),
    'metadata',
    /^localhost:\d+ redirects to proxy\.contoso\.example, which Entra would not do\.$/,
  ],
  [
    'a gateway that is down',
    answer(METADATA, () => new Response('<h1>Bad Gateway</h1>', { status: 502 })),
    'metadata',
    /^The authority’s metadata could not be reached at \S+: it returned 502/,
  ],
  [
    'metadata of a tenant for customers',
    changedMetadata({ issuer: `https://${contoso.id}.ciamlogin.com/${contoso.id}/v2.0` }),
    'metadata',
    /^It is a tenant for customers \(External ID\)\.$/,
  ],
  [
    'a server that is not there',
    async ({ variables }) => {
      variables.AUTHORITY = `${await closedServer()}/${contoso.id}`
    },
    'metadata',
    /nothing is listening there/,
  ],
  [
    'a host that nobody knows',
    set('AUTHORITY', `https://entryway-doctor.invalid/${contoso.id}`),
    'metadata',
    /its host name was not found/,
  ],
  ['metadata that is down', fault('metadata_503'), 'metadata', /it returned 503/],
  [
    'a proxy that wants a sign-in',
    answer(METADATA, () => new Response('<h1>Welcome</h1>')),
    'metadata',
    /the response was not JSON/,
  ],
  [
    'another issuer',
    changedMetadata({ issuer: `http://evil.example/${contoso.id}/v2.0` }),
    'metadata',
    /names a foreign issuer \(http:\/\/evil\.example\//,
  ],
  [
    'an endpoint of somebody else',
    changedMetadata({ token_endpoint: 'http://evil.example/token' }),
    'metadata',
    /foreign token_endpoint/,
  ],
  ['signing keys that are down', fault('keys_unreachable'), 'signing keys', /it returned 503/],
  [
    'no key for RS256',
    answer(KEYS, () => Response.json({ keys: [{ kty: 'EC', kid: 'x', crv: 'P-256', x: 'x', y: 'y' }] })),
    'signing keys',
    /^None of them is a key for RS256/,
  ],
  [
    'a key that is spoiled',
    answer(KEYS, () => Response.json({ keys: [{ kty: 'RSA', kid: 'x', use: 'sig', n: '', e: '' }] })),
    'signing keys',
    /^None of them is a key for RS256/,
  ],
  ['a clock two minutes off', clockAhead(120), 'clock', /clock is \d+ seconds behind/, 'warn'],
  [
    'a clock nine minutes slow, at which people still sign in',
    clockAhead(540),
    'clock',
    /clock is \d+ seconds behind/,
    'warn',
  ],
  ['a clock eleven minutes slow', clockAhead(660), 'clock', /clock is \d+ seconds behind/],
  [
    'a clock an hour fast, at which people still sign in',
    clockAhead(-3600),
    'clock',
    /clock is \d+ seconds ahead of/,
    'warn',
  ],
  ['a clock more than an hour fast', clockAhead(-3960), 'clock', /clock is \d+ seconds ahead of/],
  [
    'a clock six minutes fast with a certificate, which signs the time',
    async (patient) => {
      await useCertificate(patient)
      await clockAhead(-360)(patient)
    },
    'clock',
    /clock is \d+ seconds ahead of/,
  ],
]

const registration: Row[] = [
  ['an unknown app', set('CLIENT_ID', fabrikam.id), 'client id', /AADSTS700016/],
  ['the app of another tenant', set('CLIENT_ID', entrywayFabrikam.clientId), 'client id', /AADSTS700016/],
  [
    'an app of one tenant at common',
    (patient) => {
      patient.variables.AUTHORITY = `${patient.origin}/common`
    },
    'client id',
    /single-tenant, but AUTHORITY accepts several tenants \(AADSTS50194\)/,
  ],
  [
    'an app that is disabled',
    ({ emulator }) => {
      for (const principal of emulator.state.servicePrincipals) principal.enabled = false
    },
    'client id',
    /the app is disabled \(AADSTS7000112\)/,
  ],
  [
    'an app without a service principal',
    ({ emulator }) => {
      emulator.state.servicePrincipals = []
    },
    'client id',
    /no service principal \(AADSTS7000229\)/,
  ],
  [
    'a redirect URI that is not registered',
    set('REDIRECT_URI', 'http://localhost:8787/elsewhere'),
    'redirect URI',
    /not registered for the app \(AADSTS50011\)/,
  ],
  [
    'a redirect URI of a single-page application',
    (patient) => {
      patient.variables.REDIRECT_URI = 'http://localhost:8787/spa'
      appOf(patient).spaRedirectUris.push('http://localhost/spa')
    },
    'platform',
    /under Single-page application/,
  ],
  [
    'the same, and Graph shows nothing',
    (patient) => {
      patient.emulator.state.applicationPermissions.clear()
      patient.variables.REDIRECT_URI = 'http://localhost:8787/spa'
      appOf(patient).spaRedirectUris.push('http://localhost/spa')
    },
    'platform',
    /under Single-page application \(AADSTS9002325\)/,
  ],
  [
    'a redirect URI of a desktop app',
    (patient) => {
      patient.variables.REDIRECT_URI = 'http://localhost:8787/desktop'
      appOf(patient).publicClientRedirectUris.push('http://localhost/desktop')
    },
    'platform',
    /under Mobile and desktop/,
  ],
  [
    'a challenge that is not taken',
    fault('aadsts', { aadsts: 501491 }),
    'PKCE',
    /PKCE challenge \(AADSTS501491\)/,
  ],
  [
    'a permission that there is not',
    set('SCOPE', 'User.Reed'),
    'sign-in request',
    /AADSTS650053.*It does not know \S*User\.Reed/,
  ],
  ['an Entra that is busy', fault('aadsts', { aadsts: 90024 }), 'sign-in request', /AADSTS90024/, 'warn'],
  [
    'an authorization endpoint that is down',
    answer(AUTHORIZE, () => new Response('Service Unavailable', { status: 503 })),
    'client id',
    /it returned 503/,
  ],
]

/** Its numbers are a good key’s, but it says to have more primes (RFC 8017 A.1.2): seen only when it is used. */
async function useUntrueKey(patient: Patient): Promise<void> {
  await useCertificate(patient)
  const { variables } = patient
  const der = Buffer.from(
    (variables.CLIENT_CERTIFICATE_KEY ?? '').replaceAll(/-----[^-]+-----|\s/g, ''),
    'base64',
  )
  der.writeUInt8(1, der.indexOf(Buffer.of(2, 1, 0), 8) + 2)
  variables.CLIENT_CERTIFICATE_KEY = `-----BEGIN PRIVATE KEY-----\n${der.toString('base64')}\n-----END PRIVATE KEY-----\n`
}

const tokenRefused = (number: number, error = 'invalid_grant') =>
  answer(TOKEN, () => Response.json({ error, error_description: `AADSTS${number}: No.` }, { status: 400 }))

const credentials: Row[] = [
  ...[53003, 530035, 501051, 53000, 90093].map(
    (number): Row => [
      `a policy for apps’ own tokens (${number}), which sign-ins do not need`,
      tokenRefused(number),
      'credentials',
      new RegExp(`^Entra accepts CLIENT_SECRET, but a policy denies .*AADSTS${number}`),
      'warn',
    ],
  ),
  ['a token endpoint that fails for now', tokenRefused(90033), 'credentials', /AADSTS90033/, 'warn'],
  [
    'the same without a number',
    answer(TOKEN, () => Response.json({ error: 'temporarily_unavailable' }, { status: 400 })),
    'credentials',
    /temporarily_unavailable/,
    'warn',
  ],
  [
    'a certificate outside its validity, in Entra’s words',
    tokenRefused(1000502, 'invalid_client'),
    'credentials',
    /outside its validity period \(AADSTS1000502\)/,
  ],
  ...[50027, 700021, 5002730, 7000272].map(
    (number): Row => [
      `an assertion that Entra cannot use (${number})`,
      tokenRefused(number, 'invalid_client'),
      'credentials',
      /what CLIENT_CERTIFICATE_KEY has signed/,
    ],
  ),
  ['a tenant that is blocked', tokenRefused(5000225), 'credentials', /has blocked the tenant/],
  ['a wrong secret', set('CLIENT_SECRET', 'wrong-secret-of-another-app'), 'credentials', /AADSTS7000215/],
  ['an expired secret', set('CLIENT_SECRET', expiredSecret), 'credentials', /has expired \(AADSTS7000222\)/],
  [
    'a certificate that is not uploaded',
    (patient) => useCertificate(patient, { registered: false }),
    'credentials',
    /not uploaded to the app \(AADSTS700027\)/,
  ],
  [
    'a certificate that is not uploaded, beside a secret that is good',
    async (patient) => {
      await useCertificate(patient, { registered: false })
      patient.variables.CLIENT_SECRET = secret
    },
    'credentials',
    /AADSTS700027.*uses the other credential/,
    'warn',
  ],
  [
    'a key that only looks like one',
    (patient) => useUntrueKey(patient),
    'credentials',
    /^CLIENT_CERTIFICATE cannot be used: the certificate’s key cannot sign/,
  ],
  [
    'a key that only looks like one, beside a secret that is good',
    async (patient) => {
      await useUntrueKey(patient)
      patient.variables.CLIENT_SECRET = secret
    },
    'credentials',
    /the certificate’s key cannot sign\. The app uses the other credential/,
    'warn',
  ],
  [
    'an assertion that is too old',
    fault('aadsts', { aadsts: 700024 }),
    'credentials',
    /the client assertion is outside its valid time range .*AADSTS700024/,
  ],
  [
    'a refusal that nobody knows',
    answer(TOKEN, () =>
      Response.json({ error: 'invalid_grant', error_description: 'AADSTS123456: No.' }, { status: 400 }),
    ),
    'credentials',
    /the reason is unknown \(AADSTS123456\)/,
  ],
  ['a token endpoint that is down', fault('token_503'), 'credentials', /it returned 503/],
  ['a token endpoint that is throttled', fault('token_429'), 'credentials', /too many requests/],
  [
    'a token endpoint that redirects',
    fault('token_redirect'),
    'credentials',
    /violates the protocol \(redirect\)/,
  ],
  [
    'an error in somebody else’s words',
    answer(TOKEN, () => Response.json({ error: '<script>alert(1)</script>' }, { status: 400 })),
    'credentials',
    /the reason is unknown \(without a number\)/,
  ],
  [
    'a tenant of the registration that there is not',
    ({ args }) => args.splice(1, 1, '00000000-0000-4000-8000-000000000000'),
    'credentials',
    /^The tenant “00000000-\S+” does not exist at localhost:\d+\. Entra returned invalid_tenant, AADSTS90002/,
    'fail',
    'common',
  ],
  [
    'a tenant of the registration that is another’s',
    ({ args }) => args.splice(1, 1, fabrikam.id),
    'credentials',
    /AADSTS700016/,
    'fail',
    'common',
  ],
]

/** Over since two days, beside a secret that is good. */
async function useOldCertificate(patient: Patient): Promise<void> {
  const { certificate, key } = await newCertificate('Entryway', 1, Date.now() - 3 * 86_400_000)
  Object.assign(patient.variables, { CLIENT_CERTIFICATE: certificate, CLIENT_CERTIFICATE_KEY: key })
}

/** Graph shows nothing, so that the variable alone says when the secret expires. */
const secretExpiresIn =
  (days: number): Spoil =>
  ({ emulator, variables }) => {
    emulator.state.applicationPermissions.clear()
    variables.CLIENT_SECRET_EXPIRES = new Date(Date.now() + days * 86_400_000).toISOString()
  }

const lifetimes: Row[] = [
  ['a secret that expires in 29 days', secretExpiresIn(29.5), 'secret lifetime', / \(29 days left\)/, 'warn'],
  ['a secret that expires in 6 days', secretExpiresIn(6.5), 'secret lifetime', / \(6 days left\)/, 'warn'],
  [
    'the date of an earlier secret',
    secretExpiresIn(-2),
    'secret lifetime',
    /^CLIENT_SECRET_EXPIRES says \d{4}-\S+, but Entra accepts CLIENT_SECRET, so the date is wrong/,
    'warn',
  ],
  [
    'an expiration that is no date',
    set('CLIENT_SECRET_EXPIRES', 'next year'),
    'variables',
    /^CLIENT_SECRET_EXPIRES is not a date\. The app ignores it/,
    'warn',
  ],
  [
    'an expiration that is a placeholder',
    set('CLIENT_SECRET_EXPIRES', '<date>'),
    'variables',
    /^CLIENT_SECRET_EXPIRES is still a placeholder\. The app ignores it/,
    'warn',
  ],
  [
    'a webhook that is none',
    set('ALERT_WEBHOOK', 'hooks'),
    'variables',
    /^ALERT_WEBHOOK is not an https URL\. The app ignores it/,
    'warn',
  ],
  [
    'a token for monitoring that is too short',
    set('HEALTH_TOKEN', 'short'),
    'variables',
    /^HEALTH_TOKEN has fewer than 32 characters\. The app ignores it/,
    'warn',
  ],
  [
    'an expiration that Entra contradicts',
    set('CLIENT_SECRET_EXPIRES', '2099-01-01'),
    'secret lifetime',
    /^CLIENT_SECRET_EXPIRES says 2099-01-01, but Entra/,
    'warn',
  ],
  [
    'a secret that ends soon',
    (patient) => {
      const [first] = appOf(patient).secrets
      if (first) first.endsAt = Date.now() + 10.5 * 86_400_000
    },
    'secret lifetime',
    /^CLIENT_SECRET expires on .* \(10 days left\)/,
    'warn',
  ],
  [
    'a certificate that ends soon',
    (patient) => useCertificate(patient, { days: 2 }),
    'certificate lifetime',
    /^CLIENT_CERTIFICATE expires on .* \(one day left\)/,
    'warn',
  ],
  [
    'a certificate that is over, beside a secret that is good',
    useOldCertificate,
    'certificate lifetime',
    /^CLIENT_CERTIFICATE expired on .*, so the app uses CLIENT_SECRET/,
    'warn',
  ],
]

namesEach([...variables, ...bindings, ...authority, ...registration, ...credentials, ...lifetimes])

test('a server that does not respond is given up on', { timeout: 60_000 }, async () => {
  const patient = await healthyPatient()
  patient.emulator.setFault('metadata_stall', { times: 0 })
  const { lines } = await examineOnce(patient)
  expect(faultsOf({ lines })).toMatchObject([
    { check: 'metadata', sentence: expect.stringMatching(/did not respond in time/) },
  ])
})

test('a credential is not checked at common without --tenant, which is not a failure', async () => {
  const patient = await healthyPatient('common')
  patient.args = []
  const { exitCode, lines } = await examine(patient)
  expect(exitCode).toBe(0)
  expect(lines.find(({ check }) => check === 'credentials')).toMatchObject({
    status: 'skipped',
    sentence: 'Entra checks a credential at the app’s own tenant only, but AUTHORITY is common.',
    whatToDo: expect.stringContaining('--tenant'),
  })
  expect(patient.emulator.requests.some(({ method }) => method === 'POST')).toBe(false)
})

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

test('an authority that redirects to another host is reported, and the redirect is not followed', async () => {
  const patient = await healthyPatient()
  patient.variables.CLIENT_ID = entrywayEverywhere.clientId
  patient.intercept = ({ url }) =>
    url.includes(AUTHORIZE) ? Response.redirect('https://login.live.example/authorize', 302) : null
  const { lines } = await examine(patient)
  const untold = lines.filter(({ check }) => ['client id', 'redirect URI'].includes(check))
  expect(untold.map(({ status }) => status)).toEqual(['skipped', 'skipped'])
})

test.each([
  ['could not be judged', () => new Response('Service Unavailable', { status: 503 })],
  [
    'was refused for the registration’s sake',
    () => Response.json({ error: 'invalid_client', error_codes: [700025] }, { status: 401 }),
  ],
])('a credential that %s is a failure even if the other one works', async (_, answer) => {
  const patient = await healthyPatient()
  await useCertificate(patient)
  patient.variables.CLIENT_SECRET = secret
  patient.intercept = async (request) => {
    const isSecret = request.method === 'POST' && (await request.clone().text()).includes('client_secret=')
    return isSecret ? answer() : null
  }
  expect(faultsOf(await examineOnce(patient))).toMatchObject([{ check: 'credentials', status: 'fail' }])
})

const whatToDoOf = async (patient: Patient) => faultsOf(await examineOnce(patient))[0]?.whatToDo

test('for 127.0.0.1, which the admin center rejects, the advice is the manifest', async () => {
  const patient = await healthyPatient()
  patient.variables.REDIRECT_URI = 'http://127.0.0.1:8787/elsewhere'
  expect(await whatToDoOf(patient)).toMatch(/in the manifest/)
})

test('the command for a missing service principal contains the client ID', async () => {
  const patient = await healthyPatient()
  patient.emulator.state.servicePrincipals = []
  expect(await whatToDoOf(patient)).toMatch(
    new RegExp(`az ad sp create --id ${patient.variables.CLIENT_ID} .*administrator\\. If`),
  )
})

const GIVEN_NOTHING = { ...NOTHING_READ, variables: {}, homeTenant: null, now: Date.now }
const NUMBERS = [...Object.keys(BY_NUMBER).map(Number), ...GROUPS.flatMap(([each]) => each), 123456]

test.each([
  'https://login.microsoftonline.us/organizations',
  'https://login.partner.microsoftonline.cn/organizations',
  'http://localhost:8400/organizations',
])('at %s, no advice sets AUTHORITY to a host of the public cloud', (AUTHORITY) => {
  // The tenant is in another cloud, which may be any: all are listed.
  const others = NUMBERS.filter(
    (each) => !GROUPS.find(([, [says]]) => /another cloud/.test(says))?.[0].includes(each),
  )
  const advice = others.map(
    (aadsts) =>
      refusal({ error: '', suberror: null, aadsts }, { ...GIVEN_NOTHING, variables: { AUTHORITY } })[1],
  )
  expect(advice.join(' ').replaceAll('https://login.microsoftonline.com/error?', '')).not.toMatch(
    /microsoftonline\.com|entra\.microsoft\.com/,
  )
  expect(advice).toContainEqual(
    expect.stringContaining(`Set AUTHORITY to ${new URL(AUTHORITY).origin}/{Directory (tenant) ID}, or run`),
  )
})

test('a tenant that --tenant names is filled in', () => {
  const given = { ...GIVEN_NOTHING, variables: { AUTHORITY: 'https://login.microsoftonline.us/common' } }
  const [, advice] = refusal(
    { error: '', suberror: null, aadsts: 50194 },
    { ...given, homeTenant: contoso.id },
  )
  expect(advice).toBe(
    `Set AUTHORITY to https://login.microsoftonline.us/${contoso.id}, or run npm run register -- --kind tenant, which does. To accept other tenants too, run npm run register -- --kind common, which changes the registration.`,
  )
})

test('an app of one tenant is never sent to an AUTHORITY of several without a change of its registration', () => {
  const asOrganization = {
    ...GIVEN_NOTHING,
    variables: { AUTHORITY: 'https://login.microsoftonline.com/consumers' },
  }
  for (const aadsts of NUMBERS)
    expect(refusal({ error: '', suberror: null, aadsts }, asOrganization)[1]).not.toMatch(
      /set AUTHORITY to (?:\S+\/)?(?:organizations|common)/i,
    )
})

test('the advice for every AADSTS number is in complete sentences', () => {
  const given = GIVEN_NOTHING
  for (const aadsts of NUMBERS) {
    const [sentence, whatToDo] = refusal({ error: '', suberror: null, aadsts }, given)
    expect(sentence).toMatch(WHOLE_SENTENCES)
    expect(whatToDo).toMatch(/^[A-Z].*\.\)?$/)
  }
})

test('every AADSTS number that the app can get has advice besides the link', () => {
  const given = GIVEN_NOTHING
  for (const aadsts of [50001, 500011, 65005, 650052, 650053, 70011, 90038, 90094, 7000216, 399266, 500213]) {
    expect(refusal({ error: '', suberror: null, aadsts }, given)[1]).not.toMatch(/^See https:/)
  }
})

test('an accepted secret, even without a token, turns a missing certificate into a warning', async () => {
  const patient = await healthyPatient()
  await useCertificate(patient, { registered: false })
  patient.variables.CLIENT_SECRET = secret
  patient.intercept = async (request) =>
    request.url.endsWith(TOKEN) && (await request.clone().text()).includes('client_secret=')
      ? Response.json({ error: 'invalid_grant', error_description: 'AADSTS53003: No.' }, { status: 400 })
      : null
  const faults = faultsOf(await examineOnce(patient)).map(({ status, sentence }) => `${status} ${sentence}`)
  expect(faults).toEqual([
    expect.stringMatching(/^warn .*AADSTS700027.*uses the other credential/),
    expect.stringMatching(/^warn Entra accepts CLIENT_SECRET, but a policy/),
  ])
})

/** Which lines there are about the secret's last day, where the file has an earlier one's. */
async function aboutOldDate(change: (patient: Patient) => unknown) {
  const patient = await healthyPatient()
  await secretExpiresIn(-2)(patient)
  await change(patient)
  const { lines } = await examineOnce(patient)
  return lines.filter(({ check }) => check === 'secret lifetime')
}

test.each<[string, Spoil]>([
  ['was taken', () => undefined],
  ['was taken, though a policy denies a token', tokenRefused(53003)],
])(
  'a secret that %s has not expired: register corrects the date, and nothing is rotated',
  async (_, change) => {
    expect(await aboutOldDate(change)).toEqual([
      expect.objectContaining({
        status: 'warn',
        whatToDo: expect.stringMatching(/^Run npm run register(?:(?!--rotate)[^,])*, which corrects it/),
      }),
    ])
  },
)

test.each<[string, Spoil]>([
  ['was rejected', set('CLIENT_SECRET', expiredSecret)],
  [
    'was rejected, beside a certificate that is taken',
    async (patient) => {
      await useCertificate(patient)
      patient.variables.CLIENT_SECRET = expiredSecret
    },
  ],
  ['could not be tried', fault('token_503')],
])('a secret that %s has expired by its date', async (_, change) => {
  expect(await aboutOldDate(change)).toMatchObject([
    { status: 'fail', whatToDo: expect.stringContaining('--rotate') },
  ])
})
