// Mistakes of the kind that people make when they copy, and settings that contradict each other: each is told as what it is.
import { generateKeyPairSync } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { expect, test } from 'vitest'
import { contoso, entryway, fabrikam, secret } from '../../emulator/seed.ts'
import {
  type AuthorityName,
  appOf,
  examineOnce,
  faultsOf,
  file,
  healthyPatient,
  type Patient,
  useCertificate,
} from './doctor-patient.ts'
import type { Spoil } from './doctor-rows.ts'

type Row = [what: string, spoil: Spoil, says: RegExp, whatToDo: RegExp, status?: 'warn', at?: AuthorityName]

const set =
  (values: Patient['variables']): Spoil =>
  ({ variables }) =>
    Object.assign(variables, values)

const withCertificate =
  (values: (given: Patient['variables']) => Patient['variables']): Spoil =>
  async (patient) => {
    await useCertificate(patient)
    Object.assign(patient.variables, values({ ...patient.variables }))
  }

const PROGRAM = `name = "x"
compatibility_date = "2026-11-01"
main = ${JSON.stringify(join(process.cwd(), 'src', 'index.tsx'))}
[assets]
directory = ${JSON.stringify(join(process.cwd(), 'public'))}
`
const STORE = '[[kv_namespaces]]\nbinding = "SESSIONS"\n'
const CRON = '[triggers]\ncrons = ["17 6 * * *"]\n'

const wrangler =
  (more: string, values: Patient['variables'] = {}): Spoil =>
  ({ args, variables }) => {
    args.push('--config', file('wrangler.toml', PROGRAM + more))
    Object.assign(variables, values)
  }

const { publicKey } = generateKeyPairSync('rsa', {
  modulusLength: 2048,
  publicKeyEncoding: { type: 'spki', format: 'pem' },
  privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
})

const ids: Row[] = [
  [
    'the ID of the tenant for that of the app',
    set({ CLIENT_ID: contoso.id }),
    /^AUTHORITY and CLIENT_ID have the same ID/,
    /Directory \(tenant\) ID is for AUTHORITY/,
  ],
  [
    'the ID of the app for that of the tenant',
    (patient) => {
      patient.variables.AUTHORITY = `${patient.origin}/${entryway.clientId}`
    },
    /^AUTHORITY and CLIENT_ID have the same ID/,
    /Application \(client\) ID is for CLIENT_ID/,
  ],
  [
    'the object ID of the app',
    (patient) => set({ CLIENT_ID: appOf(patient).objectId })(patient),
    /AADSTS700016/,
    new RegExp(
      `CLIENT_ID is \\S+, looked up at http://localhost:\\d+/${contoso.id}\\. .*\\(not Object ID\\).* --authority http://localhost:\\d+/\\{`,
    ),
  ],
  [
    'a redirect URI that is no one’s',
    set({ REDIRECT_URI: 'http://localhost:8787/elsewhere' }),
    /^Entra returned an error: REDIRECT_URI is not registered for the app/,
    /^It is “http:\/\/localhost:8787\/elsewhere”\. If that is right, run npm run register/,
  ],
  [
    'a tenant by its first name',
    set({ AUTHORITY: 'https://login.microsoftonline.com/contoso' }),
    /^AUTHORITY is not an Entra authority/,
    /^It is “https:\/\/login\.microsoftonline\.com\/contoso”\. It should be https:/,
  ],
  [
    'a client ID in braces',
    set({ CLIENT_ID: `{${entryway.clientId}}` }),
    /^CLIENT_ID is not a GUID/,
    /^It is “\{[0-9a-f-]{36}\}”\. It should be the Application \(client\) ID/,
  ],
  [
    'a client ID with the next line at its end',
    ({ variables }) =>
      Object.assign(variables, {
        CLIENT_ID: `${entryway.clientId}REDIRECT_URI=${variables.REDIRECT_URI}`,
        REDIRECT_URI: undefined,
      }),
    /^CLIENT_ID continues with REDIRECT_URI=/,
    /^Put REDIRECT_URI on a line of its own/,
  ],
  [
    'a secret under a misspelt name',
    set({ CLIENT_SECRET: undefined, CLIENT_SECERT: secret }),
    /^CLIENT_SECRET is missing, but there is CLIENT_SECERT\.$/,
    /^Rename CLIENT_SECERT to CLIENT_SECRET\.$/,
  ],
  [
    'a client ID under another library’s name',
    set({ CLIENT_ID: undefined, AZURE_CLIENT_ID: entryway.clientId }),
    /^CLIENT_ID is missing, but there is AZURE_CLIENT_ID\.$/,
    /^Rename AZURE_CLIENT_ID to CLIENT_ID\.$/,
  ],
  [
    'the tenant under another library’s name',
    set({ AUTHORITY: undefined, AZURE_TENANT_ID: contoso.id }),
    /^AUTHORITY is missing, but there is AZURE_TENANT_ID\.$/,
    /^Set AUTHORITY to https:\/\/login\.microsoftonline\.com\/ and the value of AZURE_TENANT_ID\. /,
  ],
  [
    'an optional variable under a misspelt name',
    set({ ALOWED_TENANTS: contoso.id }),
    /^ALOWED_TENANTS is not one of the app’s variables/,
    /^Did you mean ALLOWED_TENANTS\?/,
    'warn',
  ],
  [
    'another library’s name beside the right one',
    set({ AZURE_CLIENT_SECRET: secret }),
    /^AZURE_CLIENT_SECRET is not one of the app’s variables/,
    /^See \.dev\.vars\.example/,
    'warn',
  ],
  [
    'an application ID URI for a client ID',
    set({ CLIENT_ID: `api://${entryway.clientId}` }),
    /^CLIENT_ID is not a GUID/,
    /^It is “api:\/\/\S+”\. It should be the Application/,
  ],
  [
    'a list of tenants without the own one',
    set({ ALLOWED_TENANTS: fabrikam.id }),
    /^ALLOWED_TENANTS does not include the tenant of AUTHORITY \(c0c0c0c0\S+\), so nobody can sign in/,
    /^Leave ALLOWED_TENANTS out, as AUTHORITY names one tenant\. .*--kind organizations, which changes the registration/,
  ],
]

