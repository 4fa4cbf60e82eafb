// The variables, one thing wrong with them: the doctor names it, says what to do, and blames nothing else.
import { expect, test } from 'vitest'
import { contoso, entryway, fabrikam, secret } from '../../emulator/seed.ts'
import { somethingElse } from '../../tools/doctor/settings/pasted-credential.ts'
import { examine, healthyPatient, linesOf } from './doctor-patient.ts'
import { fails, set, warns } from './doctor-rows.ts'

fails('variables', [
  ['AUTHORITY is missing.', set({ AUTHORITY: undefined }), /Or run npm run register.*, which writes it\.$/],
  [
    'AUTHORITY is not an Entra authority.',
    set({ AUTHORITY: 'https://login.microsoftonline.com/contoso' }),
    /^It is “https:\/\/login\.microsoftonline\.com\/contoso”\. It should be https:/,
  ],
  [
    'CLIENT_ID is not a GUID.',
    set({ CLIENT_ID: `{${entryway.clientId}}` }),
    /^It is “\{[0-9a-f-]{36}\}”\. It should be the Application \(client\) ID/,
  ],
  [
    'CLIENT_ID continues with REDIRECT_URI=.',
    ({ variables }) => {
      variables.CLIENT_ID += `REDIRECT_URI=${variables.REDIRECT_URI}`
      variables.REDIRECT_URI = undefined
    },
    /^Put REDIRECT_URI on a line of its own/,
  ],
  [
    `AUTHORITY and CLIENT_ID have the same ID (${contoso.id}).`,
    set({ CLIENT_ID: contoso.id }),
    /Directory \(tenant\) ID is for AUTHORITY \(.*Application \(client\) ID is for CLIENT_ID/,
  ],
  [
    'CLIENT_SECRET is missing.',
    set({ CLIENT_SECRET: ' ' }),
    /If you don’t have it, run npm run register(?:(?!--rotate).)*, which creates a new secret\.$/,
  ],
  [
    'CLIENT_SECRET looks like the secret’s ID instead of its value.',
    set({ CLIENT_SECRET: contoso.id }),
    /not the Secret ID.* If you no longer have it, run npm run register.* --rotate/,
  ],
  [
    'CLIENT_SECRET is missing, but there is CLIENT_SECERT.',
    set({ CLIENT_SECRET: undefined, CLIENT_SECERT: secret }),
    /^Rename CLIENT_SECERT to CLIENT_SECRET\.$/,
  ],
  [
    'CLIENT_ID is missing, but there is AZURE_CLIENT_ID.',
    set({ CLIENT_ID: undefined, AZURE_CLIENT_ID: entryway.clientId }),
    /^Rename AZURE_CLIENT_ID to CLIENT_ID\.$/,
  ],
  [
    'AUTHORITY is missing, but there is AZURE_TENANT_ID.',
    set({ AUTHORITY: undefined, AZURE_TENANT_ID: contoso.id }),
    /^Set AUTHORITY to https:\/\/login\.microsoftonline\.com\/ and the value of AZURE_TENANT_ID\. /,
  ],
])

// Values that may be secret are not quoted, however short they are.
warns('variables', [
  [
    'CLIENT_SECRET_EXPIRES is still a placeholder. The app ignores it.',
    set({ CLIENT_SECRET_EXPIRES: '<x>' }),
  ],
  ['CLIENT_SECRET_EXPIRES is not a date. The app ignores it.', set({ CLIENT_SECRET_EXPIRES: 'next year' })],
  ['ALERT_WEBHOOK is not an https URL. The app ignores it.', set({ ALERT_WEBHOOK: 'x' }), /^It should be/],
  ['HEALTH_TOKEN has fewer than 32 characters. The app', set({ HEALTH_TOKEN: 'short' }), /^It should be/],
  ['ALOWED_TENANTS is not one of', set({ ALOWED_TENANTS: 'x' }), /^Did you mean ALLOWED_TENANTS\?/],
  ['AZURE_CLIENT_SECRET is not one of', set({ AZURE_CLIENT_SECRET: 'x' }), /^See \.dev\.vars\.example/],
  ['client_id has no effect', set({ client_id: 'x' }), /^Write CLIENT_ID instead\.$/],
  [
    'CLIENT_SECRET is set more than once, and only the last one counts.',
    (patient) => {
      patient.notes = `CLIENT_SECRET="of another app"\nCLIENT_SECRET=${secret}\n`
    },
    /^Keep the right one, and delete the others/,
  ],
])

test('variables without a value are as if they were not there, as in .dev.vars.example', async () => {
  const patient = await healthyPatient()
  const empty = { ALLOWED_TENANTS: '', CLIENT_CERTIFICATE: ' ', CLIENT_CERTIFICATE_KEY: '' }
  Object.assign(patient.variables, empty)
  const { faults, lines } = await examine(patient)
  expect(faults).toEqual([])
  for (const check of ['allowed tenants', 'certificate lifetime'])
    expect(lines).not.toContainEqual(expect.objectContaining({ check }))
})

test('wrangler’s own variables may be in the file, and twice', async () => {
  const patient = await healthyPatient()
  patient.notes = 'CLOUDFLARE_ACCOUNT_ID=x\nCLOUDFLARE_ACCOUNT_ID=y\n'
  expect((await examine(patient)).faults).toEqual([])
})

test('a variable that the app ignores does not make sign-in invalid, nor all of them valid', async () => {
  const patient = await healthyPatient()
  patient.variables.HEALTH_TOKEN = 'short'
  expect((await examine(patient)).lines[0]?.sentence).toBe('All variables that sign-in needs are valid.')
})

test('a wrong secret that is set twice: its other value is to be tried before a new one is created', async () => {
  const patient = await healthyPatient()
  patient.notes = 'CLIENT_SECRET=of-another-app\n'
  expect((await examine(patient)).faults).toMatchObject([
    { status: 'warn', whatToDo: expect.stringMatching(/^Keep the right one/) },
    {
      status: 'fail',
      whatToDo: expect.stringMatching(
        /^CLIENT_SECRET is set more than once, so try its other values first\. Use the/,
      ),
    },
  ])
})

const PEM_HERE = /-----BEGIN CERTIFICATE-----/
const KEY_HERE = /-----BEGIN PRIVATE KEY-----/

test.each([
  ['CLIENT_SECRET', 'abc8Q%7EFn88abcdefghijklmnopqrstuvwxyz0123', 'is URL-encoded (%7E)', /~/],
  [
    'CLIENT_SECRET',
    'abc8Q~x yz',
    'contains a space or a line break',
    /^Remove it.* npm run register.* --rotate/,
  ],
  [
    'CLIENT_SECRET',
    '-----BEGIN CERTIFICATE-----',
    'is a certificate or a key',
    /^Move it to CLIENT_CERTIFICATE or/,
  ],
  [
    'CLIENT_CERTIFICATE',
    '-----BEGIN PRIVATE KEY-----',
    'is a private key',
    /is for CLIENT_CERTIFICATE_KEY\.$/,
  ],
  ['CLIENT_CERTIFICATE', 'A1B2C3D4E5F60718293A4B5C6D7E8F9001122334', 'is a thumbprint', PEM_HERE],
  ['CLIENT_CERTIFICATE', '-----BEGIN CERTIFICATE REQUEST-----', 'is a certificate request', PEM_HERE],
  ['CLIENT_CERTIFICATE', 'certs\\certificate.pfx', 'is a file name', PEM_HERE],
  [
    'CLIENT_CERTIFICATE_KEY',
    '-----BEGIN CERTIFICATE-----',
    'is a certificate',
    /is for CLIENT_CERTIFICATE\.$/,
  ],
  ['CLIENT_CERTIFICATE_KEY', '-----BEGIN PUBLIC KEY-----', 'is a public key', KEY_HERE],
  ['CLIENT_CERTIFICATE_KEY', './certs/key.pem', 'is a file name', KEY_HERE],
])('%s=%s %s', (name, value, problem, whatToDo) => {
  expect(somethingElse(name, value)).toEqual([problem, expect.stringMatching(whatToDo)])
})

test('all invalid variables are reported at once, and the checks that need them are skipped', async () => {
  const patient = await healthyPatient()
  Object.assign(patient.variables, { CLIENT_ID: 'x', CLIENT_SECRET: undefined, REDIRECT_URI: 'y' })
  const examined = await examine(patient)
  const { faults, lines } = examined
  expect(faults.map(({ check }) => check)).toEqual(['variables', 'variables', 'variables'])
  const passed = lines.filter(({ status }) => status === 'pass')
  expect(passed.map(({ check }) => check)).toEqual(['wrangler.toml', 'metadata', 'signing keys', 'clock'])
  expect(linesOf(examined, 'client id')).toMatchObject([{ sentence: 'The variables must be valid first.' }])
})

fails('allowed tenants', [
  [
    `ALLOWED_TENANTS does not include the tenant of AUTHORITY (${contoso.id}), so nobody can sign in.`,
    set({ ALLOWED_TENANTS: fabrikam.id }),
    /^Leave ALLOWED_TENANTS out, as AUTHORITY names one tenant\. .*--kind organizations, which changes the registration/,
  ],
])

test.each([
  ['contoso', `${fabrikam.id} ${contoso.id}`, 'which they include', [{ status: 'pass' }]],
  ['common', fabrikam.id, 'with no tenant of its own', []],
] as const)('allowed tenants at %s, %s: %s', async (at, allowed, _, lines) => {
  const patient = await healthyPatient(at)
  patient.variables.ALLOWED_TENANTS = allowed
  const examined = await examine(patient)
  expect(examined.faults).toEqual([])
  expect(linesOf(examined, 'allowed tenants')).toMatchObject(lines)
})
