// Credentials that Entra does not accept, or not for long: the doctor names it, says what to do, and blames nothing else.
import { describe, expect, test } from 'vitest'
import { contoso, entrywayEverywhere, expiredSecret, fabrikam } from '../../emulator/seed.ts'
import { appOf, examine, healthyPatient, linesOf, type Patient, useCertificate } from './doctor-patient.ts'
import {
  all,
  answer,
  fails,
  fault,
  hidden,
  type Spoil,
  secretAnswered,
  secretRefused,
  set,
  TOKEN,
  tokenRefused,
  warns,
  withCertificate,
} from './doctor-rows.ts'

const DAY_MS = 86_400_000

/** Its numbers are a good key’s, but it says to have more primes (RFC 8017 A.1.2): seen only when it is used. */
const untrueKey: Spoil = ({ variables }) => {
  const pem = variables.CLIENT_CERTIFICATE_KEY ?? ''
  const der = Buffer.from(pem.replaceAll(/-----[^-]+-----|\s/g, ''), 'base64')
  der.writeUInt8(1, der.indexOf(Buffer.of(2, 1, 0), 8) + 2)
  variables.CLIENT_CERTIFICATE_KEY = `-----BEGIN PRIVATE KEY-----\n${der.toString('base64')}\n-----END PRIVATE KEY-----\n`
}

const homeTenant =
  (tenant: string): Spoil =>
  ({ args }) =>
    args.splice(1, 1, tenant)

const tokenAnswer = (make: () => Response) => answer(TOKEN, make)

fails('credentials', [
  [
    'CLIENT_SECRET is wrong (AADSTS7000215).',
    set({ CLIENT_SECRET: 'of-another-app' }),
    /Secret ID.*just now, wait a few minutes and run this again\.$/,
  ],
  ['CLIENT_SECRET has expired (AADSTS7000222).', set({ CLIENT_SECRET: expiredSecret }), /--rotate/],
  ['CLIENT_CERTIFICATE is not uploaded to the app (AADSTS700027).', withCertificate({ registered: false })],
  [
    'CLIENT_CERTIFICATE cannot be used: the certificate’s key cannot sign.',
    all(withCertificate(), untrueKey),
    /^Create a new key pair/,
  ],
  ['the client assertion is outside its valid time range (AADSTS700024).', tokenRefused(700024)],
  ['Microsoft has blocked the tenant', tokenRefused(5000225)],
  ['the reason is unknown (AADSTS123456).', tokenRefused(123456), /error\?code=123456 for more/],
  [
    /^Entra returned an error: the reason is unknown \(without a number\)\.$/,
    tokenAnswer(() => Response.json({ error: '<script>alert(1)</script>' }, { status: 400 })),
  ],
  ['The token endpoint could not be reached at localhost', fault('token_503')],
  ['it returned 429 (too many requests)', fault('token_429')],
  ['The token endpoint’s response violates the protocol (redirect).', fault('token_redirect')],
  [
    /^The tenant “0{8}-\S+” does not exist at localhost:\d+\. Entra returned invalid_tenant, AADSTS90002/,
    homeTenant('00000000-0000-4000-8000-000000000000'),
    /^Compare the tenant in --tenant with/,
    'common',
  ],
  ['AADSTS700016', homeTenant(fabrikam.id), /./, 'common'],
  // One that works makes a warning of another’s refusal, and of nothing else.
  [
    'The token endpoint could not be reached',
    all(
      withCertificate({ besideSecret: true }),
      secretAnswered(() => new Response('', { status: 503 })),
    ),
  ],
  ['a public client', all(withCertificate({ besideSecret: true }), secretRefused(700025))],
])

warns('credentials', [
  [/\(AADSTS90033\)\.$/, tokenRefused(90033), /^Run this again in a few minutes\.$/],
  [
    'temporarily_unavailable',
    tokenAnswer(() => Response.json({ error: 'temporarily_unavailable' }, { status: 400 })),
  ],
  // By what its number means, and by the list of such numbers.
  ...[53003, 90093].map((number): [string, Spoil, RegExp] => [
    `Entra accepts CLIENT_SECRET, but a policy denies the app a token of its own (AADSTS${number}).`,
    tokenRefused(number),
    /does not affect users’ sign-ins/,
  ]),
  [
    'not uploaded to the app (AADSTS700027). The app uses the other credential.',
    withCertificate({ registered: false, besideSecret: true }),
  ],
  [
    'the certificate’s key cannot sign. The app uses the other credential.',
    all(withCertificate({ besideSecret: true }), untrueKey),
  ],
])

test('a secret that Entra accepts without giving a token makes a warning of a missing certificate too', async () => {
  const patient = await healthyPatient()
  await useCertificate(patient, { registered: false, besideSecret: true })
  await secretRefused(53003)(patient)
  expect((await examine(patient)).faults).toMatchObject([
    { status: 'warn', sentence: expect.stringMatching(/AADSTS700027.*uses the other credential/) },
    { status: 'warn', sentence: expect.stringContaining('Entra accepts CLIENT_SECRET, but a policy') },
  ])
})

