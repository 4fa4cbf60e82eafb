// Values that did not arrive in .dev.vars as they were pasted: the doctor says so, and not what is wrong with the rest.
import { expect, test } from 'vitest'
import { newCertificate } from '../../tools/certificate/key-pair.ts'
import { doctor } from '../../tools/doctor.ts'
import { file, healthyPatient } from './doctor-patient.ts'

const surroundings = { environment: {}, paper: { columns: 80, colors: false }, now: Date.now }

async function faultsOf(text: string | Uint8Array) {
  const { output } = await doctor(['--env-file', file('.dev.vars', text), '--json'], surroundings)
  const { checks } = JSON.parse(output) as {
    checks: Record<'check' | 'status' | 'sentence' | 'whatToDo', string>[]
  }
  return { faults: checks.filter(({ status }) => status === 'fail' || status === 'warn'), output }
}

async function written(change: Record<string, string>): Promise<string> {
  const { variables } = await healthyPatient()
  return Object.entries({ ...variables, ...change })
    .map(([name, value]) => `${name}=${value}\n`)
    .join('')
}

test.each([
  [
    'neither',
    '',
    '',
    ['CLIENT_CERTIFICATE ends after its first', 'CLIENT_CERTIFICATE_KEY ends after its first'],
  ],
  [
    'only the last',
    '',
    '"',
    ['CLIENT_CERTIFICATE ends after its first', 'CLIENT_CERTIFICATE_KEY ends after its first'],
  ],
  [
    'only the first',
    '"',
    '',
    ['CLIENT_CERTIFICATE ends after its first', 'CLIENT_CERTIFICATE_KEY ends after its first'],
  ],
  ['both', '"', '"', ['CLIENT_CERTIFICATE runs on over the lines of other variables']],
])(
  'a certificate and its key over several lines, where %s has an opening quote, are named',
  async (_, first, last, says) => {
    const { certificate, key } = await newCertificate('Entryway', 90, Date.now())
    const text = await written({
      CLIENT_CERTIFICATE: first + certificate,
      CLIENT_CERTIFICATE_KEY: last + key,
    })
    const { faults, output } = await faultsOf(text)
    expect(faults.map(({ check, sentence }) => [check, sentence])).toEqual(
      says.map((each) => ['variables', expect.stringContaining(each)]),
    )
    for (const { whatToDo } of faults)
      expect(whatToDo).toMatch(/one line, in double quotes, with \\n|closing quote/)
    expect(output).not.toContain(key.split('\n')[1])
  },
)

test('the same value in both quotes is valid', async () => {
  const { certificate, key } = await newCertificate('Entryway', 90, Date.now())
  const text = await written({
    CLIENT_CERTIFICATE: `"${certificate}"`,
    CLIENT_CERTIFICATE_KEY: JSON.stringify(key),
  })
  expect((await faultsOf(text)).faults).toMatchObject([{ check: 'credentials', status: 'warn' }])
})

test.each(['"', "'", '`'])(
  'a secret with an opening %s alone is said to have it, and is not tried',
  async (quote) => {
    const { variables, emulator } = await healthyPatient()
    const spoiled = { ...variables, CLIENT_SECRET: `${quote}${variables.CLIENT_SECRET}` }
    const lines = Object.entries(spoiled).map(([name, value]) => `${name}=${value}\n`)
    const { faults, output } = await faultsOf(lines.join(''))
    expect(faults).toMatchObject([
      {
        check: 'variables',
        status: 'fail',
        sentence: `CLIENT_SECRET begins with a quote (${quote}) that is not closed.`,
      },
    ])
    expect(output).not.toContain(variables.CLIENT_SECRET)
    expect(emulator.requests.some(({ method }) => method === 'POST')).toBe(false)
  },
)

test('an authority with an unclosed quote is reported once', async () => {
  const { variables } = await healthyPatient()
  const { faults } = await faultsOf(await written({ AUTHORITY: `"${variables.AUTHORITY}` }))
  expect(faults.map(({ sentence }) => sentence)).toEqual([
    'AUTHORITY begins with a quote (") that is not closed.',
  ])
})

test.each([
  ['“%”', 'typographic quotes'],
  ['‘%’', 'typographic quotes'],
  ['%\u200b', 'U+200B'],
  ['\u2060%', 'U+2060'],
  ['"%\u00ad"', 'U+00AD'],
])('a secret pasted as %j is reported, but not shown', async (form, says) => {
  const { variables } = await healthyPatient()
  const secret = variables.CLIENT_SECRET ?? ''
  const { faults, output } = await faultsOf(await written({ CLIENT_SECRET: form.replace('%', secret) }))
  expect(faults.map(({ sentence }) => sentence)).toEqual([expect.stringContaining(says)])
  expect(output).not.toContain(secret)
})