const credentials: Row[] = [
  [
    'a secret out of a URL',
    set({ CLIENT_SECRET: 'abc8Q%7EFn88abcdefghijklmnopqrstuvwxyz0123' }),
    /^CLIENT_SECRET is URL-encoded/,
    /~/,
  ],
  [
    'a secret with a space',
    set({ CLIENT_SECRET: 'abc8Q~x yz' }),
    /^CLIENT_SECRET contains a space/,
    /^Remove it.* If you no longer have it, run npm run register.* --rotate/,
  ],
  [
    'the ID of a secret',
    set({ CLIENT_SECRET: contoso.id.toUpperCase() }),
    /^CLIENT_SECRET looks like/,
    /not the Secret ID.* If you no longer have it, run npm run register.* --rotate/,
  ],
  [
    'no secret',
    set({ CLIENT_SECRET: undefined }),
    /^CLIENT_SECRET is missing/,
    /If you don’t have it, run npm run register(?:(?!--rotate).)*, which creates a new secret\.$/,
  ],
  [
    'a certificate for a secret',
    set({ CLIENT_SECRET: '-----BEGIN CERTIFICATE-----MIIB-----END CERTIFICATE-----' }),
    /^CLIENT_SECRET is a certificate or a key/,
    /^Move it to CLIENT_CERTIFICATE or/,
  ],
  [
    'a key in place of the certificate',
    withCertificate(({ CLIENT_CERTIFICATE_KEY: key }) => ({ CLIENT_CERTIFICATE: key })),
    /^CLIENT_CERTIFICATE is a private key/,
    /The key is for CLIENT_CERTIFICATE_KEY/,
  ],
  [
    'a certificate in place of the key',
    withCertificate(({ CLIENT_CERTIFICATE: certificate }) => ({ CLIENT_CERTIFICATE_KEY: certificate })),
    /^CLIENT_CERTIFICATE_KEY is a certificate/,
    /The certificate is for CLIENT_CERTIFICATE\./,
  ],
  [
    'a public key in place of the private one',
    withCertificate(() => ({ CLIENT_CERTIFICATE_KEY: publicKey })),
    /^CLIENT_CERTIFICATE_KEY is a public key/,
    /BEGIN PRIVATE KEY/,
  ],
  [
    'a thumbprint in place of the certificate',
    withCertificate(() => ({ CLIENT_CERTIFICATE: 'A1B2C3D4E5F60718293A4B5C6D7E8F9001122334' })),
    /^CLIENT_CERTIFICATE is a thumbprint/,
    /BEGIN CERTIFICATE/,
  ],
  [
    'a request in place of the certificate',
    withCertificate(() => ({
      CLIENT_CERTIFICATE: '-----BEGIN CERTIFICATE REQUEST-----\nMIIB\n-----END CERTIFICATE REQUEST-----',
    })),
    /^CLIENT_CERTIFICATE is a certificate request/,
    /BEGIN CERTIFICATE/,
  ],
  [
    'the name of the key’s file',
    withCertificate(() => ({ CLIENT_CERTIFICATE_KEY: './certs/key.pem' })),
    /^CLIENT_CERTIFICATE_KEY is a file name/,
    /BEGIN PRIVATE KEY/,
  ],
  [
    'a secret that is set twice',
    (patient) => {
      patient.notes = `CLIENT_SECRET="of another app"\nCLIENT_SECRET=${secret}\n`
    },
    /^CLIENT_SECRET is set more than once, and only the last one counts/,
    /^Keep the right one, and delete the others/,
    'warn',
  ],
]