/** Graph shows nothing, so that the variable alone says when the secret expires. */
const secretExpiresIn = (days: number) =>
  all(hidden, set({ CLIENT_SECRET_EXPIRES: new Date(Date.now() + days * DAY_MS).toISOString() }))

const CORRECT_DATE = /^Run npm run register(?:(?!--rotate)[^,])*, which corrects it/

warns('secret lifetime', [
  [/^CLIENT_SECRET expires on \d{4}-\d\d-\d\d \(29 days left\)/, secretExpiresIn(29.5), /^Run .* --rotate\./],
  ['(6 days left)', secretExpiresIn(6.5), /^Do this now: after that, nobody can sign in\. Run/],
  [
    '(10 days left)',
    (patient) => {
      for (const each of appOf(patient).secrets) each.endsAt = Date.now() + 10.5 * DAY_MS
    },
  ],
  ['says 2099-01-01, but Entra says', set({ CLIENT_SECRET_EXPIRES: '2099-01-01' }), CORRECT_DATE],
  [/^CLIENT_SECRET_EXPIRES says \d\S+, but Entra accepts CLIENT_SECRET/, secretExpiresIn(-2), CORRECT_DATE],
])

test('of secrets that begin alike, the first to expire counts, and a date without a time agrees with it', async () => {
  const patient = await healthyPatient()
  const inDays = (days: number) => Date.now() + days * DAY_MS
  const app = appOf(patient)
  const [own] = app.secrets
  if (!own) throw new Error('no secret')
  own.endsAt = inDays(100.5)
  const other = (days: number, value = `${own.value}2`) => ({
    ...own,
    ...{ keyId: crypto.randomUUID(), value, endsAt: inDays(days) },
  })
  app.secrets.push(other(60.5), other(-1), other(40.5, 'xyz'))
  patient.variables.CLIENT_SECRET_EXPIRES = new Date(inDays(60.5)).toISOString().slice(0, 10)
  expect(linesOf(await examine(patient), 'secret lifetime')).toMatchObject([
    { status: 'pass', sentence: expect.stringContaining('(60 days left)') },
  ])
})

/** Where the file has an earlier secret's last day. */
test.each<[string, 'warn' | 'fail', Spoil, RegExp]>([
  ['a policy denies it a token', 'warn', tokenRefused(53003), CORRECT_DATE],
  ['Entra rejects it', 'fail', set({ CLIENT_SECRET: expiredSecret }), /--rotate/],
  [
    'Entra rejects it, but takes the certificate beside it',
    'fail',
    all(withCertificate(), set({ CLIENT_SECRET: expiredSecret })),
    /--rotate/,
  ],
  ['Entra does not answer', 'fail', fault('token_503'), /--rotate/],
])('a date that has passed, of a secret: %s → %s', async (_, status, change, whatToDo) => {
  const patient = await healthyPatient()
  await all(secretExpiresIn(-2), change)(patient)
  expect(linesOf(await examine(patient), 'secret lifetime')).toMatchObject([
    { status, whatToDo: expect.stringMatching(whatToDo) },
  ])
})

warns('certificate lifetime', [
  [/^CLIENT_CERTIFICATE expires on .* \(one day left\)/, withCertificate({ days: 2 }), /^Do this now/],
  [
    /^CLIENT_CERTIFICATE expired on .*, so the app uses CLIENT_SECRET\.$/,
    withCertificate({ days: 1, since: Date.now() - 3 * DAY_MS, registered: false, besideSecret: true }),
  ],
])

describe('at an AUTHORITY of several tenants', () => {
  const isPosted = ({ emulator }: Patient) => emulator.requests.some(({ method }) => method === 'POST')
  const PERSONAL = 'For an app for personal accounts, Entra checks the credential only at a sign-in.'

  test.each([
    ['common', [], entrywayEverywhere.signInAudience, 'skipped', 'the app’s own tenant only'],
    ['common', ['--tenant', contoso.id], entrywayEverywhere.signInAudience, 'pass', 'Entra accepts'],
    ['consumers', [], 'PersonalMicrosoftAccount', 'skipped', PERSONAL],
    ['consumers', ['--tenant', contoso.id], 'PersonalMicrosoftAccount', 'skipped', PERSONAL],
    ['consumers', ['--tenant', contoso.id], entrywayEverywhere.signInAudience, 'pass', 'Entra accepts'],
  ])('%s %j, an app for %s: %s, as %s', async (tenant, args, signInAudience, status, says) => {
    const patient = await healthyPatient('common')
    patient.variables.AUTHORITY = `${patient.origin}/${tenant}`
    patient.args = args
    Object.assign(appOf(patient), { signInAudience })
    const examined = await examine(patient)
    expect([examined.exitCode, examined.faults]).toEqual([0, []])
    expect(linesOf(examined, 'credentials')).toMatchObject([
      {
        status,
        sentence: expect.stringContaining(says),
        whatToDo: tenant === 'common' && status === 'skipped' ? expect.stringContaining('--tenant') : null,
      },
    ])
    // Without a tenant of its own, the credential is never sent.
    expect(isPosted(patient)).toBe(args.length > 0)
  })
})