test('NAME: value is read, as wrangler reads it', async () => {
  const text = await written({})
  const { faults } = await faultsOf(
    text.replace(/^CLIENT_ID=/m, 'CLIENT_ID: ').replace(/^REDIRECT_URI=/m, 'export REDIRECT_URI: '),
  )
  expect(faults).toEqual([])
})

test.each([
  ['CLIENT_SECRET', '<your-client-secret>'],
  ['CLIENT_SECRET', '********'],
  ['CLIENT_SECRET', 'Enter_the_Client_Secret_Here'],
  ['CLIENT_ID', '{Application (client) ID}'],
  ['CLIENT_ID', 'xxxx'],
  ['AUTHORITY', 'https://login.microsoftonline.com/{tenant id}'],
  ['AUTHORITY', 'https://login.microsoftonline.com/<tenant-id>'],
  ['AUTHORITY', 'https://login.microsoftonline.com/YOUR_TENANT_ID'],
])('%s=%s is reported as a placeholder, without advice to wait', async (name, value) => {
  const { faults } = await faultsOf(await written({ [name]: value }))
  expect(faults).toEqual([
    expect.objectContaining({
      check: 'variables',
      sentence: `${name} is still a placeholder.`,
      whatToDo: expect.not.stringContaining('wait'),
    }),
  ])
})

test.each([
  ['CLIENT_SECRET', 'yoUr~3x{3}<a>b'],
  ['CLIENT_ID', '{c0c0c0c0-0000-4000-8000-000000000001}'],
])('%s=%s is not a placeholder', async (name, value) => {
  const { output } = await faultsOf(await written({ [name]: value }))
  expect(output).not.toContain('placeholder')
})

test.each([
  ...['TODO', 'changeme', 'change_me', 'null'].map((value) => [value, 'placeholder']),
  ...[`\${CLIENT_SECRET}`, '$CLIENT_SECRET', '%CLIENT_SECRET%', 'op://vault/item/secret'].map((value) => [
    value,
    'reference',
  ]),
  ['@Microsoft.KeyVault(SecretUri=https://x.vault.azure.net/secrets/y)', 'reference'],
  [`'"Fn8Q~secret"'`, 'in quotes twice'],
])('the secret %s is reported without asking Entra', async (value = '', says = '') => {
  const { faults } = await faultsOf(await written({ CLIENT_SECRET: value }))
  expect(faults.map(({ sentence }) => sentence)).toEqual([expect.stringContaining(says)])
})

test('a client ID of zeros is a placeholder', async () => {
  const { faults } = await faultsOf(await written({ CLIENT_ID: '00000000-0000-0000-0000-000000000000' }))
  expect(faults.map(({ sentence }) => sentence)).toEqual([expect.stringContaining('placeholder')])
})

test('a lowercase variable name is reported with the correct one', async () => {
  const { faults } = await faultsOf(await written({ client_id: 'x' }))
  expect(faults).toMatchObject([{ status: 'warn', whatToDo: 'Write CLIENT_ID instead.' }])
})

const PEM = '-----BEGIN RSA PRIVATE KEY-----\nMIIEpAIBAAKCAQEA=\n-----END RSA PRIVATE KEY-----\n'

test.each([
  ['', 'is empty'],
  [' \n\r\n', 'is empty'],
  ['\u0089PNG\r\n\u001a\n\0\0\0\rIHDR=', 'is a binary file'],
  [Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0x10, 0x3d]), 'is a binary file'],
  ['{ "AUTHORITY": "https://login.microsoftonline.com/common", "q": "A=b" }', 'is JSON'],
  ['["CLIENT_ID=x"]', 'is JSON'],
  [PEM, 'is a PEM file (rsa private key)'],
  ['<!doctype html><a href="x">', 'is a web page or XML'],
  ['# AUTHORITY=\n\n# CLIENT_ID=', 'has comments only'],
  ['AUTHORITY\nCLIENT_ID\n', 'has no variable'],
])('a file without variables is reported for what it is: %j', async (content, says) => {
  const { faults, output } = await faultsOf(content)
  expect(faults).toMatchObject([
    {
      check: 'variables',
      status: 'fail',
      sentence: `The file ${says}.`,
      whatToDo: expect.stringContaining('NAME=value'),
    },
  ])
  expect(output).not.toContain('MIIE')
})
