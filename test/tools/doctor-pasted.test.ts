// Files as editors save them, and values that did not arrive as they were pasted: the doctor says so, and blames nothing else.
import { expect, test } from 'vitest'
import { unstable_getVarsForDev as getVarsForDev } from 'wrangler'
import { newCertificate } from '../../tools/certificate/key-pair.ts'
import { pastedWrong } from '../../tools/doctor/settings/pasted-value.ts'
import { cutAtHash, decodeVariables, otherContent } from '../../tools/settings/variables-file.ts'
import { examineFile, file, healthyPatient, type Variables } from './doctor-patient.ts'

const asLines = (variables: Variables) =>
  Object.entries(variables)
    .map(([name, value]) => `${name}=${value}\n`)
    .join('')

const written = async (change: Variables = {}) =>
  asLines({ ...(await healthyPatient()).variables, ...change })

const TEXT = 'CLIENT_ID=x\n'
const utf16 = (text: string) => Buffer.from(text, 'utf16le')
const utf32 = (text: string) =>
  Buffer.from(Uint32Array.from([...text], (each) => each.codePointAt(0) ?? 0).buffer)

test.each<[string | null, string, Uint8Array]>([
  [null, 'without a mark', Buffer.from(TEXT)],
  ['a byte-order mark', 'at its start', Buffer.from(`\ufeff${TEXT}`)],
  ['UTF-16', 'with a mark', utf16(`\ufeff${TEXT}`)],
  ['UTF-16', 'without a mark', utf16(TEXT)],
  ['UTF-16', 'with a mark, big-endian', utf16(`\ufeff${TEXT}`).swap16()],
  ['UTF-16', 'without a mark, big-endian', utf16(TEXT).swap16()],
  ['UTF-32', 'with a mark', utf32(`\ufeff${TEXT}`)],
  ['UTF-32', 'without a mark', utf32(TEXT)],
  ['UTF-32', 'with a mark, big-endian', utf32(`\ufeff${TEXT}`).swap32()],
  ['UTF-32', 'without a mark, big-endian', utf32(TEXT).swap32()],
])('a file saved with the encoding %s, %s, is read', (encoding, _, bytes) => {
  expect(decodeVariables(bytes)).toEqual({ encoding, text: TEXT })
})

test('UTF-16, which wrangler cannot read, is the only problem', async () => {
  const { faults, exitCode } = await examineFile(utf16(await written()))
  expect([exitCode, faults]).toMatchObject([
    1,
    [{ check: 'variables', sentence: 'The file is saved as UTF-16, which wrangler cannot read.' }],
  ])
})

test('a byte-order mark, old Mac line endings, and NAME: value are read, as wrangler does', async () => {
  const text = (await written()).replace(/^CLIENT_ID=/m, 'CLIENT_ID: ').replace(/^RED/m, 'export RED')
  const content = `\ufeff${text.replaceAll('\n', '\r')}`
  expect((await examineFile(content)).faults).toEqual([])
  const read = getVarsForDev(file('.dev.vars', content), undefined, {}, undefined, true)
  expect(Object.keys(read).sort()).toEqual(['AUTHORITY', 'CLIENT_ID', 'CLIENT_SECRET', 'REDIRECT_URI'])
})

test('a # in a value without quotes is reported', async () => {
  expect((await examineFile(await written({ CLIENT_SECRET: 'abc#def' }))).faults).toEqual([
    {
      check: 'variables',
      status: 'fail',
      sentence: 'CLIENT_SECRET ends at a #, where a comment begins.',
      whatToDo: 'Put the whole value in single quotes.',
    },
  ])
})

test.each([`'abc#def'`, 'abc # until May', '"abc" # until May'])('nothing is cut off from %s', (value) => {
  expect(cutAtHash(`CLIENT_SECRET=${value}\n`)).toEqual([])
})

const NO_QUOTES = ['CLIENT_CERTIFICATE ends after its first', 'CLIENT_CERTIFICATE_KEY ends after its first']

test.each([
  ['neither', '', '', NO_QUOTES],
  ['only the last', '', '"', NO_QUOTES],
  ['only the first', '"', '', NO_QUOTES],
  ['both', '"', '"', ['CLIENT_CERTIFICATE runs on over the lines of other variables']],
])(
  'a certificate and its key over several lines, where %s has an opening quote',
  async (_, first, last, says) => {
    const { certificate, key } = await newCertificate('Entryway', 90, Date.now())
    const { faults, output } = await examineFile(
      await written({ CLIENT_CERTIFICATE: first + certificate, CLIENT_CERTIFICATE_KEY: last + key }),
    )
    expect(faults).toMatchObject(
      says.map((each) => ({
        check: 'variables',
        sentence: expect.stringContaining(each),
        whatToDo: expect.stringMatching(/one line, in double quotes, with \\n|closing quote/),
      })),
    )
    expect(output).not.toContain(key.split('\n')[1])
  },
)

