// Credentials that Entra does not accept, or not for long: the doctor names it, says what to do, and blames nothing else.
import { expect, test } from 'vitest'
import { expiredSecret, fabrikam, secret } from '../../emulator/seed.ts'
import { newCertificate } from '../../tools/certificate/key-pair.ts'
import {
  appOf,
  examine,
  examineOnce,
  faultsOf,
  healthyPatient,
  type Patient,
  useCertificate,
} from './doctor-patient.ts'
import { answer, fault, namesEach, type Row, type Spoil, set, TOKEN, tokenRefused } from './doctor-rows.ts'

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

namesEach([...credentials, ...lifetimes])

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