const redirectUris = [
  ['a slash at the end', 'http://localhost:8787/getAToken/', 'the slash at the end'],
  ['https for http', 'https://localhost:8787/getAToken', 'http and https'],
  ['127.0.0.1 for localhost', 'http://127.0.0.1:8787/getAToken', 'the host name'],
  ['small letters', 'http://localhost:8787/getatoken', 'upper and lower case'],
  ['capitals', 'http://localhost:8787/GetAToken', 'upper and lower case'],
  [
    'small letters and a slash',
    'http://localhost:8787/getatoken/',
    'the slash at the end and upper and lower case',
  ],
].map(
  ([what = '', redirectUri, difference]): Row => [
    what,
    set({ REDIRECT_URI: redirectUri }),
    new RegExp(
      `^REDIRECT_URI is ${redirectUri}, which is not registered for the app, but http://localhost:8787/getAToken is \\(AADSTS50011\\)\\. They differ only in ${difference}\\.$`,
    ),
    /^Set REDIRECT_URI to that/,
  ],
)

const files: Row[] = [
  [
    'a placeholder for the namespace',
    wrangler('[[kv_namespaces]]\nbinding = "SESSIONS"\nid = "<namespace-id>"\n'),
    /^The id of SESSIONS .* is not that of a KV namespace/,
    /Leave the id out/,
  ],
  [
    'zeros for the namespace',
    wrangler(`[[kv_namespaces]]\nbinding = "SESSIONS"\nid = "${'0'.repeat(32)}"\n`),
    /^The id of SESSIONS \(0{32}\) is not/,
    /Leave the id out/,
  ],
  [
    'a webhook that nothing triggers',
    wrangler(STORE, { ALERT_WEBHOOK: 'https://hooks.example/x' }),
    /no cron trigger, so nothing is sent to ALERT_WEBHOOK/,
    /\[triggers\]/,
    'warn',
  ],
  [
    'a webhook that is committed',
    wrangler(`${STORE}${CRON}[vars]\nALERT_WEBHOOK = "https://hooks.example/x"\n`),
    /^It contains ALERT_WEBHOOK/,
    /wrangler secret put ALERT_WEBHOOK/,
    'warn',
  ],
  [
    'a list where text is due',
    wrangler(`${STORE}[vars]\nSCOPE = ["User.Read"]\n`),
    /^SCOPE in \[vars\] is not text/,
    /in quotes/,
  ],
  [
    'another form of wrangler’s file',
    ({ args }) => {
      const path = join(dirname(file('x', '')), 'wrangler.toml')
      writeFileSync(path.replace('.toml', '.jsonc'), '{}')
      args.push('--config', path)
    },
    /^It does not exist \(\S+wrangler\.toml\), but wrangler\.jsonc does/,
    /--config \S+wrangler\.jsonc/,
  ],
]

test.each([...ids, ...credentials, ...redirectUris, ...files])('%s', async (...row) => {
  const [, spoil, says, whatToDo, status = 'fail', at = 'contoso'] = row
  const patient = await healthyPatient(at)
  await spoil(patient)
  const examined = await examineOnce(patient)
  expect(faultsOf(examined)).toEqual([
    {
      check: expect.any(String),
      status,
      sentence: expect.stringMatching(says),
      whatToDo: expect.stringMatching(whatToDo),
    },
  ])
  expect(examined.exitCode).toBe(status === 'warn' ? 0 : 1)
})

test('ALLOWED_TENANTS may include the tenant of AUTHORITY', async () => {
  const patient = await healthyPatient()
  patient.variables.ALLOWED_TENANTS = `${fabrikam.id} ${contoso.id}`
  const { lines } = await examineOnce(patient)
  expect(lines.find(({ check }) => check === 'allowed tenants')).toMatchObject({ status: 'pass' })
})

test('if AUTHORITY accepts several tenants, any ALLOWED_TENANTS is valid', async () => {
  const patient = await healthyPatient('common')
  patient.variables.ALLOWED_TENANTS = fabrikam.id
  expect(faultsOf(await examineOnce(patient))).toEqual([])
})

test('a possible secret in the wrong variable is not shown', async () => {
  const patient = await healthyPatient()
  patient.variables.CLIENT_ID = 'Fn88Q~0000000000000000000000000000000000'
  const { json } = await examineOnce(patient)
  expect(json).toContain('CLIENT_ID is not a GUID.')
  expect(json).not.toContain('Fn88Q')
})

test('of a secret that is set twice, the other value is to be tried before a new one is created', async () => {
  const patient = await healthyPatient()
  patient.notes = 'CLIENT_SECRET=of-another-app\n'
  const faults = faultsOf(await examineOnce(patient))
  expect(faults.map(({ status, whatToDo }) => `${status} ${whatToDo}`)).toEqual([
    expect.stringMatching(/^warn Keep the right one/),
    expect.stringMatching(
      /^fail CLIENT_SECRET is set more than once, so try its other values first\. Use the/,
    ),
  ])
})