test('a certificate and its key in quotes, over several lines or on one, are valid', async () => {
  const { certificate, key } = await newCertificate('Entryway', 90, Date.now())
  const inQuotes = { CLIENT_CERTIFICATE: `"${certificate}"`, CLIENT_CERTIFICATE_KEY: JSON.stringify(key) }
  expect((await examineFile(await written(inQuotes))).faults).toMatchObject([{ check: 'credentials' }])
})

test('a secret with an opening quote alone is not shown, and not tried', async () => {
  const { variables, emulator } = await healthyPatient()
  const secret = variables.CLIENT_SECRET ?? ''
  const { faults, output } = await examineFile(asLines({ ...variables, CLIENT_SECRET: `"${secret}` }))
  expect(faults).toMatchObject([
    { check: 'variables', sentence: 'CLIENT_SECRET begins with a quote (") that is not closed.' },
  ])
  expect(output).not.toContain(secret)
  expect(emulator.requests.some(({ method }) => method === 'POST')).toBe(false)
})

const GUID = 'c0c0c0c0-0000-4000-8000-000000000001'

test.each([
  ...[`"Fn8Q~x`, `'Fn8Q~x`, '`Fn8Q~x'].map((value) => [
    value,
    `begins with a quote (${value[0]}) that is not`,
  ]),
  ...['“Fn8Q~x”', '‘Fn8Q~x’'].map((value) => [value, 'typographic quotes']),
  [`"Fn8Q~x"`, 'is in quotes twice'],
  ['Fn8Q~x\u200b', 'an invisible character (U+200B)'],
  ['\u2060Fn8Q~x', 'an invisible character (U+2060)'],
  ['Fn8Q~x\u00ad', 'an invisible character (U+00AD)'],
  ...['<your-client-secret>', '{Application (client) ID}', '********', 'xxxx', '...', '…'].map(placeholder),
  ...['Enter_the_Client_Secret_Here', 'YOUR_TENANT_ID', 'TODO', 'changeme', 'change_me', 'null'].map(
    placeholder,
  ),
  ...['<tenant-id>', '{tenant id}', 'your-tenant'].map((name) =>
    placeholder(`https://login.example/${name}`),
  ),
  placeholder('00000000-0000-0000-0000-000000000000'),
  ...[`\${CLIENT_SECRET}`, '$CLIENT_SECRET', '%CLIENT_SECRET%', 'op://vault/item/secret'].map(reference),
  reference('@Microsoft.KeyVault(SecretUri=https://x.vault.azure.net/secrets/y)'),
])('%j %s', (value = '', problem = '') => {
  expect(pastedWrong(value)?.[0]).toContain(problem)
})

function placeholder(value: string) {
  return [value, 'is still a placeholder']
}

function reference(value: string) {
  return [value, 'is a reference, which nothing resolves']
}

test.each(['yoUr~3x{3}<a>b', '<a>b', `{${GUID}}`, GUID, 'https://a.example/?a=b&AUTHORITY=c'])(
  '%s is as it was pasted',
  (value) => {
    expect(pastedWrong(value)).toBeNull()
  },
)

test.each([
  ['is empty', ' \n\r\n'],
  ['is a binary file', '\u0089PNG\r\n\u001a\n\0\0\0\rIHDR='],
  ['is a binary file', '\ufffd\ufffd\ufffd\ufffd\u0010='],
  ['is JSON', '{ "AUTHORITY": "https://login.microsoftonline.com/common", "q": "A=b" }'],
  ['is JSON', '["CLIENT_ID=x"]'],
  ['is a PEM file (rsa private key)', '-----BEGIN RSA PRIVATE KEY-----\nMIIEpAIBAAKCAQEA=\n'],
  ['is a web page or XML', '<!doctype html><a href="x">'],
  ['has comments only', '# AUTHORITY=\n\n# CLIENT_ID='],
  ['has no variable', 'AUTHORITY\nCLIENT_ID\n'],
  [null, '{a\nexport CLIENT_ID = x'],
])('a file %s: %j', (says, content) => {
  expect(otherContent(content)).toBe(says)
})

test('a file without variables is reported for what it is, and not shown', async () => {
  const { faults, output } = await examineFile('-----BEGIN PRIVATE KEY-----\nMIIEpAIBAAKCAQEA=\n')
  expect(faults).toMatchObject([
    {
      check: 'variables',
      status: 'fail',
      sentence: 'The file is a PEM file (private key).',
      whatToDo: expect.stringContaining('NAME=value'),
    },
  ])
  expect(output).not.toContain('MIIE')
})
