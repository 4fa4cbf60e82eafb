// .dev.vars: changed line by line, read back as wrangler reads it, and never lost.
import {
  appendFileSync,
  chmodSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { dirname, join } from 'node:path'
import { beforeEach, describe, expect, test } from 'vitest'
import { unstable_getVarsForDev as getVarsForDev } from 'wrangler'
import { entryway, secret } from '../../emulator/seed.ts'
import { newCertificate } from '../../tools/certificate/key-pair.ts'
import { RegisterRefusal } from '../../tools/register/command-line/refusal.ts'
import { changedText, readDevVars } from '../../tools/register/dev-vars/dev-vars.ts'
import { unwritable, writeDevVars } from '../../tools/register/dev-vars/dev-vars-file.ts'
import { whileLocked } from '../../tools/register/dev-vars/run-lock.ts'
import { nothingReplaced } from '../../tools/settings/replaced-credentials.ts'
import {
  answerInstead,
  contosoRun,
  type Entra,
  newFolder,
  registered,
  runForJson,
  runRegister,
  variablesIn,
  writes,
} from './register-run.ts'

function newFile(text: string | null): string {
  const file = join(newFolder(), '.dev.vars')
  if (text !== null) writeFileSync(file, text)
  return file
}

const changed = (text: string | null, change: Record<string, string | null>) =>
  changedText(readDevVars(newFile(text)), change, nothingReplaced)

const modeOf = (path: string) => statSync(path).mode & 0o777
/** The names of what lies in the folder with it. */
const beside = (path: string) =>
  readdirSync(dirname(path))
    .map((name) => join(dirname(path), name))
    .filter((each) => each !== path)

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

test.each(['', '\n', '# Mine\n', "A=\nB=' '\n"])('a blank file, or value, is accepted: %j', (text) => {
  expect(readDevVars(newFile(text)).variables).toEqual({})
})

test('filling in the example keeps its comments', () => {
  const example = readFileSync('.dev.vars.example', 'utf8')
  const text = changed(example, { AUTHORITY: 'https://login.microsoftonline.com/x', CLIENT_SECRET: 'a-b' })
  expect(text).toMatch(/\nAUTHORITY=https:\/\/login\.microsoftonline\.com\/x\n[\s\S]*\nCLIENT_SECRET=a-b\n/)
  const comments = (of: string) => of.split('\n').filter((line) => line.startsWith('#'))
  expect(comments(text)).toEqual(comments(example))
})

test.each([
  ['in a new file', null, { KEY: 'x' }, /^# Written by npm run register\..*\nKEY=x\n$/],
  ['after a last line without an end', 'A=1', { KEY: 'x' }, /^A=1\nKEY=x\n$/],
  ['of several lines, as one,', '\n', { KEY: 'x\ny' }, /^\nKEY="x\\ny"\n$/],
  ['that is there', 'A=1\nKEY=y\nB=2\n', { KEY: 'x' }, /^A=1\nKEY=x\nB=2\n$/],
  ['that is listed twice', 'KEY=y\nB=2\nKEY=z\n', { KEY: 'x' }, /^KEY=x\nB=2\n$/],
  ['over several lines', 'KEY="a\nb"\nB=2\n', { KEY: 'x' }, /^KEY=x\nB=2\n$/],
  ['with export and spaces', "  export KEY = 'a'\nB=2\n", { KEY: 'x' }, /^KEY=x\nB=2\n$/],
  ['to take away', 'A=1\nKEY="a\nb"\nB=2\n', { KEY: null }, /^A=1\nB=2\n$/],
  ['with a name inside others', 'MY_KEY=1\nKEY_ID=2\n', { KEY: 'x' }, /^MY_KEY=1\nKEY_ID=2\nKEY=x\n$/],
])('a variable %s is changed in its place', (_, text, change, expected) => {
  expect(changed(text, change)).toMatch(expected)
})

test('secrets and certificates survive a round trip through Node and wrangler', async () => {
  const { certificate, key } = await newCertificate('Front door', 1, Date.now())
  const values = ['FnZ8Q~BsLfPFZ3THWulJbCVgVw7L77s56bxUiarM', 'a#b c', "a'b#c", 'a$b$(c)', certificate, key]
  for (const CLIENT_SECRET of [...values, '[6gyXA5S20@MN+WRXAJ]I-TO7g1:h2P8']) {
    const file = newFile(null)
    const read = readDevVars(file)
    writeDevVars(read, changedText(read, { CLIENT_SECRET }, nothingReplaced), 0)
    expect(variablesIn(file)).toEqual({ CLIENT_SECRET })
    const { value } = getVarsForDev(file, undefined, {}, undefined, true).CLIENT_SECRET ?? {}
    expect(value).toBe(CLIENT_SECRET)
  }
})

test('the old file is kept, and only the owner can read either', () => {
  const file = newFile('A=1\n')
  const read = readDevVars(file)
  const kept = writeDevVars(read, 'A=2\n', Date.UTC(2026, 0, 5, 6, 7, 8), read.bytes) ?? ''
  expect(beside(file)).toEqual([kept])
  expect(kept).toBe(`${file}.20260105T060708000Z`)
  expect([readFileSync(kept, 'utf8'), readFileSync(file, 'utf8')]).toEqual(['A=1\n', 'A=2\n'])
  expect([modeOf(file), modeOf(kept)]).toEqual([0o600, 0o600])
})

test('a link to the file stays one', () => {
  const file = newFile('A=1\n')
  const link = `${file}.link`
  symlinkSync(file, link)
  writeDevVars(readDevVars(link), 'A=2\n', 0)
  expect([readlinkSync(link), readFileSync(file, 'utf8')]).toEqual([file, 'A=2\n'])
})

test('two runs do not work on one file at a time, also where a link leads to it', async () => {
  const file = newFile('A=1\n')
  const link = `${file}.link`
  symlinkSync(file, link)
  const second = () => whileLocked(link, 0, async () => undefined)
  await whileLocked(file, 0, () => expect(second()).rejects.toThrow(RegisterRefusal))
  await expect(second()).resolves.toBeUndefined()
})

test('a file created in the meantime is not overwritten', () => {
  const file = newFile(null)
  const read = readDevVars(file)
  writeFileSync(file, 'A=1\n')
  expect(() => writeDevVars(read, 'A=2\n', 0)).toThrow(/was edited in the meantime/)
  expect(readFileSync(file, 'utf8')).toBe('A=1\n')
})

test.each([
  [
    'ENOSPC',
    true,
    ': the disk is full (ENOSPC).',
    'Free some space, and run this again. If a secret was lost, it adds another.',
  ],
  ['EIO', false, ' (EIO).', 'Fix that, and run this again.'],
])('%s (with values: %s) is told as a file that could not be written%s', (code, hasValues, reason, next) => {
  expect(unwritable('X', Object.assign(new Error(code), { code }), hasValues)).toMatchObject({
    message: `X could not be written${reason}`,
    next,
  })
})

describe('a run', () => {
  let entra: Entra
  let file: string
  let args: string[]
  beforeEach(async () => {
    ;({ entra, file, args } = await contosoRun())
  })

  test('makes a secret’s file private, and the one that is put away', async () => {
    await runRegister(args)
    chmodSync(file, 0o644)
    expect((await runForJson(args)).report.outcome).toBe('unchanged')
    expect(modeOf(file)).toBe(0o600)
    chmodSync(file, 0o644)
    const { report } = await runForJson([...args, '--delete'])
    expect(modeOf(report.variables?.keptAs ?? '')).toBe(0o600)
  })

  test.each<[string, (path: string) => string, message: string, next: string]>([
    [
      'that is read-only',
      (path) => {
        writeFileSync(path, '# nothing yet\n', { mode: 0o400 })
        return path
      },
      'is read-only',
      'Make it writable',
    ],
    ['in a missing folder', (path) => `${path}/none/.dev.vars`, 'does not exist', 'Create it, or choose'],
    [
      'that is a link to nothing',
      (path) => {
        symlinkSync('nowhere/real.vars', path)
        return path
      },
      'is a link to nowhere/real.vars, which does not exist.',
      'Create that file',
    ],
  ])('with a file %s is refused before anything is created', async (_, prepare, message, next) => {
    const { exitCode, report } = await runForJson([...args, '--dev-vars', prepare(file)], { operator: null })
    expect([exitCode, report.error]).toMatchObject([
      6,
      { message: expect.stringContaining(message), next: expect.stringContaining(next) },
    ])
    expect(entra.emulator.requests).toEqual([])
    if (message.includes('link')) expect(readlinkSync(file)).toBe('nowhere/real.vars')
  })

  test('with the file of another app does not overwrite it, unless told to', async () => {
    const other = `CLIENT_ID=${entryway.tenantId}\nCLIENT_SECRET=${secret}\nREDIRECT_URI=https://a.example/b\nSESSION_IDLE_MINUTES=45\n`
    writeFileSync(file, other)
    const { exitCode, stdout } = await runRegister(args)
    expect([exitCode, stdout]).toEqual([6, expect.stringContaining('belongs to the application')])
    expect([readFileSync(file, 'utf8'), registered(entra)]).toEqual([other, []])

    const { exitCode: again, report } = await runForJson([...args, '--overwrite'])
    const differences = report.steps.flatMap((step) => step.differences)
    const leftOut = differences.filter(({ becomes }) => becomes === 'left out').map(({ what }) => what)
    expect([again, leftOut]).toEqual([0, ['SESSION_IDLE_MINUTES']])
    const [kept = '', ...further] = beside(file)
    expect([readFileSync(kept, 'utf8'), modeOf(kept), further]).toEqual([other, 0o600, []])
    expect(readFileSync(file, 'utf8')).not.toContain(secret)
    expect(variablesIn(file).SESSION_IDLE_MINUTES).toBeUndefined()
  })

  test('with another --name does not rename the file’s app, unless it is named', async () => {
    await runRegister(args)
    args.push('--name', 'Back door')
    const before = readFileSync(file, 'utf8')
    const { exitCode, stdout } = await runRegister(args)
    expect([exitCode, stdout]).toEqual([6, expect.stringContaining('--overwrite')])
    expect([readFileSync(file, 'utf8'), registered(entra, 'Back door')]).toEqual([before, []])

    const renamed = await runRegister([...args, '--client-id', registered(entra)[0]?.clientId ?? ''])
    expect(renamed.stdout).toContain('name: Front door -> Back door')
    expect(registered(entra, 'Back door')).toHaveLength(1)
  })

  test('whose file is edited before anything is made has nothing to be merged', async () => {
    await runRegister(args)
    const before = writes(entra).length
    entra.intercept = (request) => {
      if (request.url.includes('/organization')) appendFileSync(file, '# mine\n')
      return null
    }
    const { exitCode, report } = await runForJson([...args, '--rotate'])
    expect([exitCode, report.error]).toMatchObject([
      6,
      { message: expect.stringContaining('was edited in the meantime'), next: 'Run this again.' },
    ])
    expect([beside(file), writes(entra).length]).toEqual([[], before])
    entra.intercept = () => null
    expect((await runForJson([...args, '--rotate'])).report.outcome).toBe('changed')
  })

  test('that Graph refuses leaves a file that was created in the meantime', async () => {
    answerInstead(entra, 'POST', /\/applications$/, () => {
      writeFileSync(file, 'SESSION_IDLE_MINUTES=45\n')
      return new Response('{}', { status: 403 })
    })
    expect((await runRegister(args)).exitCode).toBe(4)
    expect(readFileSync(file, 'utf8')).toBe('SESSION_IDLE_MINUTES=45\n')
  })

  test('whose file is edited in the meantime keeps the edit, and loses nothing', async () => {
    writeFileSync(file, 'SESSION_IDLE_MINUTES=30\n')
    answerInstead(entra, 'POST', /addPassword$/, (request) => {
      writeFileSync(file, 'SESSION_IDLE_MINUTES=45\n')
      return entra.emulator.fetch(request)
    })
    const { exitCode, stdout } = await runRegister(args)
    expect([exitCode, stdout]).toEqual([6, expect.stringContaining('was edited in the meantime')])
    expect(readFileSync(file, 'utf8')).toBe('SESSION_IDLE_MINUTES=45\n')
    const draft = beside(file).find((path) => path.endsWith('.new')) ?? ''
    expect(variablesIn(draft).CLIENT_SECRET).toBe(registered(entra)[0]?.secrets[0]?.value)
    expect(modeOf(draft)).toBe(0o600)
    entra.intercept = () => null
    await runRegister([...args, '--client-id', registered(entra)[0]?.clientId ?? ''])
    expect(registered(entra)[0]?.secrets[1]?.value).toBe(variablesIn(file).CLIENT_SECRET)
    expect(variablesIn(file).SESSION_IDLE_MINUTES).toBe('45')
  })

  test('understands AZURE_DEVOPS_URL as a person wrote it, and refuses one that is no organization', async () => {
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
      {
        message: expect.stringContaining('AZURE_DEVOPS_URL'),
        next: expect.stringContaining('--azure-devops'),
      },
    ])
  })

  test('does not report an invalid REDIRECT_URI in the file as a flag', async () => {
    writeFileSync(file, 'REDIRECT_URI=http://[::1]:8787/getAToken\n')
    const { exitCode, stdout } = await runRegister(args)
    expect([exitCode, stdout]).toEqual([6, expect.stringContaining('Error: The redirect URI "http://[::1]')])
    expect(stdout).toContain(`Correct REDIRECT_URI in ${file}`)
  })

  test('writes down when the secret expires, and corrects what is noted of it', async () => {
    await runRegister([...args, '--lifetime', '90'])
    const endsAt = registered(entra)[0]?.secrets[0]?.endsAt ?? 0
    const noted = () => Math.abs(Date.parse(variablesIn(file).CLIENT_SECRET_EXPIRES ?? '') - endsAt)
    expect(noted()).toBeLessThan(1000)
    const edit = (line: string) =>
      writeFileSync(file, readFileSync(file, 'utf8').replace(/^CLIENT_SECRET_EXPIRES=.*\n/m, line))
    edit('')
    expect((await runForJson(args)).report.outcome).toBe('changed')
    expect(noted()).toBeLessThan(1000)
    // That of an earlier secret, as a person writes a date.
    edit('CLIENT_SECRET_EXPIRES=2025-01-01\n')
    expect((await runForJson(args)).stderr).toContain('CLIENT_SECRET_EXPIRES: 2025-01-01 -> 20')
    expect((await runForJson(args)).report.outcome).toBe('unchanged')
  })

  test.each([
    ['in UTF-16', (text: string) => Buffer.from(`\ufeff${text}`, 'utf16le')],
    ['with a byte-order mark', (text: string) => Buffer.from(`\ufeff${text}`)],
    [
      'in UTF-32',
      (text: string) => Buffer.from(Uint32Array.from([...text], (each) => each.codePointAt(0) ?? 0).buffer),
    ],
  ])('makes plain UTF-8 of a file saved %s, and keeps its content', async (_, encode) => {
    await runRegister(args)
    const clientId = variablesIn(file).CLIENT_ID
    const saved = encode(`${readFileSync(file, 'utf8')}SESSION_IDLE_MINUTES=45\n`)
    writeFileSync(file, saved)
    const { exitCode, report } = await runForJson(args)
    expect([exitCode, report.outcome]).toEqual([0, 'changed'])
    expect(readFileSync(report.variables?.keptAs ?? '')).toEqual(saved)
    expect(readFileSync(file)[0]).toBeLessThan(0x80)
    expect(variablesIn(file)).toMatchObject({ CLIENT_ID: clientId, SESSION_IDLE_MINUTES: '45' })
  })
})
