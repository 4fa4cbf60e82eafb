// .dev.vars: changed line by line, and read back as wrangler reads it.
import {
  chmodSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { dirname, join } from 'node:path'
import { expect, test } from 'vitest'
import { unstable_getVarsForDev as getVarsForDev } from 'wrangler'
import { newCertificate } from '../../tools/certificate/key-pair.ts'
import { changedText, readDevVars } from '../../tools/register/dev-vars/dev-vars.ts'
import { unwritable, writeDevVars } from '../../tools/register/dev-vars/dev-vars-file.ts'
import { nothingReplaced } from '../../tools/settings/replaced-credentials.ts'
import { contosoRun, newFolder, registered, runForJson, runRegister, variablesIn } from './register-run.ts'

function newFile(text: string | null): string {
  const file = join(newFolder(), '.dev.vars')
  if (text !== null) writeFileSync(file, text)
  return file
}

function changed(text: string | null, change: Record<string, string | null>): string {
  const file = newFile(text)
  return changedText(readDevVars(file), change, nothingReplaced)
}

test.each(['/dev/null', '/'])('%s is not a file, and is not read', (path) => {
  expect(() => readDevVars(path)).toThrow(`${path} is not a file.`)
})

test.each([
  ['{ "CLIENT_ID": "x" }', 'is JSON'],
  ['-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----', 'is a PEM file (certificate)'],
  ['\u0089PNG\r\n\0\0=', 'is a binary file'],
  ['Tomorrow: register the app', 'has no variable'],
])('a file with other content is not changed: %j', (text, says) => {
  expect(() => readDevVars(newFile(text))).toThrow(` ${says}, but should have lines of the form NAME=value.`)
})

test.each(['', '\n', '# Mine\n'])('a blank file is accepted: %j', (text) => {
  expect(readDevVars(newFile(text)).variables).toEqual({})
})

test('filling in the example keeps its comments', () => {
  const example = readFileSync('.dev.vars.example', 'utf8')
  const text = changed(example, {
    AUTHORITY: 'https://login.microsoftonline.com/contoso.example',
    CLIENT_SECRET: 'a-b',
  })
  expect(text).toContain('\nAUTHORITY=https://login.microsoftonline.com/contoso.example\n')
  expect(text).toContain('\nCLIENT_SECRET=a-b\n')
  expect(text.split('\n').filter((line) => line.startsWith('#'))).toEqual(
    example.split('\n').filter((line) => line.startsWith('#')),
  )
})

test.each([
  ['a new file', null, { CLIENT_ID: 'x' }, /^# Written by npm run register\..*\nCLIENT_ID=x\n$/],
  ['no last line end', 'A=1', { CLIENT_ID: 'x' }, /^A=1\nCLIENT_ID=x\n$/],
  ['one that is there', 'A=1\nCLIENT_ID=y\nB=2\n', { CLIENT_ID: 'x' }, /^A=1\nCLIENT_ID=x\nB=2\n$/],
  ['one that is listed twice', 'CLIENT_ID=y\nB=2\nCLIENT_ID=z\n', { CLIENT_ID: 'x' }, /^CLIENT_ID=x\nB=2\n$/],
  ['one over several lines', 'KEY="a\nb"\nB=2\n', { KEY: 'x' }, /^KEY=x\nB=2\n$/],
  ['one with export and spaces', "  export KEY = 'a'\nB=2\n", { KEY: 'x' }, /^KEY=x\nB=2\n$/],
  ['one to take away', 'A=1\nKEY="a\nb"\nB=2\n', { KEY: null }, /^A=1\nB=2\n$/],
  [
    'one with a name that is part of another',
    'MY_KEY=1\nKEY_ID=2\n',
    { KEY: 'x' },
    /^MY_KEY=1\nKEY_ID=2\nKEY=x\n$/,
  ],
])('%s', (_, text, change, expected) => {
  expect(changed(text, change)).toMatch(expected)
})

test.each([
  ['plain', 'FnZ8Q~BsLfPFZ3THWulJbCVgVw7L77s56bxUiarM'],
  ['with a hash', 'a#b c'],
  ['with a quote', "a'b#c"],
  ['with a dollar', 'a$b$(c)'],
  ['with brackets', '[6gyXA5S20@MN+WRXAJ]I-TO7g1:h2P8'],
])('a secret %s survives a round trip through Node and wrangler', (_, secret) => {
  const file = newFile(null)
  const read = readDevVars(file)
  writeDevVars(read, changedText(read, { CLIENT_SECRET: secret }, nothingReplaced), 0)
  expect(variablesIn(file).CLIENT_SECRET).toBe(secret)
  expect(getVarsForDev(file, undefined, {}, undefined, true).CLIENT_SECRET).toMatchObject({ value: secret })
})

test('a certificate and its key survive the round trip too', async () => {
  const { certificate, key } = await newCertificate('Front door', 1, Date.now())
  const file = newFile(null)
  const read = readDevVars(file)
  writeDevVars(
    read,
    changedText(read, { CLIENT_CERTIFICATE: certificate, CLIENT_CERTIFICATE_KEY: key }, nothingReplaced),
    0,
  )
  const variables = getVarsForDev(file, undefined, {}, undefined, true)
  expect(variables.CLIENT_CERTIFICATE).toMatchObject({ value: certificate })
  expect(variables.CLIENT_CERTIFICATE_KEY).toMatchObject({ value: key })
})

test('the old file is kept, and only the owner can read either', () => {
  const file = newFile('A=1\n')
  const read = readDevVars(file)
  const kept = writeDevVars(read, 'A=2\n', Date.UTC(2026, 0, 5, 6, 7, 8), read.bytes)
  expect(kept).toBe(`${file}.20260105T060708000Z`)
  expect([readFileSync(kept ?? '', 'utf8'), readFileSync(file, 'utf8')]).toEqual(['A=1\n', 'A=2\n'])
  for (const each of [file, kept ?? '']) expect(statSync(each).mode & 0o777).toBe(0o600)
  expect(readdirSync(dirname(file))).toHaveLength(2)
})

test('a file with a secret that everybody can read is made private, and so is the one that is put away', async () => {
  const { file, args } = await contosoRun()
  await runRegister(args)
  chmodSync(file, 0o644)
  expect((await runForJson(args)).report.outcome).toBe('unchanged')
  expect(statSync(file).mode & 0o777).toBe(0o600)
  chmodSync(file, 0o644)
  const { report } = await runForJson([...args, '--delete'])
  expect(statSync(report.variables?.keptAs ?? '').mode & 0o777).toBe(0o600)
})

test('a link to a file that does not exist is refused, and stays', async () => {
  const { entra, file, args } = await contosoRun()
  symlinkSync('nowhere/real.vars', file)
  const { exitCode, report } = await runForJson(args, { operator: null })
  expect([exitCode, report.error?.message]).toEqual([
    6,
    `${file} is a link to nowhere/real.vars, which does not exist.`,
  ])
  expect([readlinkSync(file), entra.emulator.requests]).toEqual(['nowhere/real.vars', []])
})

test.each([true, false])(
  'an edit meanwhile leaves something to merge only if there is something new (%s)',
  (hasValues) => {
    const file = newFile('A=1\n')
    const read = readDevVars(file)
    writeFileSync(file, 'A=3\n')
    expect(() => writeDevVars(read, 'A=2\n', 0, null, hasValues)).toThrow(
      expect.objectContaining({
        next: expect.stringMatching(hasValues ? /Merge the two/ : /^Run this again\.$/),
      }),
    )
    expect(readdirSync(dirname(file))).toHaveLength(hasValues ? 2 : 1)
  },
)

test.each([
  [
    'ENOSPC',
    true,
    'X could not be written: the disk is full (ENOSPC).',
    'Free some space, and run this again. If a secret was lost, it adds another.',
  ],
  [
    'ENOSPC',
    false,
    'X could not be written: the disk is full (ENOSPC).',
    'Free some space, and run this again.',
  ],
  ['EIO', false, 'X could not be written (EIO).', 'Fix that, and run this again.'],
])('a file that cannot be written: %s, with values: %s', (code, hasValues, message, next) => {
  expect(unwritable('X', Object.assign(new Error(code), { code }), hasValues)).toMatchObject({
    message,
    next,
  })
})

test('a file created in the meantime is not overwritten', () => {
  const file = newFile(null)
  const read = readDevVars(file)
  writeFileSync(file, 'A=1\n')
  expect(() => writeDevVars(read, 'A=2\n', 0)).toThrow(/was edited in the meantime/)
  expect(readFileSync(file, 'utf8')).toBe('A=1\n')
})

test.each([true, false])(
  'what is to be removed is remembered, and forgotten (waiting: %s)',
  (awaitsDeployment) => {
    const replaced = {
      credentials: [
        { kind: 'secret' as const, keyId: 'e0e0e0e0-0000-4000-8000-00000000000a' },
        { kind: 'certificate' as const, keyId: 'e0e0e0e0-0000-4000-8000-00000000000b' },
      ],
      awaitsDeployment,
    }
    const file = newFile(null)
    const read = readDevVars(file)
    writeDevVars(read, changedText(read, { A: '1' }, replaced), 0)
    const again = readDevVars(file)
    expect([again.replaced, again.variables]).toEqual([replaced, { A: '1' }])
    expect(changedText(again, {}, nothingReplaced)).toMatch(/^# Written by npm run register\..*\nA=1\n$/)
  },
)

test('AZURE_DEVOPS_URL as a person wrote it is understood, and one that is not an organization is refused in words', async () => {
  const { entra, file, args } = await contosoRun()
  await runRegister(args)
  const text = readFileSync(file, 'utf8')
  writeFileSync(file, `${text}AZURE_DEVOPS_URL=dev.azure.com/contoso/project\n`)
  const understood = await runForJson(args)
  expect(understood.exitCode, understood.stderr).toBe(0)
  expect(variablesIn(file).AZURE_DEVOPS_URL).toBe('https://vssps.dev.azure.com/contoso')
  writeFileSync(file, `${text}AZURE_DEVOPS_URL=https://github.com/contoso\n`)
  const { exitCode, report } = await runForJson(args)
  expect([exitCode, report.error]).toMatchObject([
    6,
    { message: expect.stringContaining('AZURE_DEVOPS_URL'), next: expect.stringContaining('--azure-devops') },
  ])
  expect(registered(entra)).toHaveLength(1)
})

test('an invalid REDIRECT_URI in the file is not reported as a flag', async () => {
  const { file, args } = await contosoRun()
  const without = args.filter((each, index) => ![each, args[index - 1]].includes('--redirect-uri'))
  writeFileSync(file, 'REDIRECT_URI=http://[::1]:8787/getAToken\n')
  const { exitCode, stdout } = await runRegister(without)
  expect([exitCode, stdout]).toEqual([6, expect.stringContaining('Error: The redirect URI "http://[::1]')])
  expect(stdout).toContain(`Correct REDIRECT_URI in ${file}`)
})
